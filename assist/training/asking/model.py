"""A question before its options are shuffled and before it has a name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assist.training.model import QuizKind, Source

TRUE_FALSE = ("Đúng", "Sai")


class Point(StrEnum):
    """What of a line a question is about. Of one line and one point a quiz asks once, else one question answers the other."""

    FIGURE = "con số"
    WHO = "ai làm"
    MODALITY = "mức bắt buộc"
    TERM = "khái niệm"
    PLACE = "nơi quy định"
    EXCEPTION = "ngoại lệ"
    OUTCOME = "bị xử lý thế nào"
    SENTENCE = "cả câu"


@dataclass(frozen=True)
class Draft:
    """A question in the making. ``right``: the right option; ``wrong``: each wrong one with the reason why it is wrong by the text.

    ``form``: the way of asking, part of the item's key. ``lines``: keys of the lines it rests on, the one asked about first.
    ``figure``: the figure that it asks for ("24 giờ"), "" where it asks for none. ``told``: what else than the stem a reader sees of
    the lines, as the sentences among its options; ``truths``: keys of the lines whose whole sentence it shows as it is.
    """

    form: str
    point: Point
    kind: QuizKind
    level: int
    stem: str
    right: str
    wrong: tuple[tuple[str, str], ...]
    explanation: str
    sources: tuple[Source, ...]
    lines: tuple[str, ...]
    figure: str = ""
    told: str = ""
    truths: tuple[str, ...] = ()

    @property
    def core(self) -> tuple[str, ...]:
        """Lines that are used up by it, so that another question had better ask about others."""
        return tuple(dict.fromkeys((self.lines[0], *self.truths)))

    @property
    def is_must(self) -> bool:
        """Whether the answer is that the thing must be done, as it is of most things that the law says: it could be guessed."""
        words = f" {self.right} ".lower()
        return self.point is Point.MODALITY and self.form != "which" and ("bắt buộc" in words or words == " phải ")

    @property
    def is_frame(self) -> bool:
        """Whether it asks for a frame of punishment."""
        return self.figure.startswith("từ ") and " đến " in self.figure

    @property
    def is_true_false(self) -> bool:
        return {self.right, *(text for text, _ in self.wrong)} == set(TRUE_FALSE)
