"""What the tab Rà soát xung đột does, without a browser: addresses, marked words, runs, the queue, verdicts, files to take away."""

from __future__ import annotations

import re
from threading import Event
from typing import Any

import gradio as gr
import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from assist.conflicts.desk import Filter, State, Stopped, Verdict
from assist.conflicts.model import Clause, Difference, DifferenceType, Finding, Severity, Span
from assist.conflicts.review import ReviewError
from corpus.library import Library
from corpus.provisions import ProvisionId
from tests.ui.small_reviews import FIRST, HOSTILE, ON, SECOND, WITHOUT, add_circulars, change_rule
from ui.state import App
from ui.web.conflicts import Conflicts
from ui.web.conflicts_place import Place, read_place
from ui.web.conflicts_run import Runs
from ui.web.conflicts_view import next_waiting
from ui.web.conflicts_words import mark, marked_sides
from ui.web.page import Page
from ui.web.server import web_app

TYPES = [t.name for t in DifferenceType]
REVIEWER = "Rà soát viên 1"


@pytest.fixture
def work(app: App) -> Conflicts:
    add_circulars(app.library)
    return Conflicts(app)


@pytest.fixture
def review(work: Conflicts) -> str:
    """The two circulars against each other: two limits that differ, one rule given twice."""
    return work.desk.run([FIRST, SECOND], None, [], ON)


def start(work: Conflicts, *numbers: str, **fields: Any) -> list[tuple[Any, ...]]:
    data = {"action": "start", "documents": list(numbers), "against": "each", "types": TYPES, "day": "02/03/2026"}
    return list(work.run(data | fields))


def judge(work: Conflicts, place: Place, value: str = "OVERLAP", **fields: str) -> tuple[Any, ...]:
    entry = next(e for e in work.desk.entries(place.review) if e.number == place.pair)
    data = {"action": "judge", "value": value, "key": entry.key, "by": REVIEWER, "note": "", "search": place.address()}
    return work.act(data | fields)


def words(html: str, *without: str) -> str:
    """The text of HTML on one line, without the parts that selectors name."""
    soup = BeautifulSoup(html, "html.parser")
    for selector in without:
        for part in soup.select(selector):
            part.decompose()
    return " ".join(soup.get_text(" ").split())


def rows(html: str) -> list[int]:
    return [int(a["data-row"]) for a in BeautifulSoup(html, "html.parser").select("[data-row]")]


def skipped(*updates: Any) -> bool:
    return all(isinstance(update, dict) and "value" not in update for update in updates)


# Addresses ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place",
    [
        Place(),
        Place(like="ab12"),
        Place("ab12"),
        Place("ab12", pair=12, page=3),
        Place(
            "ab12",
            7,
            Filter(
                frozenset({DifferenceType.LIMIT, DifferenceType.BODY}),
                frozenset({"111/KH-CAT-CSHS", "01/2017/TTLT-BCA-BNN&PTNT"}),
                frozenset({Severity.HIGH}),
                frozenset({State.REOPENED}),
                "thời hạn & số 5",
            ),
        ),
    ],
)
def test_an_address_leads_back_to_its_place(place):
    assert read_place(place.address()) == place


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("?trang=ra-soat&luot=ab12&cap=chín&tr=0", Place("ab12")),
        ("?trang=ra-soat&luot=ab12&loai=mau-sac&muc=HIGH", Place("ab12", wanted=Filter(severities=frozenset({Severity.HIGH})))),
        ("?doc=1/2020/TT-ABC", Place()),
        ("", Place()),
    ],
)  # fmt: skip
def test_a_poor_address_is_read_as_far_as_it_goes(query, place):
    assert read_place(query) == place


def test_a_report_is_of_what_is_wanted():
    narrowed = Place("ab12", 3, Filter(types=frozenset({DifferenceType.LIMIT})))
    assert narrowed.report("docx") == "xuat/ra-soat/ab12.docx?loai=limit"
    assert Place("ab12", 3).report("xlsx") == "xuat/ra-soat/ab12.xlsx"


