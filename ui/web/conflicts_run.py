"""Reviews that run behind the page: one at a time, told of as they go, stopped when somebody asks, kept in the library all along."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Condition, Event, Thread

from assist.conflicts.desk import Desk, Stopped
from assist.conflicts.model import DifferenceType
from assist.conflicts.review import ReviewError
from ui.state import App
from ui.web.faults import told

FAILED = (
    "Việc rà soát dừng giữa chừng vì chương trình gặp lỗi. Những gì đã tìm được vẫn còn trong lượt rà soát; "
    "hãy bấm “Làm tiếp” hoặc chạy “kholuat check”."
)
_PATIENCE = 1.0  # seconds a page waits before it looks whether a run that says nothing has ended


@dataclass
class Job:
    """One run. ``review``: its id, "" until it is known; ``problem``: Vietnamese, "" if nothing went wrong."""

    message: str = "Đang chuẩn bị"
    done: int = 0
    total: int = 0
    review: str = ""
    problem: str = ""
    stopped: bool = False
    ended: bool = False
    stop: Event = field(default_factory=Event)
    changed: Condition = field(default_factory=Condition)

    @property
    def part(self) -> int:
        """How much is done, in hundredths."""
        return 100 * self.done // self.total if self.total else 0


class Runs:
    """The run of this program, if there is one: two at a time would only make each other slow."""

    def __init__(self, app: App, desk: Callable[[], Desk]) -> None:
        self.app, self._desk = app, desk
        self.job: Job | None = None
        self._starting = Condition()

    @property
    def running(self) -> Job | None:
        return self.job if self.job and not self.job.ended else None

    def start(
        self,
        numbers: Sequence[str],
        against: Sequence[str] | str | None,
        types: Collection[DifferenceType],
        on: date,
        resume: str = "",
    ) -> Job:
        """Begin a run, or go on with the review ``resume``; ReviewError while another runs."""
        with self._starting:
            if self.running:
                raise ReviewError(
                    "Đang có một lượt rà soát chạy. Hãy chờ lượt ấy xong hoặc dừng nó rồi bắt đầu lượt mới."
                )
            job = self.job = Job(review=resume)
        Thread(
            target=self._work, args=(job, numbers, against, types, on, resume), daemon=True, name="kholuat-review"
        ).start()
        return job

    def halt(self) -> None:
        """Ask the run to stop; it does at its next step."""
        if job := self.running:
            job.stop.set()
            _tell(job, message="Đang dừng")

    def follow(self, job: Job) -> Iterator[Job]:
        """The run each time something changes, for the last time when it has ended. It goes on if nobody listens any more."""
        seen: tuple[object, ...] = ()
        while True:
            with job.changed:
                state = (job.message, job.part, job.ended)
                if state == seen and not job.ended:
                    job.changed.wait(_PATIENCE)
                    state = (job.message, job.part, job.ended)
            if state != seen:
                yield job
            seen = state
            if state[-1]:
                return

    def _work(
        self,
        job: Job,
        numbers: Sequence[str],
        against: Sequence[str] | str | None,
        types: Collection[DifferenceType],
        on: date,
        resume: str,
    ) -> None:
        def doing(words: str) -> None:
            if job.stop.is_set():
                raise Stopped
            _tell(job, message=f"Đang {words[:1].lower()}{words[1:]}", done=0, total=0)

        def progress(done: int, total: int) -> None:
            if job.stop.is_set():
                raise Stopped
            _tell(job, done=done, total=total)

        def begun(review: str) -> None:
            _tell(job, review=review)

        changes: dict[str, object] = {}
        try:
            self._desk().run(numbers, against, types, on, progress=progress, resume=resume, begun=begun, doing=doing)
        except Stopped:
            changes["stopped"] = True
        except ReviewError as error:
            changes["problem"] = str(error)
        except Exception as error:
            changes["problem"] = told(error, FAILED)
        _tell(job, ended=True, **changes)


def _tell(job: Job, **changes: object) -> None:
    with job.changed:
        for name, value in changes.items():
            setattr(job, name, value)
        job.changed.notify_all()
