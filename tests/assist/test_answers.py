"""Answers over what ships: cited, dated, and refused where there is no basis."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest

from assist.answers import NO_BASIS, NOT_ENOUGH, Answerer
from assist.conclusions import key_sentences, premise, sentences
from assist.language_model import Worder
from assist.model import Quote
from corpus.documents import Status
from corpus.provisions import NOTE, VERBATIM, ProvisionId
from search.encoding import encode_query
from search.frequencies import Frequencies
from ui.state import App

TODAY = date(2026, 11, 21)
DURING = date(2024, 5, 1)  # a day on which circular 43/2021 stood beyond doubt

ANSWERED = [
    # the issue's own question, and the same unaccented, abbreviated, cited outright
    ("Công an xã chuyển tin báo xâm hại trẻ em trong bao lâu?", "43/2021/TT-BCA điều 5 khoản 1", "24 giờ"),
    ("cong an xa chuyen tin bao xam hai tre em trong bao lau", "43/2021/TT-BCA điều 5 khoản 1", "24 giờ"),
    ("CAX chuyển tin báo XHTE trong bao lâu", "43/2021/TT-BCA điều 5 khoản 1", "24 giờ"),
    ("khoản 1 Điều 5 TT 43/2021 nói gì", "43/2021/TT-BCA điều 5 khoản 1", "Khi nhận tố giác"),
    ("43/2021/TT-BCA điều 5 khoản 1", "43/2021/TT-BCA điều 5 khoản 1", "Khi nhận tố giác"),
    # the document first, as people type it
    ("TT 43/2021/TT-BCA điều 5 khoản 1 quy định gì", "43/2021/TT-BCA điều 5 khoản 1", "Khi nhận tố giác"),
]


@pytest.mark.parametrize(("question", "basis", "said"), ANSWERED)
def test_answered_with_the_clause(shipped: App, question: str, basis: str, said: str) -> None:
    answer = shipped.answerer.ask(question, TODAY)
    assert answer.answered
    assert str(answer.citations[0].id) == basis
    assert said in answer.conclusion
    assert answer.citations[0].origin == NOTE
    assert any("tóm lược" in note for note in answer.notes)


def test_every_quote_is_an_exact_span_of_its_provision(shipped: App) -> None:
    for question, *_ in ANSWERED:
        for citation in shipped.answerer.ask(question, TODAY).citations:
            stored = shipped.library.unit(citation.id, TODAY)
            assert stored is not None
            assert citation.quote in stored.provision.text


def test_the_exception_is_not_left_behind(shipped: App) -> None:
    answer = shipped.answerer.ask("Công an xã chuyển tin báo xâm hại trẻ em trong bao lâu?", TODAY)
    assert "48 giờ" in answer.conclusion


REFUSED = [
    ("", "trống"),
    ("Cách nấu phở bò ngon nhất", ""),
    ("Điều 600 Bộ luật Hình sự quy định gì?", "chỉ có tóm lược một số điều, trong đó không có Điều 600"),
    ("Quyết định 8316/QĐ-BCA hướng dẫn gì về lấy lời khai?", "chưa có toàn văn"),
    ("Điều 15 Thông tư 43/2021/TT-BCA quy định gì?", "không chứa lời văn"),
    ("Điều 99 Thông tư 43/2021/TT-BCA quy định gì?", "trong đó không có Điều 99"),
    # article 145 is not the missing article 14
    ("Điều 145 Thông tư 43/2021/TT-BCA quy định gì?", "trong đó không có Điều 145"),
    ("Thông tư 77/1999/TT-BCA điều 3 quy định gì?", "chưa có văn bản"),
]


@pytest.mark.parametrize(("question", "reason"), REFUSED)
def test_no_basis_is_an_answer(shipped: App, question: str, reason: str) -> None:
    answer = shipped.answerer.ask(question, TODAY)
    assert not answer.answered
    assert answer.conclusion == NO_BASIS
    assert answer.citations == ()
    assert reason in answer.reason
    assert len(answer.reason) > 20


def test_what_came_nearest_is_pointed_to_only_where_belief_was_not_enough(shipped: App) -> None:
    answer = shipped.answerer.ask("Công an xã nấu phở bò thế nào cho ngon?", TODAY)
    assert answer.reason == NOT_ENOUGH
    assert 1 <= len(answer.nearest) <= 3
    assert all(near.document_title for near in answer.nearest)
    assert answer.as_dict()["nearest"][0]["id"] == str(answer.nearest[0].id)
    assert shipped.answerer.ask("Điều 99 Thông tư 43/2021/TT-BCA quy định gì?", TODAY).nearest == ()
    assert shipped.answerer.ask(ANSWERED[0][0], TODAY).nearest == ()


def test_doubtful_validity_is_told_with_its_reason(shipped: App) -> None:
    doubtful = shipped.answerer.ask(ANSWERED[0][0], TODAY)
    assert doubtful.citations[0].status is Status.UNVERIFIED
    assert any("59/2024/QH15" in note for note in doubtful.notes)
    certain = shipped.answerer.ask(ANSWERED[0][0], DURING)
    assert certain.citations[0].status is Status.IN_FORCE
    before = shipped.answerer.ask(f"{ANSWERED[0][0]} (Thông tư 43/2021/TT-BCA)", date(2021, 6, 7))
    assert before.citations[0].status is Status.NOT_YET
    assert any("08/06/2021" in note for note in before.notes)


def test_a_day_in_the_question_goes_first(shipped: App) -> None:
    answer = shipped.answerer.ask(
        "Vào ngày 07/6/2021, theo Điều 5 Thông tư 43/2021/TT-BCA công an xã chuyển tin trong bao lâu?", TODAY
    )
    assert answer.on == date(2021, 6, 7)
    assert answer.citations[0].status is Status.NOT_YET
    wrong = shipped.answerer.ask("Ngày 31/02/2024 công an xã chuyển tin báo xâm hại trẻ em trong bao lâu?", TODAY)
    assert wrong.on == TODAY
    assert any("31/02/2024" in note and "không tồn tại" in note for note in wrong.notes)


def test_the_json_contract(shipped: App) -> None:
    data = shipped.answerer.ask(ANSWERED[0][0], TODAY).as_dict()
    assert list(data) == ["question", "on", "answered", "answer", "citations", "notes", "reason", "nearest"]
    assert data["nearest"] == []
    assert list(data["citations"][0]) == [
        "id",
        "document",
        "article",
        "clause",
        "point",
        "quote",
        "origin",
        "status",
        "file",
        "page",
    ]


BASIS = Quote(
    ProvisionId.parse("1/2020/TT-BTN điều 4 khoản 3"),
    "3. Việc hỏi không quá 02 lần trong 01 ngày và mỗi lần không quá 02 giờ.",
    VERBATIM,
    Status.IN_FORCE,
)

PREMISES = [
    ("Điều 4 cho hỏi 5 lần một ngày đúng không?", "02 lần"),
    ("dieu 4 cho hoi 5 lan mot ngay dung khong", "02 lần"),
    ("Mỗi lần được hỏi 4 giờ phải không?", "02 giờ"),
    # right premises and open questions are not corrected
    ("Mỗi ngày hỏi 2 lần đúng không?", ""),
    ("Một ngày được hỏi mấy lần?", ""),
    # another unit than the clause speaks of
    ("Người 15 tuổi bị hỏi thế nào, đúng không?", ""),
]


@pytest.mark.parametrize(("question", "corrected"), PREMISES)
def test_a_false_premise_is_answered_with_what_the_clause_says(question: str, corrected: str) -> None:
    verdict = premise(question, BASIS)
    assert (corrected in verdict) if corrected else verdict == ""


AGES = replace(BASIS, quote="6. Chỉ đối chất giữa người dưới 18 tuổi với bị can khi có 01 người lớn đi cùng.")
AGES_ASKED = [
    # whoever tells an age or how many there were puts nothing forward
    ("con gái tôi 14 tuổi bị công an kêu lên hỏi, tôi ngồi cạnh được không", ""),
    ("Bị can 16 tuổi thì có phải chỉ định người bào chữa không?", ""),
    ("Cháu dưới 16 tuổi có được đi cùng mẹ không?", ""),
    ("bi can 16 tuoi thi co phai chi dinh nguoi bao chua khong", ""),
    ("Nhóm 5 người bị bắt, có được đối chất không?", ""),
    # a limit put forward to be confirmed
    ("Chỉ người dưới 16 tuổi mới được thế, đúng không?", "18 tuổi"),
    ("Phải có 2 người đi cùng, đúng không?", "01 người"),
    ("Người dưới 18 tuổi mới được thế, đúng không?", ""),
]


@pytest.mark.parametrize(("question", "corrected"), AGES_ASKED)
def test_an_age_that_tells_the_case_is_no_premise(question: str, corrected: str) -> None:
    verdict = premise(question, AGES)
    assert (corrected in verdict) if corrected else verdict == ""


def test_sentences_are_exact_parts_without_labels() -> None:
    text = "1. Trong 24 giờ phải chuyển; trừ vùng xa.\na) Ghi sổ.\n- Báo lại"
    assert sentences(text) == ["Trong 24 giờ phải chuyển;", "trừ vùng xa.", "Ghi sổ.", "Báo lại"]
    assert all(part in text for part in sentences(text))


def test_amounts_asked_for_are_kept_together() -> None:
    text = "Công an xã chuyển tin trong 24 giờ. Cán bộ mặc thường phục. Công an xã vùng xa chuyển tin trong 48 giờ."
    question = "Công an xã chuyển tin trong bao lâu?"
    weighted = Frequencies.empty().weighted(encode_query(question))
    assert key_sentences(question, weighted, text) == [
        "Công an xã chuyển tin trong 24 giờ.",
        "Công an xã vùng xa chuyển tin trong 48 giờ.",
    ]


def test_a_language_model_words_only_the_conclusion(shipped: App) -> None:
    class Fake:
        def run(self, messages: list, streaming_callback=None) -> dict:
            return {"replies": [SimpleNamespace(text="Trong 24 giờ [1]. Phạt 5 năm [4].")]}

    plain = shipped.answerer.ask(ANSWERED[0][0], TODAY)
    worded = Answerer(shipped.searcher, Worder(Fake())).ask(ANSWERED[0][0], TODAY)
    assert worded.conclusion.startswith("Trong 24 giờ [1].")
    assert "[4]" not in worded.conclusion
    assert worded.citations == plain.citations
    assert replace(plain, conclusion="", notes=()) == replace(worded, conclusion="", notes=())


def test_a_failing_language_model_leaves_the_extractive_answer(shipped: App) -> None:
    class Broken:
        def run(self, messages: list, streaming_callback=None) -> dict:
            raise TimeoutError

    plain = shipped.answerer.ask(ANSWERED[0][0], TODAY)
    fallen = Answerer(shipped.searcher, Worder(Broken())).ask(ANSWERED[0][0], TODAY)
    assert fallen.conclusion == plain.conclusion
    assert any("không trả lời" in note for note in fallen.notes)


def test_the_limit_itself_is_never_what_is_cut_away() -> None:
    text = (
        "Công an xã "
        + "khi nhận tin báo thì lập biên bản và báo ngay cho cơ quan điều tra, " * 8
        + "chuyển tin trong 24 giờ."
    )
    question = "Công an xã chuyển tin trong bao lâu?"
    weighted = Frequencies.empty().weighted(encode_query(question))
    (shown,) = key_sentences(question, weighted, text)
    assert len(shown) < len(text)
    assert shown.startswith("Công an xã")
    assert "24 giờ" in shown
    # every part between the ellipses is an exact part of the clause
    assert all(part.strip() in text for part in shown.split("…"))


@pytest.mark.parametrize(
    "question",
    [
        "Nạn nhân mua bán người dưới 18 tuổi được hỗ trợ gì?",
        # here a provision of another document comes first on the day, though the law of the next day fits better
        "Nạn nhân mua bán người được hỗ trợ những gì?",
    ],
)
def test_the_law_of_the_day_is_named_where_the_basis_is_of_another(shipped: App, question: str) -> None:
    before, after = (shipped.answerer.ask(question, day) for day in (date(2025, 6, 30), date(2025, 7, 1)))
    assert any("áp dụng Luật Phòng, chống mua bán người số 66/2011/QH12" in note for note in before.notes)
    assert any("có hiệu lực từ ngày 01/07/2025" in note for note in before.notes)
    assert (after.citations[0].id.document, after.citations[0].status) == ("53/2024/QH15", Status.IN_FORCE)
    assert not any("66/2011" in note for note in after.notes)


@pytest.mark.parametrize(
    ("on", "status", "told"),
    [
        (date(2025, 12, 31), Status.IN_FORCE, "Luật số 59/2024/QH15 (từ ngày 01/01/2026)"),
        (date(2026, 1, 1), Status.UNVERIFIED, "có thể đã thay quy định của chương về người dưới 18 tuổi"),
    ],
)
def test_what_changes_for_people_under_18_in_2026_is_told(shipped: App, on: date, status: Status, told: str) -> None:
    answer = shipped.answerer.ask("Hỏi cung người dưới 18 tuổi mỗi ngày mấy lần?", on)
    assert answer.citations[0].id.document == "101/2015/QH13"
    assert answer.citations[0].status is status
    assert any(told in note for note in answer.notes)


@pytest.mark.parametrize(("on", "not_yet"), [(date(2027, 12, 31), True), (date(2028, 1, 1), False)])
def test_an_article_that_begins_later_than_its_law_says_so_without_its_words(
    shipped: App, on: date, not_yet: bool
) -> None:
    answer = shipped.answerer.ask("Điều 139 Luật Tư pháp người chưa thành niên quy định gì?", on)
    assert not answer.answered
    assert "chưa có toàn văn" in answer.reason
    assert ("có hiệu lực từ ngày 01/01/2028" in answer.reason) is not_yet
