"""The desk over a small library: runs are kept, stopped and gone on with; what people said survives ingests until words change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assist.conflicts.desk import Desk, Entry, Filter, State, Stopped, Verdict
from assist.conflicts.model import DifferenceType, Severity
from assist.conflicts.review import Review, ReviewError
from corpus.library import Library
from tests.assist.conflicts.small_texts import FILLER, LAW, NEWER, OLDER, ON, document, passing_on, put, words

NUMBERS = [LAW, OLDER, NEWER]
LIMITS = {DifferenceType.LIMIT}
PAIR = f"{OLDER} điều 2 khoản 2 | {LAW} điều 2 khoản 2"


def put_older(library: Library, limit: str = "03 ngày", source: str = "", opening: str = "") -> None:
    facts = document(OLDER, "Thông tư", date(2018, 4, 1))
    cited = ("Việc khác", f"{opening}Thủ thư kê sách theo khoản 9 Điều 3 Thông tư này và báo Công an cấp huyện.")
    last = ("Xếp sách", "1. Theo cỡ.\n2. Theo vần, gửi Công an cấp huyện.")
    put(library, "cu.docx", facts, words(OLDER, cited, passing_on(limit), last), source)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(f"sqlite:///{tmp_path}/library.sqlite")
    put(library, "luat.docx", document(LAW, "Luật", date(2024, 3, 1)), words(LAW, FILLER, passing_on("24 giờ")))
    put(library, "moi.docx", document(NEWER, "Thông tư", date(2022, 5, 1)), words(NEWER, passing_on("48 giờ")))
    put_older(library)
    return library


@pytest.fixture
def desk(library: Library) -> Desk:
    return Desk(library)


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assist.conflicts.pairs._STEP", 2)


class Halt:
    """Progress that is stopped after so many chunks."""

    def __init__(self, chunks: int) -> None:
        self.left = chunks

    def __call__(self, done: int, total: int) -> None:
        self.left -= 1
        if self.left < 0:
            raise Stopped


def only(entries: list[Entry]) -> Entry:
    [entry] = entries
    return entry


# -- running ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("against", [None, "all", [NEWER]])
def test_a_run_keeps_what_a_review_finds_in_its_order(
    library: Library, desk: Desk, against: list[str] | str | None
) -> None:
    made = desk.run([LAW, OLDER], against, (), ON)
    entries = desk.entries(made)
    assert [e.finding for e in entries] == Review(library, ON).run([LAW, OLDER], against)
    assert [e.number for e in entries] == list(range(1, len(entries) + 1))
    assert all(e.state is State.OPEN and not e.changed and not e.opinions for e in entries)
    [saved] = desk.reviews()
    assert (saved.documents, saved.against, saved.on) == (
        (LAW, OLDER),
        tuple(against) if isinstance(against, list) else against,
        ON,
    )
    assert saved.finished is not None
    assert saved.done == saved.total


def test_two_findings_with_one_key_are_numbered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assist.conflicts.desk.key_of", lambda _: "x")
    made = desk.run(NUMBERS, None, LIMITS, ON)
    assert sorted(e.key for e in desk.entries(made)) == ["x", "x (2)", "x (3)"]


def test_what_cannot_be_reviewed_is_not_kept(desk: Desk) -> None:
    with pytest.raises(ReviewError, match="Chỉ có một văn bản"):
        desk.run([LAW], None, (), ON)
    assert desk.reviews() == []


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("against", [None, "all"])
def test_a_stopped_run_goes_on_and_finds_what_a_whole_one_does(desk: Desk, against: str | None) -> None:
    whole = [e.finding for e in desk.entries(desk.run(NUMBERS, against, (), ON))]
    assert len(whole) > 5
    for chunks in range(12):
        with pytest.raises(Stopped):
            desk.run(NUMBERS, against, (), ON, progress=Halt(chunks))
        stopped = desk.reviews()[0]
        if stopped.finished or not stopped.total:  # stopped while the library was read: nothing to go on with
            continue
        made = desk.run([], None, (), ON, resume=stopped.id)
        assert made == stopped.id
        assert [e.finding for e in desk.entries(made)] == whole


@pytest.mark.usefixtures("small_steps")
def test_what_was_found_before_a_stop_is_at_hand(desk: Desk) -> None:
    told: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        desk.run(NUMBERS, None, (), ON, progress=_interrupt_at(4), begun=told.append)
    [saved] = desk.reviews()
    assert told == [saved.id]
    assert (saved.finished, saved.problem) == (None, "")
    assert 0 < saved.done < saved.total
    assert len(desk.entries(saved.id)) == saved.found > 0


def _interrupt_at(steps: int):
    def progress(done: int, total: int) -> None:
        if total < 10 or done < steps:  # the library is read first
            return
        raise KeyboardInterrupt

    return progress


@pytest.mark.usefixtures("small_steps")
def test_a_stopped_run_begins_anew_where_the_library_has_changed(library: Library, desk: Desk) -> None:
    with pytest.raises(KeyboardInterrupt):
        desk.run(NUMBERS, None, LIMITS, ON, progress=_interrupt_at(8))
    assert desk.reviews()[0].found
    put_older(library, "05 ngày")
    made = desk.run([], None, (), ON, resume=desk.reviews()[0].id)
    limits = {e.finding.difference.what for e in desk.entries(made)}
    assert any("05 ngày" in what for what in limits)
    assert not any("03 ngày" in what for what in limits)
    assert {e.state for e in desk.entries(made)} == {State.OPEN}
    assert not any(e.changed for e in desk.entries(made))


@pytest.mark.usefixtures("small_steps")
def test_a_stopped_run_begins_anew_where_the_program_takes_other_steps(library: Library, desk: Desk) -> None:
    with pytest.raises(KeyboardInterrupt):
        desk.run(NUMBERS, None, LIMITS, ON, progress=_interrupt_at(8))
    [saved] = desk.reviews()
    library.add_findings(saved.id, [], saved.done, saved.total + 5)
    desk.run([], None, (), ON, resume=saved.id)
    assert desk.reviews()[0].total == saved.total
    assert len(desk.entries(saved.id)) == 3


def test_a_finished_review_is_left_as_it_is(desk: Desk) -> None:
    made = desk.run(NUMBERS, None, LIMITS, ON)
    before = desk.reviews()
    assert desk.run([], None, (), ON, resume=made) == made
    assert desk.reviews() == before
    with pytest.raises(ReviewError, match="Không còn lượt rà soát"):
        desk.run([], None, (), ON, resume="khong-co")


@pytest.mark.usefixtures("small_steps")
def test_a_review_deleted_while_it_runs_stops(desk: Desk) -> None:
    with pytest.raises(ReviewError, match="đã bị xóa"):
        desk.run(NUMBERS, None, LIMITS, ON, begun=desk.delete)
    assert desk.reviews() == []


def test_a_fault_of_the_program_is_kept_with_the_review(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assist.conflicts.pairs.compare", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        desk.run(NUMBERS, None, LIMITS, ON)
    [saved] = desk.reviews()
    assert (saved.finished, saved.problem) == (None, "Dừng vì lỗi: division by zero")
    monkeypatch.undo()
    desk.run([], None, (), ON, resume=saved.id)
    assert desk.reviews()[0].problem == ""


@pytest.mark.parametrize(
    ("against", "doing"),
    [
        (None, ["Đọc kho", "So sánh các quy định"]),
        ("all", ["Đọc kho", "Đọc các văn bản để so", "So sánh các quy định"]),
    ],
)
def test_what_is_being_done_is_told(desk: Desk, against: str | None, doing: list[str]) -> None:
    told: list[str] = []
    desk.run([LAW, OLDER], against, (), ON, doing=told.append)
    assert told == doing


# -- the queue -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Filter(types=frozenset(LIMITS)), lambda e: e.finding.difference.type is DifferenceType.LIMIT),
        (Filter(severities=frozenset({Severity.HIGH})), lambda e: e.finding.difference.severity is Severity.HIGH),
        (Filter(documents=frozenset({LAW})), lambda e: LAW in e.key),
        (Filter(states=frozenset({State.JUDGED})), lambda e: e.key == PAIR),
        (Filter(words="THOI han 24"), lambda e: "24 giờ" in e.finding.difference.what),
        (Filter(words="khong quan trong"), lambda e: e.key == PAIR),  # the note of a person
        (Filter(words="khoản 2 Điều 2 Luật Mượn sách"), lambda e: "Luật" in e.key),
        (Filter(types=frozenset(LIMITS), documents=frozenset({OLDER}), words="24 giờ"), lambda e: e.key == PAIR),
    ],
)
def test_filters(desk: Desk, wanted: Filter, kept) -> None:
    made = desk.run(NUMBERS, None, (), ON)
    desk.judge(made, PAIR, Verdict.NONE, "Không quan trọng.", "cán bộ 07")
    entries = desk.entries(made)
    found = desk.entries(made, wanted)
    assert 0 < len(found) < len(entries)
    if "Luật" not in wanted.words:
        assert found == [e for e in entries if kept(e)]


def test_one_line_of_the_queue(desk: Desk) -> None:
    made = desk.run(NUMBERS, None, LIMITS, ON)
    assert desk.entry(made, PAIR) == only([e for e in desk.entries(made) if e.key == PAIR])
    assert desk.entry(made, "không có") is None
    with pytest.raises(ReviewError, match="Không còn lượt rà soát"):
        desk.entries("khong-co")


# -- judging ---------------------------------------------------------------------------------------------------------


def test_opinions_are_given_changed_and_withdrawn(desk: Desk) -> None:
    made = desk.run(NUMBERS, None, LIMITS, ON)
    assert desk.counts(made) == dict.fromkeys(State, 0) | {State.OPEN: 3}
    desk.judge(made, PAIR, Verdict.UNCLEAR, "", "cán bộ 07")
    desk.judge(made, PAIR, Verdict.CONFLICT, " Hạn ngắn hơn. ", " cán bộ  07 ")
    entry = desk.entry(made, PAIR)
    assert entry is not None
    [opinion] = entry.opinions
    assert (opinion.verdict, opinion.note, opinion.reviewer) == (Verdict.CONFLICT, "Hạn ngắn hơn.", "cán bộ 07")
    desk.judge(made, PAIR, Verdict.OVERLAP, "", "cán bộ 08")
    assert desk.counts(made)[State.DISPUTED] == 1
    assert replace(desk.agreement(made), kappa=None).both == 1
    desk.withdraw(opinion.id)  # back to what they had said before
    entry = desk.entry(made, PAIR)
    assert entry is not None
    assert [o.verdict for o in entry.opinions] == [Verdict.OVERLAP, Verdict.UNCLEAR]


def test_an_opinion_needs_a_name_and_a_finding(desk: Desk) -> None:
    made = desk.run(NUMBERS, None, LIMITS, ON)
    with pytest.raises(ReviewError, match="Chưa có tên"):
        desk.judge(made, PAIR, Verdict.NONE, "", "  ")
    with pytest.raises(ReviewError, match="không còn trong lượt rà soát"):
        desk.judge(made, "x | y", Verdict.NONE, "", "cán bộ 07")
    desk.delete(made)
    with pytest.raises(ReviewError, match="Không còn lượt rà soát"):
        desk.judge(made, PAIR, Verdict.NONE, "", "cán bộ 07")


def test_an_opinion_survives_a_new_run_another_witness_and_the_end_of_its_review(library: Library, desk: Desk) -> None:
    made = desk.run(NUMBERS, None, LIMITS, ON)
    desk.judge(made, PAIR, Verdict.CONFLICT, "", "cán bộ 07")
    put_older(library)  # the same file again: known, nothing happens
    put_older(library, source="/noi-khac/cu.docx", opening=" ")  # the same words in another file
    assert library.revision() != desk.reviews()[0].revision
    entry = desk.entry(made, PAIR)
    assert entry is not None
    assert (entry.state, entry.changed) == (State.JUDGED, False)
    desk.delete(made)
    again = desk.run(NUMBERS, "all", (), ON)
    entry = desk.entry(again, PAIR)
    assert entry is not None
    assert (entry.state, entry.opinions[0].verdict) == (State.JUDGED, Verdict.CONFLICT)


def test_words_that_change_open_the_finding_again(library: Library, desk: Desk) -> None:
    made = desk.run(NUMBERS, None, LIMITS, ON)
    desk.judge(made, PAIR, Verdict.CONFLICT, "", "cán bộ 07")
    put_older(library, "05 ngày")
    before = desk.entry(made, PAIR)
    again = desk.run(NUMBERS, None, LIMITS, ON)
    after = desk.entry(again, PAIR)
    assert before is not None
    assert after is not None
    assert (before.state, before.changed) == (State.REOPENED, True)
    assert "03 ngày" in before.finding.under_review.text  # the words as reviewed stay with the review
    assert (after.state, after.changed) == (State.REOPENED, False)
    assert [(o.verdict, o.stale) for o in after.opinions] == [(Verdict.CONFLICT, True)]
    assert desk.counts(again) == dict.fromkeys(State, 0) | {State.OPEN: 2, State.REOPENED: 1}
    desk.judge(again, PAIR, Verdict.NONE, "", "cán bộ 07")
    for review in (made, again):  # what is said of the present words counts wherever the finding stands
        entry = desk.entry(review, PAIR)
        assert entry is not None
        assert (entry.state, entry.opinions[0].verdict) == (State.JUDGED, Verdict.NONE)
    put_older(library, "03 ngày", source="/noi-khac/ban-dau.docx")


def test_words_that_come_back_are_judged_as_before(library: Library, desk: Desk) -> None:
    made = desk.run(NUMBERS, None, LIMITS, ON)
    desk.judge(made, PAIR, Verdict.CONFLICT, "", "cán bộ 07")
    put_older(library, "05 ngày")
    put_older(library)
    entry = desk.entry(made, PAIR)
    assert entry is not None
    assert (entry.state, entry.changed) == (State.JUDGED, False)


def test_a_document_that_is_gone_opens_the_finding_again(library: Library, desk: Desk) -> None:
    made = desk.run(NUMBERS, None, LIMITS, ON)
    desk.judge(made, PAIR, Verdict.CONFLICT, "", "cán bộ 07")
    [older] = library.files(OLDER)
    library.remove_file(older.sha256)
    entry = desk.entry(made, PAIR)
    assert entry is not None
    assert (entry.state, entry.changed) == (State.REOPENED, True)


def test_an_opinion_on_a_body_holds_for_the_document(library: Library, desk: Desk) -> None:
    """Another clause is the first to name it: the same finding, on words nobody has judged."""
    made = desk.run(NUMBERS, None, {DifferenceType.BODY}, ON)
    entry = only(desk.entries(made))
    assert entry.key == f"{OLDER} | BODY | Công an cấp huyện"
    desk.judge(made, entry.key, Verdict.NONE, "", "cán bộ 07")
    assert only(desk.entries(desk.run(NUMBERS, None, {DifferenceType.BODY}, ON))).state is State.JUDGED
    put_older(library, opening="Mở cửa từ 7 giờ. ")
    assert only(desk.entries(desk.run(NUMBERS, None, {DifferenceType.BODY}, ON))).state is State.REOPENED


def test_the_program_itself_judges_nothing(desk: Desk) -> None:
    made = desk.run(NUMBERS, None, (), ON)
    assert "mâu thuẫn" not in repr(desk.entries(made)).lower()