# Marked words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "spans", "shown"),
    [
        ("nộp <b>05</b> ngày", {"points": [Span(7, 9)]}, 'nộp &lt;b&gt;<mark class="point">05</mark>&lt;/b&gt; ngày'),
        # the gravest point shows where two meet
        ("a bc d", {"points": [Span(2, 4)], "further": [Span(0, 6)]},
         '<mark class="further">a </mark><mark class="point">bc</mark><mark class="further"> d</mark>'),
        ("ab", {"only": [Span(1, 99)]}, 'a<mark class="only">b</mark>'),  # words were lost since
        ("", {"points": [Span(0, 4)]}, ""),
        # a space between two marks is not a mark of its own
        ("a b", {"points": [Span(0, 1)], "only": [Span(1, 2)]}, '<mark class="point">a</mark> b'),
    ],
)  # fmt: skip
def test_spans_are_marked_in_escaped_words(text, spans, shown):
    assert str(mark(text, **spans)) == shown


def finding(left: str, right: str | None) -> Finding:
    sides = [Clause(ProvisionId.parse(f"{n} điều 1"), t) for n, t in ((FIRST, left), (SECOND, right)) if t is not None]
    difference = Difference(DifferenceType.LIMIT, Severity.HIGH, "khác")
    return Finding(sides[0], difference, sides[1] if len(sides) > 1 else None, fact="Một dữ kiện.")


@pytest.mark.parametrize(
    ("left", "right", "marked"),
    [
        # a near copy: every word of one side only is marked
        ("Thủ thư giữ sổ trong tủ sắt có khóa", "Thủ thư giữ sổ trong tủ gỗ có khóa", (["sắt"], ["gỗ"], True)),
        ("Thủ thư giữ sổ trong tủ", "Thủ thư phải giữ sổ trong tủ", ([], ["phải"], True)),
        ("Thủ thư giữ sổ trong tủ", "thủ thư giữ sổ trong tủ.", ([], [], False)),  # capitals and stops are no words
        ("Thủ thư giữ sổ", "Học sinh trả sách đúng hạn vào cuối tuần", ([], [], False)),  # not alike
        ("Thủ thư giữ sổ", None, ([], None, False)),
    ],
)
def test_near_copies_are_compared_word_by_word(left, right, marked):
    mine, theirs, by_words = marked_sides(finding(left, right))
    found = [None if side is None else re.findall(r'<mark class="only">(.*?)</mark>', side) for side in (mine, theirs)]
    assert (*found, by_words) == marked


# The form ----------------------------------------------------------------------------------------------------------------


def test_the_form_offers_what_has_official_text(work):
    found, count = work.choices.find("quy dinh ve so muon")
    assert ([c.number for c in found], count) == ([SECOND, FIRST], 2)
    assert work.choices.find(FIRST)[0][0].title == "Thông tư quy định về sổ mượn sách 21"
    assert work.choices.find(WITHOUT) == ([], 0)
    shown = words(work.show(Place())[-1])
    assert "Văn bản được rà soát" in shown
    assert "thời hạn, con số khác nhau" in shown


def test_a_library_without_texts_says_how_to_put_them_in(settings):
    empty = Conflicts(App(settings, library=Library.open(settings.database)))
    shown = empty.show(Place())[-1]
    assert "Hãy nạp tệp của ít nhất hai văn bản" in words(shown)
    assert "data-review-form" not in shown


def test_the_form_is_filled_as_for_an_earlier_review(work):
    earlier = work.desk.run([SECOND], [FIRST], [DifferenceType.LIMIT], ON)
    soup = BeautifulSoup(work.show(Place(like=earlier))[-1], "html.parser")
    assert [li["data-number"] for li in soup.select("[data-picker=documents] li[data-number]")] == [SECOND]
    assert [li["data-number"] for li in soup.select("[data-picker=others] li[data-number]")] == [FIRST]
    assert [box["value"] for box in soup.select("input[checked]")] == ["others", "LIMIT"]
    assert soup.select_one("[name=day]")["value"] == "02/03/2026"


