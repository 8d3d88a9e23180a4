"""What can be taught on a day to an audience: pieces of items, notes and plain sentences that apply then and suit the listeners."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from assist.checklists.bases import Bases
from assist.training.amendments import Amendments
from assist.training.grounds import Grounds
from assist.training.material import Piece, item_pieces
from assist.training.model import Audience
from assist.training.noted import note_pieces
from assist.training.outline import Candidate, score
from assist.training.plain import plain_pieces
from assist.training.suitability import suitability
from assist.training.topics import Topic
from assist.training.words import alike
from corpus.checklists import Checklist
from corpus.documents import Status
from corpus.notes import Notes
from corpus.provisions import ProvisionId

#: An item that speaks of a support by so much of a note's words says who gives it.
_GIVES = 0.6
#: A target's last year: "đến năm 2025", "hạn: đến hết năm 2025".
_UNTIL = re.compile(r"đến (?:hết |cuối )?năm (\d{4})")
_PERIOD = re.compile(r"giai đoạn (\d{4})\s*-\s*(\d{4})")
_TARGET = re.compile(r"chỉ tiêu|mục tiêu", re.IGNORECASE)
#: What a piece of a period that is over does not give: nothing of it is to be done, and no limit of it runs.
_OVER: dict[str, Any] = {"act": "", "modality": None, "imperative": "", "limit": ""}


@dataclass(frozen=True)
class Gathered:
    """``ended``: the standing of the provisions of pieces that do not apply; ``any_piece``: whether there was anything to look at."""

    candidates: list[Candidate] = field(default_factory=list)
    ended: list[Status] = field(default_factory=list)
    any_piece: bool = False


class Gatherer:
    """Gathers candidates for lessons over a library and the checklists."""

    def __init__(self, bases: Bases, grounds: Grounds, checklists: Sequence[Checklist], notes: Sequence[Notes]) -> None:
        self.library = bases.library
        self.bases = bases
        self.grounds = grounds
        self.checklists = checklists
        self.notes = notes
        self.amendments = Amendments(notes)

    def gather(self, topic: Topic, audience: Audience, on: date) -> Gathered:
        """What can be taught on the day to the audience."""
        fit = suitability(audience)
        pieces = self._pieces(topic, audience)
        self.bases.read((pid, on) for piece in pieces for pid in piece.provisions)  # all at once is quicker
        found = Gathered(any_piece=bool(pieces))
        for piece in pieces:
            merged = (*piece.merged, *self._left_alone(piece, on))
            ground = self.grounds.read(piece.provisions, on, merged)
            if not ground.applies:
                found.ended.extend(ground.statuses)
                continue
            if piece.item is None and self._overtaken(piece, on, merged):
                continue
            worth = score(piece, audience)
            candidate = Candidate(self._with_period(piece, on), ground, worth)
            if worth > 0 and fit.suits(candidate.line()):
                found.candidates.append(candidate)
        return found

    def _pieces(self, topic: Topic, audience: Audience) -> list[Piece]:
        fit = suitability(audience)
        pieces: list[Piece] = []
        if "items" in fit.material:
            pieces += item_pieces(topic, self.checklists)
        if "notes" in fit.material:
            pieces += self._noted(topic, pieces, fit.full_frames)
        if "plain" in fit.material:
            pieces += plain_pieces(topic, audience)
        return pieces

    def _noted(self, topic: Topic, items: Sequence[Piece], full_frames: bool) -> list[Piece]:
        """Entries of notes that say what no item says at the same place."""
        titles = {n.document: d.title for n in self.notes if (d := self.library.document(n.document))}
        by_place: dict[ProvisionId, list[Piece]] = {}
        for item in items:
            for pid in item.provisions:
                by_place.setdefault(pid.unit(), []).append(item)
        kept = []
        for piece in note_pieces(topic, self.notes, titles, full_frames):
            beside = by_place.get(piece.provisions[0].unit(), [])
            gist = (
                piece.order[-1] == 0
            )  # what an article is about may be said by an item too; the better of them is taught
            if gist or not any(piece.same(item) for item in beside):
                kept.append(_with_giver(piece, beside))
        return kept

    def _left_alone(self, piece: Piece, on: date) -> set[str]:
        """The documents whose amendments of these provisions exchanged words that the piece does not use."""
        changes = [change for pid in piece.provisions for change in self.grounds.amended(pid, on, piece.merged)]
        touching = {change.source for change in changes if not self.amendments.leaves(piece.text, change)}
        return {change.source for change in changes} - touching

    def _overtaken(self, piece: Piece, on: date, merged: Sequence[str]) -> bool:
        """Whether a note tells of words that have been amended since: the amending text tells what applies."""
        return any(self.grounds.amended(pid, on, merged) for pid in piece.provisions)

    def _with_period(self, piece: Piece, on: date) -> Piece:
        """A target, or a duty of a plan, with the word that its period is over, where it is on the day.

        What was to be done in a period that is over is told as such: nobody is told to do it, and no limit of it stands in a table.
        """
        own = [int(year) for year in _UNTIL.findall(piece.text)]
        if not own and piece.act:
            plan = self._period(piece)
            if plan is None or int(plan[2]) >= on.year:
                return piece
            over = "Đây là việc trong kỳ của văn bản, tính đến ngày học đã hết kỳ."
            return replace(piece, text=f"{piece.text.rstrip('.')}. {over}", **_OVER)
        if not _TARGET.search(piece.text):
            return piece
        if own:
            over = f"Đây là chỉ tiêu đến hết năm {max(own)}, tính đến ngày học đã hết kỳ." if max(own) < on.year else ""
        else:
            plan = self._period(piece)
            ended = plan and int(plan[2]) < on.year and piece.text.startswith("Chỉ tiêu")
            over = (
                f"Văn bản đặt chỉ tiêu cho giai đoạn {plan[1]}-{plan[2]}, tính đến ngày học đã hết kỳ."
                if plan and ended
                else ""
            )
        if not over:
            return piece
        return replace(piece, text=f"{piece.text.rstrip('.')}. {over}", **_OVER)

    def _period(self, piece: Piece) -> re.Match[str] | None:
        """The years for which the document of a piece was made, by its title and what is remarked of it."""
        document = self.library.document(piece.provisions[0].document)
        return _PERIOD.search(f"{document.title} {' '.join(document.remarks)}") if document else None


def _with_giver(piece: Piece, items: Sequence[Piece]) -> Piece:
    """A support that a note tells of, with who gives it by the item on the same place."""
    if piece.modality != "được" or piece.who or not piece.limit:
        return piece
    giver = next((i for i in items if i.modality == "được" and alike(piece.act, i.text) >= _GIVES), None)
    if giver is None:
        return piece
    places = tuple(dict.fromkeys((*piece.provisions, *giver.provisions)))  # who gives it may stand elsewhere
    return replace(piece, who=giver.who, provisions=places)
