"""What the tab Tập huấn does: make lessons, show a kept one, keep what people change in it, tell what no longer holds.

Everything that is shown hangs on the address (see ``training_place``), so that a reload, a link and the way back restore it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import gradio as gr

from assist.training.bank import Bank, Before
from assist.training.draft import Draft, EditError, settled
from assist.training.editing import set_day
from assist.training.lessons import Trainer, TrainingError
from assist.training.model import LEVELS, Audience, SectionKind, Source, SourceDocument
from assist.training.staleness import StaleLine
from corpus.library import SavedLesson
from ui.state import App
from ui.training import TOPICS, InputError, bank, make, trainer
from ui.web.dates import DayError
from ui.web.escape import render, today
from ui.web.faults import told
from ui.web.progress import reporting
from ui.web.training_acts import QUIET, read_act
from ui.web.training_bank import BANK_ACTS, bank_view, take_offered
from ui.web.training_place import TAB, Place, read_place
from ui.web.training_request import read_request
from ui.web.training_view import Stale, lesson_view, stale_view

FAILED = (
    "Chưa làm được việc này vì chương trình gặp lỗi. Những gì đã lưu vẫn còn; hãy thử lại hoặc chạy “kholuat check”."
)
GONE = "Bài này không còn; có thể nó đã bị xóa ở nơi khác."

#: (saved lessons, problem, progress, what was done, what is open): what a change of place shows anew.
Shown = tuple[Any, Any, Any, Any, Any]


@dataclass(frozen=True)
class Done:
    """What can be taken back: a lesson before and after a change, None where only the bank changed; what stood in the bank."""

    before: SavedLesson | None
    after: SavedLesson | None
    bank: Before


class Trainings:
    """The tab's work over one running program."""

    def __init__(self, app: App) -> None:
        self.app = app
        self._checked: dict[str, tuple[object, dict[tuple[SectionKind, str], StaleLine]]] = {}
        self._undo: dict[str, Done] = {}

    @cached_property
    def trainer(self) -> Trainer:
        return trainer(self.app)

    @cached_property
    def bank(self) -> Bank:
        return bank(self.app)

    # -- showing -----------------------------------------------------------------------------------------------------

    def show(self, place: Place, *, problem: str = "", said: str = "") -> Shown:
        """What stands at a place. ``said``: what was just done, with a way to take it back."""
        try:
            saved = self.app.library.lesson(place.lesson) if place.lesson else None
            if place.lesson and saved is None:
                place, problem = Place(), problem or GONE
            view = self._form() if saved is None else self._lesson(saved)
            return self.saved(place.lesson), _problem(problem), "", self._said(place.lesson, said), view
        except Exception as error:  # one lesson that cannot be shown does not keep the whole page from opening
            return gr.skip(), _problem(told(error, FAILED)), gr.skip(), gr.skip(), gr.skip()

    def saved(self, current: str = "") -> str:
        """The list of kept lessons."""
        return render("training_saved.html", lessons=self.app.library.lessons(), current=current, tab=TAB)

    def _form(self) -> str:
        checklists = self.app.checklists
        return render(
            "training_form.html",
            state=Place().address(),
            topics=TOPICS,
            titles=[checklist.title for checklist in checklists],
            checklists=[(checklist.code, checklist.title) for checklist in checklists],
            audiences=[audience.value for audience in Audience],
            levels=LEVELS,
            day=today(),
            bank=bank_view(self.bank.entries(date.today())),
        )

    def _lesson(self, saved: SavedLesson) -> str:
        draft = Draft.read(saved.data, saved.work)
        stale, problem = self._stale_told(saved, draft)
        band = stale_view(stale, draft)
        day = self._day(draft)
        return render(
            "training_lesson.html",
            state=Place(saved.id).address(),
            band=band,
            check_problem=problem,
            day=day,
            behind=day > draft.lesson.on,
            offers=self.bank.offers(draft.lesson),
            **lesson_view(saved, draft, stale),
        )

    def _said(self, identifier: str, said: str) -> str:
        return render("training_told.html", said=said, undo=bool(said) and identifier in self._undo)

    # -- staying right -----------------------------------------------------------------------------------------------

    def _day(self, draft: Draft) -> date:
        return max(date.today(), draft.lesson.on)

    def _stale_told(self, saved: SavedLesson, draft: Draft) -> tuple[Stale, str]:
        try:
            return self.stale(saved, draft), ""
        except Exception as error:
            return {}, told(error, "Chưa kiểm tra được căn cứ của bài còn đúng không; hãy tải lại trang.")

    def stale(self, saved: SavedLesson, draft: Draft) -> dict[tuple[SectionKind, str], StaleLine]:
        """Lines whose provisions changed since and that nobody has settled; looked up once for a lesson and a library."""
        day = self._day(draft)
        held = [(part, line.key, line.sources, line.edited) for part in SectionKind for line in draft.lines(part)]
        held += [(SectionKind.QUIZ, item.key, item.sources, item.edited) for item in draft.lesson.quiz]
        # what moves or has other words rests on the same provisions: it is not looked up again
        mark = hash((self.app.library.revision(), day, frozenset((p, k, e, *map(_mark, s)) for p, k, s, e in held)))
        kept = self._checked.get(saved.id)
        if kept is None or kept[0] != mark:
            found = self.trainer.refresh(draft.lesson, day)
            kept = (mark, {(line.section, line.key): line for line in found.lines})
            self._checked[saved.id] = kept
        return {(part, key): line for (part, key), line in kept[1].items() if not settled(draft, part, key, line.text)}

    def _moved_on(self, draft: Draft, saved: SavedLesson) -> Draft:
        """The lesson with its day moved to the day it was checked for; only when nothing waits to be looked at."""
        if self.stale(saved, draft):
            raise EditError("Còn dòng có căn cứ đã thay đổi; hãy cập nhật hoặc ghi “Vẫn đúng” cho từng dòng trước.")
        day = self._day(draft)
        documents = []
        for document in draft.lesson.documents:
            summary = self.app.library.summary(document.number, day)
            changes = {"status": summary.status, "effective": summary.effective} if summary else {}
            documents.append(SourceDocument.model_validate({**document.model_dump(), **changes}))
        return set_day(draft, day, documents)

    # -- what people do ----------------------------------------------------------------------------------------------

    def act(self, data: dict[str, Any]) -> Shown:
        """A change of the open lesson, or of the list. ``data["search"]``: the address it was done at."""
        place = read_place(str(data.get("search", "")))
        action, value = str(data.get("action", "")), str(data.get("value", ""))
        try:
            if action == "delete":
                self.app.library.delete_lesson(value)
                self._undo.pop(value, None)
                return self.show(Place() if value == place.lesson else place)
            if action == "copy":
                return self._copy(value)
            if action == "undo":
                return self._take_back(place)
            if action in BANK_ACTS:
                return self._change_bank(place, action, value)
            return self._change(place, data)
        except EditError as error:
            return self.show(place, problem=str(error))
        except Exception as error:
            return gr.skip(), _problem(told(error, FAILED)), gr.skip(), gr.skip(), gr.skip()

    def _change(self, place: Place, data: dict[str, Any]) -> Shown:
        before = self.app.library.lesson(place.lesson) if place.lesson else None
        if before is None:
            return self.show(place)
        draft = Draft.read(before.data, before.work)
        stale = self.stale(before, draft) if data.get("action") in {"renew", "settle"} else {}
        if data.get("action") == "set-day":
            act, said = (lambda d: self._moved_on(d, before)), "Đã đặt lại ngày áp dụng của bài."
        elif data.get("action") == "take-item":
            act, said = (
                (lambda d: take_offered(self.bank, d, str(data.get("key", "")))),
                "Đã thêm câu hỏi của ngân hàng ở cuối.",
            )
        else:
            act, said = read_act(data, lambda part, key: stale.get((part, key)), self.bank.maker(draft.lesson))
        after = self.app.library.change_lesson(
            before.id, lambda saved: act(Draft.read(saved.data, saved.work)).written()
        )
        if after is None:
            return self.show(place)
        stood = self.bank.learn(draft, Draft.read(after.data, after.work))
        self._undo[before.id] = Done(before, after, stood)
        if data.get("action") in QUIET:
            return self.saved(before.id), "", gr.skip(), self._said(before.id, said), gr.skip()
        return self.show(place, said=said)

    def _take_back(self, place: Place) -> Shown:
        """The lesson as it was before the last change made here, unless somebody changed it since."""
        done = self._undo.pop(place.lesson, None)
        if done is None:
            raise EditError("Không còn gì để hoàn tác.")

        def act(saved: SavedLesson) -> tuple[dict[str, Any], dict[str, Any]]:
            if done.before is None or done.after is None or saved.changed != done.after.changed:
                raise EditError("Bài đã được sửa ở cửa sổ khác nên không hoàn tác được.")
            return done.before.data, done.before.work

        if done.before:
            self.app.library.change_lesson(place.lesson, act)
        self.bank.put_back(done.bank)
        return self.show(place, said="Đã hoàn tác.")

    def _change_bank(self, place: Place, action: str, key: str) -> Shown:
        """A question taken out of the bank, or said to be right again. It is told on the page of the form, where the bank stands."""
        if action == "bank-out":
            stood, said = self.bank.take_out(key), "Đã lấy câu hỏi khỏi ngân hàng; các bài đang có câu này vẫn giữ."
        else:
            stood, said = self.bank.confirm(key, date.today()), "Đã ghi là vẫn đúng."
        self._undo[place.lesson] = Done(None, None, stood)
        return self.show(place, said=said)

    def _copy(self, identifier: str) -> Shown:
        saved = self.app.library.lesson(identifier)
        if saved is None:
            raise EditError(GONE)
        title = f"{saved.title} (bản sao)"
        made = self.app.library.add_lesson({**saved.data, "title": title}, saved.work)
        return self.show(Place(made), said=f"Đã tạo “{title}”; bản gốc không đổi.")

    # -- making ------------------------------------------------------------------------------------------------------

    def run(self, data: dict[str, Any]) -> Iterator[tuple[Any, Any, Any]]:
        """Make a lesson as the form asks; (saved, problem, progress) as it goes. It is kept even if the page was closed."""
        try:
            request = read_request(data)
        except (EditError, InputError, DayError) as error:
            yield gr.skip(), _problem(str(error)), ""
            return
        yield gr.skip(), "", _progress("đọc yêu cầu", 0, 0)

        def work(report: Any) -> str:
            lesson = make(self.app, request, lambda step, done, total: report((step, done, total)), self.trainer)
            return self.app.library.add_lesson(*Draft(lesson).written())

        making = reporting(work)
        try:
            while True:
                yield gr.skip(), gr.skip(), _progress(*next(making))
        except StopIteration as end:
            yield self.saved(), "", render("training_made.html", place=Place(end.value))
        except (TrainingError, InputError) as error:
            yield gr.skip(), _problem(str(error)), ""
        except Exception as error:
            yield gr.skip(), _problem(told(error, FAILED)), ""


def _mark(source: Source) -> tuple[str, str, str]:
    return source.id, source.status.value, source.text_hash


def _progress(step: str, done: int, total: int) -> str:
    return render("training_progress.html", step=step, done=done, total=total)


def _problem(message: str) -> str:
    return render("problem.html", message=message) if message else ""