def test_the_pickers_ask_a_route_of_our_own(work):
    client = TestClient(web_app(work.app))
    answer = client.get("/ra-soat/van-ban", params={"tim": "so muon 21"}).json()
    found = {"number": FIRST, "title": "Thông tư quy định về sổ mượn sách 21", "catalogued": False}
    assert answer == {"documents": [found], "count": 1}
    assert client.get("/ra-soat/van-ban", params={"danh-muc": "1"}).json()["count"] == 0  # its only one has no text


# Runs --------------------------------------------------------------------------------------------------------------------


def test_a_run_tells_how_far_it_is_and_is_kept(work):
    told = start(work, FIRST, SECOND)
    assert "Đang" in words(told[0][2])
    assert (told[0][3].visible, told[-1][3].visible) == (True, False)
    [saved] = work.app.library.reviews()
    assert (saved.documents, saved.against, saved.types, saved.on) == ((FIRST, SECOND), None, (), ON)
    assert f'data-finished="{Place(saved.id).address().replace("&", "&amp;")}"' in told[-1][2]
    assert f"{FIRST}, {SECOND} với nhau 3 chỗ nên xem" in words(told[-1][0])
    assert told[-1][1] == ""


@pytest.mark.parametrize(
    ("numbers", "fields", "says"),
    [
        ((), {}, "Chưa chọn văn bản nào"),
        ((FIRST,), {}, "Chỉ có một văn bản"),
        ((FIRST, "99/2099/TT-XYZ"), {}, "Kho không có văn bản “99/2099/TT-XYZ”"),
        ((FIRST, WITHOUT), {}, f"chưa có nguyên văn của {WITHOUT}"),
        ((FIRST, SECOND), {"types": []}, "Chưa chọn loại nào"),
        ((FIRST, SECOND), {"day": "30/02/2026"}, "không có trong lịch"),
        ((FIRST,), {"against": "others", "others": []}, "Chưa chọn văn bản nào"),
    ],
)
def test_what_cannot_be_reviewed_is_told_and_nothing_is_kept(work, numbers, fields, says):
    told = start(work, *numbers, **fields)
    assert says in words(told[-1][1])
    assert work.app.library.reviews() == []
    assert work.runs.running is None


def test_a_choice_of_types_and_of_others_is_kept(work):
    start(work, SECOND, against="others", others=[FIRST], types=["LIMIT", "BODY"])
    [saved] = work.app.library.reviews()
    assert (saved.documents, saved.against, set(saved.types)) == ((SECOND,), (FIRST,), {"LIMIT", "BODY"})


class SlowDesk:
    """Runs until it is told to go on, in steps of one."""

    def __init__(self) -> None:
        self.go_on = Event()
        self.stepped = Event()

    def run(self, *_: Any, progress, begun, doing, **__: Any) -> str:
        begun("ab12")
        doing("So sánh các quy định")
        for step in range(1000):
            progress(step, 1000)
            self.stepped.set()
            self.go_on.wait(0.01)
        return "ab12"


def test_only_one_run_at_a_time_and_it_stops_when_asked(app):
    desk = SlowDesk()
    runs = Runs(app, lambda: desk)
    job = runs.start([FIRST, SECOND], None, [], ON)
    desk.stepped.wait(5)
    with pytest.raises(ReviewError, match="Đang có một lượt"):
        runs.start([FIRST, SECOND], None, [], ON)
    told = []
    for now in runs.follow(job):
        told.append(now.message)
        runs.halt()
    assert told[0] in {"Đang chuẩn bị", "Đang so sánh các quy định"}
    assert (job.ended, job.stopped, job.review, job.problem) == (True, True, "ab12", "")
    assert runs.running is None


def test_a_fault_is_told_and_the_next_run_may_begin(app):
    class Broken:
        def run(self, *_: Any, **__: Any) -> str:
            raise RuntimeError("hỏng")

    runs = Runs(app, Broken)
    job = runs.start([FIRST, SECOND], None, [], ON)
    assert [now.ended for now in runs.follow(job)][-1]
    assert "chương trình gặp lỗi" in job.problem
    assert runs.running is None


