"""Stage 1: letters that look right and are not."""

import unicodedata

import pytest

from ingest.cleaning.characters import clean_characters, decode_entities


@pytest.mark.parametrize(
    ("read", "clean"),
    [
        # Icelandic Eth, as some PDF producers write Đ
        ("Ðiều 317. Tội bán thực phẩm bẩn", "Điều 317. Tội bán thực phẩm bẩn"),
        # NFD from a portal's editor
        (unicodedata.normalize("NFD", "bảo vệ trẻ em"), "bảo vệ trẻ em"),
        # a tone mark parted from its letter by a zero-width character
        ("trẻ e\u200bm", "trẻ em"),
        ("tiê\u200b\u0301ng", "tiếng"),
        # soft hyphens and no-break blanks
        ("hướng\u00addẫn\u00a0viên", "hướngdẫn viên"),
        # bullets of a symbol font
        ("\uf0b7 Cha mẹ của trẻ", "- Cha mẹ của trẻ"),
        ("xem \uf06c hình", "xem hình"),
        # Cyrillic С and А inside a Latin abbreviation, and an abbreviation typed in Cyrillic throughout
        ("TT-B\u0421\u0410", "TT-BCA"),
        ("\u0421\u0410 xã", "CA xã"),
        # a Russian word and a formula's Greek letter stay what they are
        ("báo «Правда» số 3", "báo «Правда» số 3"),
        ("góc α và hệ số Ω", "góc α và hệ số Ω"),
        # hyphens of three kinds are one
        ("43/2021/TT\u2011BCA, \u22125", "43/2021/TT-BCA, -5"),
        # old font: Oi for Ư
        ("ngƣời", "người"),
        ("h\ufb01nh", "hfinh"),
        # the place of a tone mark is the source's own
        ("hoà giải, thuỷ lợi", "hoà giải, thuỷ lợi"),
        ("một  câu\tbình thường ", "một câu bình thường"),
    ],
)
def test_characters(read: str, clean: str) -> None:
    assert clean_characters(read) == clean


@pytest.mark.parametrize(
    ("read", "clean"),
    [("A &amp; B &#58; &quot;x&quot;", 'A & B : "x"'), ("Bộ KH&CN; Sở NN&PTNT;", "Bộ KH&CN; Sở NN&PTNT;")],
)
def test_entities(read: str, clean: str) -> None:
    assert decode_entities(read) == clean
