"""A record of a case read from a file: its words, what kind it is and the facts it states, each with the passage that shows it.

Nothing is stored: neither the file nor its words go to the library or the index.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from assist.records.ages import AgeFact, find_ages
from assist.records.moments import StepMoment, find_moments
from assist.records.people import Attendee, find_attendees
from assist.records.phrases import denied, doubtful, find
from assist.records.sessions import Ordinal, Session, find_ordinals, find_sessions, record_day
from assist.records.text import Passage, RecordText, clean_text
from corpus.checklists import Capacity, RecordKind
from corpus.numbers import fold
from ingest.readers.sniff import read
from ingest.source import IngestError, SourceText

#: Titles, folded, the more telling before the general ones.
_TITLES: tuple[tuple[RecordKind, str], ...] = (
    (RecordKind.QUESTIONING, r"(?:bien ban|bb) (?:ghi )?hoi cung"),
    (RecordKind.CONFRONTATION, r"(?:bien ban|bb) (?:ve viec )?(?:tien hanh )?doi chat"),
    (RecordKind.IDENTIFICATION, r"(?:bien ban|bb) (?:ve viec )?(?:tien hanh )?(?:cho )?nhan (?:dang|biet giong noi)"),
    (RecordKind.BODY_EXAMINATION, r"(?:bien ban|bb) (?:ve viec )?(?:kham xet|xem xet|kiem tra) (?:dau vet|than the|thuong tich)"),
    (RecordKind.STATEMENT, r"(?:bien ban|bb) (?:ghi|lay) loi khai|ban ghi loi khai"),
    (RecordKind.HEARING, r"(?:bien ban|bb) phien toa"),
    (RecordKind.RECEPTION, r"(?:bien ban|bb) (?:ve viec )?tiep nhan"),
    (RecordKind.EXAMINATION_ORDER, r"quyet dinh (?:ve viec )?trung cau giam dinh"),
    (RecordKind.CUSTODY, r"quyet dinh (?:ve viec )?tam giu"),
    (RecordKind.ASSIGNMENT, r"quyet dinh (?:ve viec )?phan cong"),
    (RecordKind.PLAN, r"ke hoach (?:ve viec )?(?:kiem tra|xac minh|giai quyet)"),
    (RecordKind.TRANSFER, r"phieu chuyen|phieu bao tin|(?:cong van|bien ban) (?:v/v |ve viec )?(?:ban giao|chuyen)|^bao cao\b"),
    (RecordKind.NOTICE, r"thong bao\b"),
)  # fmt: skip
_HEAD = 25  # lines among which the title stands
_TITLE_LINE = re.compile(
    r"^(?:biên bản|bb|quyết định|phiếu|báo cáo|kế hoạch|thông báo|về việc|v/v|bản ghi)\b", re.IGNORECASE
)
_PLACE = re.compile(
    r"(?:\btại|\bTại|địa điểm)\s*[:|-]?\s*(?P<place>[^,.;|\n]*(?:(?:,\s*|\.\s?)(?!chúng tôi|tôi|tiến hành|có|gồm)[^,.;|\n]+){0,2})",
    re.IGNORECASE,
)
_RIGHTS = (
    ("giải thích", "phổ biến", "nói rõ", "thông báo"),
    ("quyền và nghĩa vụ", "quyền, nghĩa vụ", "các quyền", "quyền lợi", "quyền và lợi ích"),
)


class RecordError(Exception):
    """A file that cannot be read as a record; the message is Vietnamese, says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Record:
    """What a file says. Facts are read on first use; ``None`` and empty mean the record does not tell.

    ``warnings``: what the reader had to decide on (a page hard to recognise …), Vietnamese.
    """

    content: RecordText
    kind: RecordKind | None = None
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All words; offsets of passages count in it."""
        return self.content.text

    @cached_property
    def day(self) -> date | None:
        """The day of the step."""
        return record_day(self.content)

    @cached_property
    def sessions(self) -> tuple[Session, ...]:
        """Each sitting with its start and end."""
        return find_sessions(self.content)

    @cached_property
    def ordinals(self) -> tuple[Ordinal, ...]:
        """Which sitting of its day the record says it is."""
        return find_ordinals(self.content)

    @cached_property
    def attendees(self) -> tuple[Attendee, ...]:
        """Who attended, who did not, who is only spoken of."""
        accused = self.kind in {
            RecordKind.QUESTIONING,
            RecordKind.CUSTODY,
            RecordKind.CONFRONTATION,
            RecordKind.HEARING,
        }
        return find_attendees(self.content, lawyer=Capacity.DEFENCE if accused else Capacity.PROTECTOR)

    @cached_property
    def ages(self) -> tuple[AgeFact, ...]:
        """Statements of age."""
        return find_ages(self.content)

    @cached_property
    def moments(self) -> tuple[StepMoment, ...]:
        """When a report was received and passed on."""
        return find_moments(self.content, opens_with_receipt=self.kind is RecordKind.RECEPTION)

    @cached_property
    def place(self) -> Passage | None:
        """Where the step was carried out."""
        for sentence in self.content.sentences:
            found = _PLACE.search(self.content.text, sentence.start, sentence.end) if not sentence.testimony else None
            if found and found["place"].strip():
                return self.content.passage(*found.span("place"))
        return None

    @cached_property
    def rights(self) -> tuple[Passage, ...]:
        """Where it says that rights were explained."""
        out = []
        for sentence in self.content.sentences:
            hits = [next(iter(find(self.content, sentence, group)), None) for group in _RIGHTS]
            known = [hit for hit in hits if hit]
            if len(known) < len(_RIGHTS) or any(denied(self.content, sentence, hit) for hit in known):
                continue
            if not doubtful(self.content, sentence, known):
                out.append(self.content.passage(sentence.start, sentence.end))
        return tuple(out)


def read_record(path: Path | str, progress: Callable[[int, int], None] | None = None) -> Record:
    """Read a record from a file of any format that ingest reads; ``progress`` as in ``ingest.readers.sniff.read``.

    Raises:
        RecordError: the file is missing, empty, locked, broken or without words.
    """
    try:
        source = read(Path(path), progress=progress)
    except IngestError as error:
        raise RecordError(f"Không đọc được tệp biên bản: {error}") from error
    return record_of(source)


def record_of(source: SourceText) -> Record:
    """The record in a file already read. Raises RecordError if it has no words."""
    content = clean_text(source)
    if not re.search(r"[^\W\d_]{2}", content.text):
        raise RecordError("Tệp không có chữ nào đọc được; hãy chụp hoặc quét lại cho rõ, hoặc chọn đúng tệp biên bản.")
    return Record(content, guess_kind(content), source.warnings)


def guess_kind(content: RecordText) -> RecordKind | None:
    """The kind of a record by its title lines; None if they fit none.

    A title stands in capitals or begins with its noun, and may take two lines ("BIÊN BẢN" / "GHI LỜI KHAI").
    """
    lines = content.text.split("\n")[:_HEAD]
    titles = [line for line in lines if _TITLE_LINE.match(line.strip()) or _in_capitals(line)]
    joined = re.sub(r"[^\w/\n]+", " ", fold("\n".join(titles)))
    flat = joined.replace("\n", " ")
    for kind, pattern in _TITLES:
        if re.search(pattern, flat) or re.search(pattern, joined, re.MULTILINE):
            return kind
    return None


def _in_capitals(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    return len(letters) >= 4 and sum(c.isupper() for c in letters) >= 0.7 * len(letters)