def test_a_stopped_review_is_gone_on_with(work):
    def stop(done: int, total: int) -> None:
        if done:
            raise Stopped

    with pytest.raises(Stopped):
        work.desk.run([FIRST, SECOND], None, [], ON, progress=stop, begun=lambda _: None, doing=lambda _: None)
    stopped = work.app.library.reviews()
    if not stopped:  # it stopped while the library was read: nothing was begun
        identifier = work.app.library.start_review(ON, [FIRST, SECOND], None, [], work.app.library.revision())
    else:
        identifier = stopped[0].id
    shown = work.show(Place(identifier))
    assert "Lượt này dừng ở" in words(shown[-1])
    assert f'data-run="resume" data-value="{identifier}"' in shown[0]
    list(work.run({"action": "resume", "value": identifier}))
    assert work.app.library.review(identifier).finished is not None
    assert len(work.desk.entries(identifier)) == 3
    assert "không còn" in words(list(work.run({"action": "resume", "value": "0" * 32}))[-1][1])


# The queue ---------------------------------------------------------------------------------------------------------------


def test_the_queue_tells_where_each_finding_stands(work, review):
    _, problem, _, view = work.show(Place(review))
    shown = words(view)
    assert problem == ""
    assert rows(view) == [1, 2, 3]
    for part in (
        "3 chỗ nên xem",
        "mức cao",
        "mức thấp",
        "“05 ngày” ở đây, “10 ngày” ở kia",
        f"Khoản 1 Điều 1 {FIRST}",
        f"Khoản 1 Điều 1 {SECOND}",
        "chưa xem: 3",
        "thời hạn, con số khác nhau (2)",
        "Theo kho vào ngày 02/03/2026",
    ):
        assert part in shown, part


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("loai=limit", [1, 2]),
        ("loai=limit&loai=duplicate", [1, 2, 3]),
        ("muc=low", [3]),
        ("yk=open", [1, 2, 3]),
        ("yk=judged", []),
        ("tu=truyen+tranh", [3]),
        (f"vb={FIRST}", [1, 2, 3]),
        ("vb=1/1999/TT-KHAC", []),
        ("tr=9", [1, 2, 3]),  # a page beyond the last is the last
    ],
)
def test_filters_narrow_the_queue(work, review, query, left):
    view = work.show(read_place(f"?trang=ra-soat&luot={review}&{query}"))[-1]
    assert rows(view) == left
    assert left or "Không có chỗ nào khớp" in view


def test_pages_of_the_queue(work, review, monkeypatch):
    monkeypatch.setattr("ui.web.conflicts_view.PAGE", 2)
    assert rows(work.show(Place(review))[-1]) == [1, 2]
    assert rows(work.show(Place(review, page=1))[-1]) == [3]
    back = BeautifulSoup(work.show(Place(review, pair=3))[-1], "html.parser").select_one("[data-back]")
    assert read_place(back["href"]) == Place(review, page=1)


def test_nothing_found_and_a_review_that_is_gone_are_said(work):
    nothing = work.desk.run([FIRST, SECOND], None, [DifferenceType.PENALTY], ON)
    assert "Không tìm thấy chỗ nào đáng xem" in words(work.show(Place(nothing))[-1])
    _, problem, _, view = work.show(Place("0" * 32))
    assert "không còn" in words(problem)
    assert "data-review-form" in view
    assert rows(work.show(Place(nothing, pair=99))[-1]) == []  # a pair that is not there shows the queue


# One pair ----------------------------------------------------------------------------------------------------------------


def test_a_pair_stands_side_by_side_with_what_differs_marked(work, review):
    view = work.show(Place(review, pair=1))[-1]
    soup = BeautifulSoup(view, "html.parser")
    left, right = soup.select(".side")
    assert [left.h3.text, right.h3.text] == ["Quy phạm được kiểm tra", "Quy phạm là căn cứ rà soát"]
    assert (left.select_one("mark.point").text, right.select_one("mark.point").text) == ("05 ngày", "10 ngày")
    assert left.a["href"] == f"?doc={FIRST}&dieu=1&khoan=1"
    for part in ("Sổ mượn sách", "Còn hiệu lực", "Quy định về sổ mượn sách 21", "phải nộp sổ cho phòng lưu trữ"):
        assert part in words(str(left))
    assert "Thông tin về áp dụng: Nếu không thể làm theo cả hai thì có thể áp dụng khoản 1 Điều 1" in words(view)
    assert soup.select_one("[data-previous]") is None
    assert read_place(soup.select_one("[data-next]")["href"]) == Place(review, pair=2)


