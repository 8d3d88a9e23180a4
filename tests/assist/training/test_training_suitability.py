"""What pupils and teachers are given: lists of words that may not appear, lengths that can be read, sentences written for them."""

from __future__ import annotations

import pytest

from assist.training.model import Audience, SectionKind
from assist.training.plain import PlainWords, plain_pieces, plain_words
from assist.training.suitability import length, suitability, syllables
from assist.training.topics import Topic
from corpus.provisions import ProvisionId

LAY = (Audience.PUPILS, Audience.TEACHERS)


@pytest.mark.parametrize("audience", list(Audience))
def test_every_audience_is_described(audience: Audience) -> None:
    fit = suitability(audience)
    assert fit.material
    assert fit.longest_sentence > 20
    assert SectionKind.RULES not in fit.leave_out


@pytest.mark.parametrize(
    "word", ["tình dục", "phạt tù", "giao cấu", "vũ lực", "khung hình phạt", "giám định", "chung thân"]
)
def test_pupils_get_no_penal_or_sexual_detail(word: str) -> None:
    assert word in suitability(Audience.PUPILS).forbidden(f"Câu này có {word.capitalize()}, ở giữa.")


def test_a_word_within_another_is_none() -> None:
    assert suitability(Audience.PUPILS).forbidden("Em giết thời gian ở thư viện") == ["giết"]
    assert suitability(Audience.PUPILS).forbidden("Em đâm đầu chạy về; cá chém gió") == ["chém", "đâm"]
    assert not suitability(Audience.PUPILS).forbidden("Phạt góc, tù túng, hình ảnh phạt đền")


def test_an_item_of_a_list_is_measured_by_itself() -> None:
    fit = suitability(Audience.PUPILS)
    part = "một " * 20
    assert not fit.too_long(f"{part.strip()}; {part.strip()}.")
    assert fit.too_long(f"{part.strip()} {part.strip()}.")


@pytest.mark.parametrize("sentence", plain_words(), ids=lambda s: s.code)
def test_plain_sentences_suit_whom_they_were_written_for(sentence: PlainWords) -> None:
    for audience in sentence.audience:
        fit = suitability(audience)
        assert not fit.forbidden(f"{sentence.text} {sentence.imperative} {sentence.limit}")
        assert not fit.too_long(sentence.text)
        assert syllables(sentence.imperative) <= fit.longest_sentence
    assert not sentence.imperative or sentence.do != sentence.imperative.startswith("Không ")


def test_plain_sentences_have_names_of_their_own_and_enough_stand_for_each_audience() -> None:
    codes = [s.code for s in plain_words()]
    assert len(codes) == len(set(codes))
    assert all(sum(audience in s.audience for s in plain_words()) >= 20 for audience in LAY)


def test_sentences_come_only_with_a_topic_they_belong_to() -> None:
    statement = Topic("lấy lời khai", checklists=("lay-loi-khai",), words="lấy lời khai")
    assert "loi-thuong.hs-loi-khai-hai-gio" in {p.key for p in plain_pieces(statement, Audience.PUPILS)}
    trafficking = Topic("53/2024", named=(ProvisionId("53/2024/QH15"),))
    assert "loi-thuong.hs-mua-ban-la-gi" in {p.key for p in plain_pieces(trafficking, Audience.PUPILS)}
    assert not plain_pieces(Topic("đối chất", checklists=("doi-chat",), words="đối chất"), Audience.PUPILS)


def test_length_counts_syllables_and_figures() -> None:
    assert syllables("Không quá 24 giờ, kể từ lúc nhận.") == 8
    assert length([]) == 0
