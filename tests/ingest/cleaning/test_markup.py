"""Stage 2: marks go, words stay."""

import pytest

from ingest.cleaning.markup import strip_markup


@pytest.mark.parametrize(
    ("read", "clean", "taken"),
    [
        ("## Chương II", "Chương II", []),
        ("**Điều 4.** *Ai được mời*", "Điều 4. Ai được mời", []),
        # marks inside a word, as converters leave them
        ("gi**á h**ải sản", "giá hải sản", []),
        ("đón ****khách", "đón khách", []),
        # an asterisk that multiplies, and one without a partner
        ("3*4*5", "3*4*5", []),
        ("ghi chú* ở dưới", "ghi chú* ở dưới", []),
        ("_nghiêng_ và ten_bien_x", "nghiêng và ten_bien_x", []),
        # a form's blank line to write on is no emphasis
        ("Họ tên: ______ tuổi", "Họ tên: ______ tuổi", []),
        ("theo [mẫu 2](https://vi.du/a_(b)) này", "theo mẫu 2 này", ["https://vi.du/a_(b)"]),
        ("xem <https://vi.du>", "xem https://vi.du", []),
        ("| Việc | **Hạn** |", "Việc | Hạn", []),
        ("|---|:--:|", "", ["|---|:--:|"]),
        ("---", "", ["---"]),
        ("* Một gạch đầu dòng", "- Một gạch đầu dòng", []),
        ("> Lời dặn", "Lời dặn", []),
        ("> 1. Khoản trong trích dẫn", "1. Khoản trong trích dẫn", []),
        # a comparison is no quotation
        ("> 18 tuổi", "> 18 tuổi", []),
        ("dòng một<br/>dòng hai", "dòng một dòng hai", ["<br/>"]),
        ("1\\. Khoản", "1. Khoản", []),
        # a comparison is no tag
        ("nếu x < 5 thì y > 3", "nếu x < 5 thì y > 3", []),
    ],
)
def test_markup(read: str, clean: str, taken: list[str]) -> None:
    text, removed = strip_markup(read)
    assert text == clean
    assert [what for what, _ in removed] == taken