def test_the_program_calls_nothing_a_conflict_people_do(work, review):
    shown = [work.show(Place())[-1], work.show(Place(review))[-1]]
    shown += [work.show(Place(review, pair=n))[-1] for n in (1, 2, 3)]
    for view in shown:
        assert "mâu thuẫn" not in words(view, "[data-verdict]").lower()
    judge(work, Place(review, pair=1), "CONFLICT")
    assert "mâu thuẫn" in words(work.show(Place(review, pair=1))[-1], "[data-verdict]")


def test_a_fact_stands_on_the_right(work, monkeypatch):
    identifier = work.desk.run([FIRST, SECOND], None, [], ON)
    entry = work.desk.entries(identifier)[0]
    fact = Finding(entry.finding.under_review, entry.finding.difference, None, fact="Cơ quan ấy không còn từ năm 2025.")
    changed = type(entry)(1, entry.key, fact, entry.state, (), False)
    monkeypatch.setattr(work.desk, "entries", lambda *_: [changed])
    assert "Dữ kiện đối chiếu Cơ quan ấy không còn từ năm 2025." in words(work.show(Place(identifier, pair=1))[-1])
    assert "Cơ quan ấy không còn" in words(work.show(Place(identifier))[-1])


def test_what_is_hostile_is_shown_as_text(app):
    add_circulars(app.library, FIRST, HOSTILE)
    work = Conflicts(app)
    identifier = work.desk.run([FIRST, HOSTILE], None, [], ON)
    judge(work, Place(identifier, pair=1), by="<img src=x>", note="</textarea><script>window.ran=1</script>")
    for place in (Place(), Place(identifier), Place(identifier, pair=1), Place(like=identifier)):
        saved, problem, progress, view = work.show(place)
        for html in (saved, problem, progress, view):
            soup = BeautifulSoup(html, "html.parser")
            assert not soup.select("script, img[src=x]"), html


# Judging -----------------------------------------------------------------------------------------------------------------


def test_a_verdict_is_kept_leads_to_the_next_and_can_be_taken_back(work, review):
    _, problem, _, view = judge(work, Place(review, pair=1), note="xem lại mốc tính")
    assert problem == ""
    assert "Chỗ số 2" in view
    assert "Đã ghi “chồng chéo” cho chỗ số 1." in words(view)
    first = work.desk.entries(review)[0]
    assert [(o.verdict, o.note, o.reviewer) for o in first.opinions] == [
        (Verdict.OVERLAP, "xem lại mốc tính", REVIEWER)
    ]
    undo = BeautifulSoup(view, "html.parser").select_one(".told [data-review=withdraw]")
    data = {"action": "withdraw", "value": undo["data-value"], "key": undo["data-key"]}
    _, _, _, back = work.act(data | {"search": Place(review, pair=2).address()})
    assert "Chỗ số 1" in back
    assert work.desk.entries(review)[0].opinions == ()


def test_a_verdict_needs_a_name(work, review):
    _, problem, _, view = judge(work, Place(review, pair=1), by="  ")
    assert "Chưa có tên người rà soát" in words(problem)
    assert "Chỗ số 1" in view
    assert work.desk.counts(review)[State.OPEN] == 3


def test_when_all_is_judged_the_list_says_so(work, review):
    for number in (1, 2):
        judge(work, Place(review, pair=number))
    _, _, _, view = judge(work, Place(review, pair=3), "NONE")
    assert "không còn chỗ nào chờ xem" in words(view)
    assert rows(view) == [1, 2, 3]


def test_opinions_of_two_people_stand_side_by_side(work, review):
    judge(work, Place(review, pair=1), "OVERLAP")
    judge(work, Place(review, pair=1), "NONE", by="Rà soát viên 2")
    shown = words(work.show(Place(review, pair=1))[-1])
    assert "khác ý nhau" in shown
    for name in (REVIEWER, "Rà soát viên 2"):
        assert name in shown
    assert "1 lượt hai người cùng xem, 0 lượt cùng ý" in words(work.show(Place(review))[-1])


