"""Objectives and remarks that count: read off anew when lines come or go, left alone where a person wrote them."""

from __future__ import annotations

import pytest

from assist.training import editing
from assist.training.counting import count_differs, doubt_remark, remarks_now
from assist.training.draft import Draft
from assist.training.model import Section, SectionKind, SourceDocument
from assist.training.outline import objectives
from corpus.documents import Status
from tests.ui.small_training import BOOKS, line, small_lesson, source

OBJECTIVES, RULES, LIMITS = SectionKind.OBJECTIVES, SectionKind.RULES, SectionKind.LIMITS
OTHER = "12/2021/TT-ABC"


def draft() -> Draft:
    """Four duties, two of them chưa xác minh for two documents, two limits."""
    other = source().model_copy(update={"id": f"{OTHER} điều 1", "pinpoint": f"Điều 1, {OTHER}"})
    rules = [
        line("muon.ghi", "Ghi sổ.", act="Ghi sổ", modality="phải"),
        line("muon.hoi", "Hỏi tên sách.", act="Hỏi tên sách", modality="phải"),
        line(
            "muon.the",
            "Xem thẻ.",
            act="Xem thẻ",
            modality="phải",
            doubt="Chưa rõ.",
            sources=(source("điều 1 khoản 1"),),
        ),
        line("muon.hen", "Hẹn ngày.", act="Hẹn ngày trả", modality="phải", doubt="Chưa rõ.", sources=(other,)),
    ]
    limits = [line(f"han.muon.{n}", f"Việc {n}.", act=f"Việc {n}", limit=f"không quá {n} ngày") for n in ("3", "7")]
    limits.append(rules[3].model_copy(update={"key": "han.muon.hen", "limit": "không quá 2 ngày"}))
    parts = {RULES: rules, LIMITS: limits}
    sections = [Section(kind=kind, title=kind.value, lines=tuple(own)) for kind, own in parts.items()]
    aims = Section(kind=OBJECTIVES, title="Mục tiêu", lines=(*objectives(parts), line("rieng", "Biết 4 việc.")))
    sources = Section(
        kind=SectionKind.SOURCES,
        title="Nguồn",
        lines=(
            line(f"nguon.{BOOKS}", BOOKS, sources=(source(), source("điều 1 khoản 1"))),
            line(f"nguon.{OTHER}", OTHER, sources=(other,)),
        ),
    )
    documents = tuple(SourceDocument(number=number, status=Status.IN_FORCE) for number in (BOOKS, OTHER))
    remarks = (doubt_remark(2), f"{BOOKS}: chưa rõ.", f"{OTHER}: chưa rõ.", "Nói to: lớp đông.")
    lesson = small_lesson(sections=(aims, *sections, sources), case=None, quiz=(), documents=documents, remarks=remarks)
    return Draft(lesson)


def told(draft: Draft) -> dict[str, str]:
    return {each.key: each.text for each in draft.lines(OBJECTIVES)}


def test_an_objective_counts_what_is_left_and_again_what_came_back() -> None:
    before = draft()
    after = editing.leave_out(before, RULES, "muon.hoi")
    assert "4 việc" in told(before)["muc-tieu.viec-phai-lam"]
    assert "3 việc" in told(after)["muc-tieu.viec-phai-lam"]
    assert "hỏi tên sách" not in told(after)["muc-tieu.viec-phai-lam"]
    assert "2 thời hạn" in told(editing.leave_out(after, LIMITS, "han.muon.3"))["muc-tieu.thoi-han"]
    assert told(after)["rieng"] == "Biết 4 việc."  # not one of those that are read off
    assert editing.put_back(after, RULES, "muon.hoi") == before


def test_an_objective_with_nothing_left_to_count_goes_and_comes_back_to_its_place() -> None:
    before = draft()
    bare = before
    for key in ("muon.hoi", "muon.the"):
        bare = editing.leave_out(bare, RULES, key)
    assert "muc-tieu.viec-phai-lam" not in told(bare)
    assert next(iter(told(editing.put_back(bare, RULES, "muon.the")))) == "muc-tieu.viec-phai-lam"
    # one that a person left out stays out
    out = editing.leave_out(before, OBJECTIVES, "muc-tieu.thoi-han")
    assert "muc-tieu.thoi-han" not in told(editing.leave_out(out, LIMITS, "han.muon.3"))


def test_an_objective_that_a_person_wrote_stays_and_the_page_says_the_count_differs() -> None:
    written = editing.edit_line(draft(), OBJECTIVES, "muc-tieu.viec-phai-lam", text="Kể được 4 việc ở quầy.")
    own = written.line(OBJECTIVES, "muc-tieu.viec-phai-lam")
    assert count_differs(written.lesson, own) == ""
    fewer = editing.leave_out(written, RULES, "muon.hoi")
    assert fewer.line(OBJECTIVES, "muc-tieu.viec-phai-lam") == own
    assert "3 việc" in count_differs(fewer.lesson, own)
    restored = editing.restore_line(fewer, OBJECTIVES, "muc-tieu.viec-phai-lam")
    assert "3 việc" in told(restored)["muc-tieu.viec-phai-lam"]


@pytest.mark.parametrize(
    ("out", "remarks"),
    [
        ([], [doubt_remark(2), f"{BOOKS}: chưa rõ.", f"{OTHER}: chưa rõ.", "Nói to: lớp đông."]),
        # it stands in the table of limits too, so it still counts
        ([(RULES, "muon.hen")], [doubt_remark(2), f"{BOOKS}: chưa rõ.", f"{OTHER}: chưa rõ.", "Nói to: lớp đông."]),
        ([(RULES, "muon.hen"), (LIMITS, "han.muon.hen")], [doubt_remark(1), f"{BOOKS}: chưa rõ.", "Nói to: lớp đông."]),
        ([(RULES, "muon.the"), (RULES, "muon.hen"), (LIMITS, "han.muon.hen")], ["Nói to: lớp đông."]),
    ],
)
def test_remarks_count_what_is_left(out: list[tuple[SectionKind, str]], remarks: list[str]) -> None:
    left = draft()
    for part, key in out:
        left = editing.leave_out(left, part, key)
    assert list(remarks_now(left.lesson)) == remarks
    assert list(editing.trimmed(left.lesson).remarks) == remarks


def test_sources_that_nothing_rests_on_any_more_are_not_listed() -> None:
    left = draft()
    for part, key in ((RULES, "muon.hen"), (LIMITS, "han.muon.hen"), (RULES, "muon.the")):
        left = editing.leave_out(left, part, key)
    lesson = editing.trimmed(left.lesson)
    assert [document.number for document in lesson.documents] == [BOOKS]
    section = lesson.section(SectionKind.SOURCES)
    assert section is not None
    assert [[s.id for s in each.sources] for each in section.lines] == [[f"{BOOKS} điều 2 khoản 1"]]


def test_a_lesson_kept_before_tells_what_it_was_asked_for() -> None:
    data, work = draft().written()
    data.pop("asked")
    kept = Draft.read(data, {**work, "documents": [BOOKS], "checklists": [], "quiz_items": 4})
    assert (kept.lesson.asked.documents, kept.lesson.asked.quiz_items) == ((BOOKS,), 4)
    assert kept.lesson.asked.topic is None
