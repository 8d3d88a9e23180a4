"""What the tab Rà soát xung đột does: show a review's queue and its pairs, keep what people say of them, start and follow runs.

Everything that is shown hangs on the address (see ``conflicts_place``), so that a reload, a link and the way back restore it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import gradio as gr

from assist.conflicts.desk import Desk, Entry, Verdict
from assist.conflicts.model import DifferenceType
from assist.conflicts.opinions import person
from assist.conflicts.review import ALL, ReviewError
from corpus.library import SavedReview
from ui.state import App
from ui.web.conflicts_choices import Choices
from ui.web.conflicts_place import TAB, Place, read_place
from ui.web.conflicts_run import Job, Runs
from ui.web.conflicts_view import next_waiting, pair_view, part_done, queue_view, review_title
from ui.web.dates import DayError, read_day, write_day
from ui.web.escape import render, today
from ui.web.faults import told

FAILED = (
    "Chưa làm được việc này vì chương trình gặp lỗi. Những gì đã lưu vẫn còn; hãy thử lại hoặc chạy “kholuat check”."
)
GONE = "Lượt rà soát này không còn; có thể nó đã bị xóa ở nơi khác."
_LONGEST_NOTE, _LONGEST_NAME = 4000, 80

#: (saved reviews, problem, progress, what is open): what a change of place shows anew.
Shown = tuple[Any, Any, Any, Any]


class Conflicts:
    """The tab's work over one running program."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.choices = Choices(app)
        self.runs = Runs(app, lambda: Desk(app.library))

    @cached_property
    def desk(self) -> Desk:
        return Desk(self.app.library)

    # -- showing -----------------------------------------------------------------------------------------------------

    def show(self, place: Place, *, problem: str = "", said: str = "", undo: tuple[int, int] | None = None) -> Shown:
        """What stands at a place. ``said``: what was just done; ``undo``: the opinion and the pair to take it back on."""
        try:
            review = self.app.library.review(place.review) if place.review else None
            if place.review and review is None:
                place, problem = Place(), problem or GONE
            told_first = {"said": said, "undo": undo, "place": place}
            view = self._form(place) if review is None else self._review(review, place, told_first)
            # what an ended run left to say is said
            return self.saved(place.review), _problem(problem), gr.skip() if self.runs.running else "", view
        except Exception as error:  # one review that cannot be shown does not keep the whole page from opening
            return gr.skip(), _problem(told(error, FAILED)), gr.skip(), gr.skip()

    def saved(self, current: str = "") -> str:
        """The list of saved reviews."""
        running = self.runs.running
        reviews = [
            {
                "id": review.id,
                "title": review_title(review),
                "review": review,
                "part": part_done(review),
                "running": running is not None and review.finished is None and running.review == review.id,
            }
            for review in self.app.library.reviews()
        ]
        return render("conflicts_saved.html", reviews=reviews, current=current, tab=TAB, running=running is not None)

    def _form(self, place: Place) -> str:
        like = self.app.library.review(place.like) if place.like else None
        others = like.against if like and not isinstance(like.against, str) else None
        return render(
            "conflicts_form.html",
            state=place.address(),
            choices=len(self.choices.all()),
            catalogued=len(self.choices.catalogued()),
            chosen=self.choices.named(like.documents) if like else [],
            others=self.choices.named(others) if others else [],
            against=("all" if like.against == ALL else "others" if others else "each") if like else "each",
            types=[(t.name, t.value, not like or not like.types or t.name in like.types) for t in DifferenceType],
            day=write_day(like.on) if like else today(),
        )

    def _review(self, review: SavedReview, place: Place, first: dict[str, Any]) -> str:
        wanted = self.desk.entries(review.id, place.wanted)
        if place.pair is not None:
            entry = next((e for e in wanted if e.number == place.pair), None) or self._entry(review.id, place.pair)
            if entry is not None:
                return render(
                    "conflicts_pair.html", **first | pair_view(self.app.library, review, entry, wanted, place)
                )
        entries = self.desk.entries(review.id) if place.narrowed else wanted
        view = queue_view(review, entries, wanted, place, self.desk.agreement(review.id))
        running = self.runs.running
        return render(
            "conflicts_queue.html", **first | view, running=running is not None and running.review == review.id
        )

    def _entry(self, review: str, number: int) -> Entry | None:
        return next((e for e in self.desk.entries(review) if e.number == number), None)

    # -- what people do ----------------------------------------------------------------------------------------------

    def act(self, data: dict[str, Any]) -> Shown:
        """A verdict given or taken back, a review deleted. ``data["search"]``: the address it was done at."""
        place = read_place(str(data.get("search", "")))
        action, value = data.get("action", ""), str(data.get("value", ""))
        try:
            if action == "judge":
                return self._judge(place, data)
            if action == "withdraw" and value.isdecimal():
                self.desk.withdraw(int(value))
                key = str(data.get("key", ""))
                pair = int(key) if key.isdecimal() else place.pair
                return self.show(Place(place.review, pair, place.wanted), said="Đã rút lại ý kiến.")
            if action == "delete":
                running = self.runs.running
                if running and running.review == value:
                    raise ReviewError("Lượt rà soát này đang chạy; hãy dừng nó trước khi xóa.")
                self.desk.delete(value)
                return self.show(Place() if value == place.review else place)
        except ReviewError as error:
            return self.show(place, problem=str(error))
        except Exception as error:
            return gr.skip(), _problem(told(error, FAILED)), gr.skip(), gr.skip()
        return gr.skip(), gr.skip(), gr.skip(), gr.skip()

    def _judge(self, place: Place, data: dict[str, Any]) -> Shown:
        name, note = " ".join(str(data.get("by", "")).split()), str(data.get("note", "")).strip()
        key, value = str(data.get("key", "")), str(data.get("value", ""))
        if value not in Verdict.__members__:
            return gr.skip(), gr.skip(), gr.skip(), gr.skip()
        verdict, reviewer = Verdict[value], name[:_LONGEST_NAME]
        order = self.desk.entries(
            place.review, place.wanted
        )  # before the verdict, which may take the pair out of the filter
        self.desk.judge(place.review, key, verdict, note[:_LONGEST_NOTE], reviewer)
        entry = self.desk.entry(place.review, key)
        given = (
            next((o for o in entry.opinions if person(o.reviewer) == person(reviewer) and not o.stale), None)
            if entry
            else None
        )
        following = next_waiting(order, entry.number, reviewer) if entry else None
        said = f"Đã ghi “{verdict.value}” cho chỗ số {entry.number}." if entry else ""
        if following is None:
            said += " Trong danh sách này không còn chỗ nào chờ xem."
        undo = (given.id, entry.number) if given and entry else None
        return self.show(Place(place.review, following, place.wanted, place.page), said=said, undo=undo)

    # -- runs --------------------------------------------------------------------------------------------------------

    def run(self, data: dict[str, Any]) -> Iterator[tuple[Any, Any, Any, Any]]:
        """Start a run, go on with a stopped one, or listen to the one that runs; (saved, problem, progress, halt) as it goes."""
        refused = False
        try:
            job = self.runs.running if data.get("action") == "follow" else self._start(data)
        except (ReviewError, DayError) as error:
            yield gr.skip(), _problem(str(error)), gr.skip(), gr.skip()
            refused, job = True, None if data.get("listening") else self.runs.running
        except Exception as error:
            yield gr.skip(), _problem(told(error, FAILED)), gr.skip(), gr.skip()
            return
        if job is None:
            return
        yield gr.skip(), gr.skip() if refused else "", show_progress(job), gr.Button(visible=True)
        for now in self.runs.follow(job):
            yield gr.skip(), gr.skip(), show_progress(now), gr.skip()
        yield self.saved(), _problem(job.problem), show_progress(job), gr.Button(visible=False)

    def _start(self, data: dict[str, Any]) -> Job:
        if data.get("action") == "resume":
            saved = self.app.library.review(str(data.get("value", "")))
            if saved is None:
                raise ReviewError(GONE)
            types = [DifferenceType[name] for name in saved.types]
            return self.runs.start(saved.documents, saved.against, types, saved.on, saved.id)
        numbers = [str(n) for n in data.get("documents", ())]
        kind = data.get("against")
        against: list[str] | str | None = None
        if kind == "all":
            against = ALL
        elif kind == "others":
            against = [str(n) for n in data.get("others", ())]
        chosen = [DifferenceType[n] for n in data.get("types", ()) if n in DifferenceType.__members__]
        if not chosen:
            raise ReviewError("Chưa chọn loại nào để rà soát. Chọn ít nhất một loại khác nhau.")
        types = [] if len(chosen) == len(DifferenceType) else chosen
        return self.runs.start(numbers, against, types, read_day(str(data.get("day", ""))))


def show_progress(job: Job) -> str:
    """How far a run is, and where its review stands when it has ended."""
    return render("conflicts_progress.html", job=job, place=Place(job.review))


def _problem(message: str) -> str:
    return render("problem.html", message=message) if message else ""