def test_a_verdict_on_earlier_words_is_shown_as_such(work, review):
    judge(work, Place(review, pair=1))
    change_rule(work.app.library, FIRST, 1, "Trong thời hạn 06 ngày kể từ ngày nhận sổ mượn sách, thủ thư phải nộp sổ.")
    shown = words(work.show(Place(review, pair=1))[-1])
    assert "ý kiến trên lời văn cũ" in shown
    assert "Lời văn trong kho nay đã khác" in shown
    assert rows(work.show(Place(review, wanted=Filter(states=frozenset({State.REOPENED}))))[-1]) == [1]


def test_the_next_to_look_at(work, review):
    place = Place(review)
    numbers = lambda reviewer: [next_waiting(work.desk.entries(review), n, reviewer) for n in (1, 2, 3)]  # noqa: E731
    assert numbers(REVIEWER) == [2, 3, 1]  # past the end it begins anew
    judge(work, Place(place.review, pair=2))
    assert numbers(REVIEWER) == [3, 3, 1]
    for number in (1, 3):
        judge(work, Place(place.review, pair=number))
    assert numbers(REVIEWER) == [None, None, None]
    assert numbers("Rà soát viên 2") == [2, 3, 1]  # a second reader sees what nobody waits for


def test_an_unknown_verdict_or_act_changes_nothing(work, review):
    assert skipped(*judge(work, Place(review, pair=1), "SURELY"))
    assert skipped(*work.act({"action": "erase", "search": ""}))
    assert work.desk.counts(review)[State.OPEN] == 3


def test_a_review_is_deleted_and_its_verdicts_show_again(work, review):
    judge(work, Place(review, pair=1))
    saved, _, _, view = work.act({"action": "delete", "value": review, "search": Place(review).address()})
    assert "Các lượt rà soát đã lưu (0)" in words(saved)
    assert "data-review-form" in view
    again = work.desk.run([FIRST, SECOND], None, [], ON)
    assert work.desk.entries(again)[0].state is State.JUDGED


def test_a_fault_is_told_and_what_is_shown_stays(work, review, monkeypatch):
    monkeypatch.setattr(work.desk, "entries", lambda *_: 1 / 0)
    saved, problem, progress, view = work.show(Place(review))
    assert skipped(saved, progress, view)
    assert "chương trình gặp lỗi" in problem


# Reports -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ending", "media", "begins"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("png", "image/png", b"\x89PNG"),
        ("svg", "image/svg+xml", b"<?xml"),
        ("json", "application/json; charset=utf-8", b""),
    ],
)
def test_a_report_is_taken_away(work, review, ending, media, begins):
    answer = TestClient(web_app(work.app)).get(f"/xuat/ra-soat/{review}.{ending}?loai=limit&body=Phòng+thử")
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.content.startswith(begins)
    assert f'filename="kho-luat-ra-soat.{ending}"' in answer.headers["content-disposition"]
    if ending == "json":
        assert [f["type"] for f in answer.json()["entries"]] == ["thời hạn, con số khác nhau"] * 2


@pytest.mark.parametrize("name", [f"{'0' * 32}.docx", "x.docx", "../library.sqlite"])
def test_no_review_no_report(work, name):
    assert TestClient(web_app(work.app)).get(f"/xuat/ra-soat/{name}").status_code == 404


# The page ----------------------------------------------------------------------------------------------------------------


def test_an_address_opens_its_pair_on_a_fresh_page(work, review):
    page = Page(work.app)
    with gr.Blocks() as blocks:
        page.lay_out(blocks)
    updates = page._arrive("", "", Place(review, pair=2).address())
    assert updates[0].selected == "ra-soat"
    assert any("Chỗ số 2" in update for update in updates if isinstance(update, str))
    filtered = page._arrive("", "", Place(review, wanted=Filter(documents=frozenset({FIRST}))).address())
    assert FIRST not in [
        update for update in filtered if isinstance(update, str)
    ]  # no other tab takes the filter for its own
    elsewhere = page._arrive("", "", "?trang=kho")
    assert any("data-review-form" in update for update in elsewhere if isinstance(update, str))
