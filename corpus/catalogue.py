"""The catalogue: facts about documents, one YAML file each in ``catalogue/``, every date and relation with its evidence.

A fact nobody has shown carries no evidence and is printed ``chưa xác minh``. The texts themselves are not here: they come from
the user's files. What a record may hold is said by ``Record``; ``load_catalogue`` turns records into ``Document``.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path

from pydantic import Field, field_validator, model_validator

from corpus.documents import Document, Evidence, Relation, RelationKind, Validity
from corpus.numbers import NUMBER, normalize_number
from corpus.provisions import ProvisionId
from corpus.yamlfiles import Location, PlaceError, Strict, read_folder

FOLDER = Path(__file__).with_name("catalogue")
NEWS = "tin: "  # before the number of a document that is known only from a news item about it

_PLACE = re.compile(r"\s(?:phần|chương|mục|điều|khoản|điểm|phụ lục)(?:\s|$)")
_FILE = re.compile(r"[^\s/][^/]*\.[a-z0-9]{2,5}")


def check_number(number: str) -> str:
    """The document number itself; ValueError if it is none or is not in its one spelling."""
    bare = number.removeprefix(NEWS)
    if not NUMBER.match(bare):
        raise ValueError(f"{number!r} không phải số hiệu văn bản; viết như 43/2021/TT-BCA.")
    if (spelling := normalize_number(number)) != number:
        raise ValueError(f"số hiệu {number!r} phải viết là {spelling!r}.")
    return number


def check_place(document: str, place: str, location: Location = ()) -> ProvisionId:
    """The id of a place such as ``điều 5 khoản 1`` in a document; PlaceError if it does not parse or is not canonical."""
    try:
        pid = ProvisionId.parse(f"{document} {place}")
    except ValueError as error:
        raise PlaceError(location, f"{error}; viết như 'điều 5 khoản 1 điểm a'.") from error
    if not pid.path or str(pid) != f"{document} {place}":
        raise PlaceError(location, f"{place!r} không phải vị trí điều khoản; viết như 'điều 5 khoản 1 điểm a'.")
    return pid


def check_evidence(text: str) -> str:
    """Evidence itself; ValueError unless it is a provision id, a page address, a file name, or empty."""
    if not text or text.startswith(("https://", "http://")):
        return text
    if _PLACE.search(text):
        if str(ProvisionId.parse(text)) != text:
            raise ValueError(f"bằng chứng {text!r} không phải mã điều khoản chuẩn; viết như '43/2021/TT-BCA điều 24'.")
    elif not _FILE.fullmatch(text):
        raise ValueError(f"bằng chứng {text!r} phải là mã điều khoản, địa chỉ trang, tên tệp, hoặc để trống.")
    return text


class Day(Strict):
    """A date and what shows it."""

    date: dt.date
    evidence: str = ""
    note: str = ""

    _evidence = field_validator("evidence")(check_evidence)

    def shown(self) -> Evidence:
        return Evidence(self.evidence, self.note)


class Doubt(Strict):
    """The text may no longer stand, and nothing at hand says. ``since``: the first doubtful day; None: doubtful all along."""

    since: dt.date | None = None
    why: str = Field(min_length=1)


class Exemption(Strict):
    """A provision whose dates, or whose doubt, differ from its document's. ``to``: the last article of a run that begins there."""

    provision: str
    to: str = ""
    effective: Day | None = None
    expires: Day | None = None
    doubt: Doubt | None = None

    def places(self) -> list[str]:
        """The provisions meant, each by itself: ``điều 413`` to ``điều 430`` are eighteen."""
        if not self.to:
            return [self.provision]
        first, last = (re.fullmatch(r"điều (\d+)", place) for place in (self.provision, self.to))
        if first is None or last is None or int(first[1]) > int(last[1]):
            raise ValueError(
                f"{self.provision!r} đến {self.to!r} không phải một dãy điều; viết như 'điều 413' đến 'điều 430'."
            )
        return [f"điều {n}" for n in range(int(first[1]), int(last[1]) + 1)]

    @model_validator(mode="after")
    def _run(self) -> Exemption:
        self.places()
        return self


class RelationRecord(Strict):
    """What this document does to another. ``provision``: the place here that says so; ``portion``: the part of the target."""

    kind: RelationKind
    target: str
    provision: str = ""
    portion: str = ""
    effective: dt.date | None = None
    evidence: str = ""
    note: str = ""

    _evidence = field_validator("evidence")(check_evidence)
    _target = field_validator("target")(check_number)

    @model_validator(mode="after")
    def _portion_parses(self) -> RelationRecord:
        if self.portion:
            check_place(self.target, self.portion, ("portion",))
        return self


class Record(Strict):
    """One document of the catalogue. Dates run issued, effective, expires; places are written below the document number."""

    number: str
    kind: str = Field(min_length=1)
    title: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()
    place: str = ""
    issued: Day | None = None
    effective: Day | None = None
    expires: Day | None = None
    doubt: Doubt | None = None
    address: str = ""
    downloads: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    exceptions: tuple[Exemption, ...] = ()
    relations: tuple[RelationRecord, ...] = ()
    remarks: tuple[str, ...] = ()
    extra: dict[str, str] = Field(default_factory=dict)

    _number = field_validator("number")(check_number)

    @field_validator("address", "downloads")
    @classmethod
    def _is_address(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for address in (value,) if isinstance(value, str) else value:
            if address and not address.startswith(("https://", "http://")):
                raise ValueError(f"địa chỉ {address!r} phải bắt đầu bằng https:// hoặc http://.")
        return value

    @model_validator(mode="after")
    def _dates_in_order(self) -> Record:
        names = {"issued": "ban hành", "effective": "có hiệu lực", "expires": "hết hiệu lực"}
        known = [(key, day.date) for key in names if (day := getattr(self, key)) is not None]
        for (before, first), (after, second) in pairwise(known):
            if second < first:
                raise PlaceError(
                    (after, "date"),
                    f"ngày {names[after]} {second:%d/%m/%Y} đứng trước ngày {names[before]} {first:%d/%m/%Y}.",
                )
        return self

    @model_validator(mode="after")
    def _places_parse(self) -> Record:
        places: list[tuple[Location, str]] = [
            *((("missing", i), place) for i, place in enumerate(self.missing)),
            *((("exceptions", i, "provision"), e.provision) for i, e in enumerate(self.exceptions)),
            *((("relations", i, "provision"), r.provision) for i, r in enumerate(self.relations) if r.provision),
        ]
        for location, place in places:
            check_place(self.number, place, location)
        return self

    def document(self) -> Document:
        """The record as the model of the rest of the program."""
        remarks = self.remarks
        if self.doubt:
            since = f"Từ {self.doubt.since:%d/%m/%Y}, chưa" if self.doubt.since else "Chưa"
            remarks += (f"{since} xác minh văn bản còn hiệu lực hay không: {self.doubt.why}",)
        for e in self.exceptions:
            if e.doubt:
                since = f"Từ {e.doubt.since:%d/%m/%Y}, chưa" if e.doubt.since else "Chưa"
                run = f"{e.provision} đến {e.to}" if e.to else e.provision
                remarks += (f"{since} xác minh {run} còn áp dụng như lời văn hay không: {e.doubt.why}",)
        return Document(
            number=self.number,
            kind=self.kind,
            title=self.title,
            issuers=self.issuers,
            signers=self.signers,
            place=self.place,
            issued=self.issued.date if self.issued else None,
            issued_evidence=self.issued.shown() if self.issued else Evidence(),
            validity=self._validity(self.effective, self.expires, self.doubt),
            aliases=self.aliases,
            legal_basis=self.legal_basis,
            address=self.address,
            downloads=self.downloads,
            missing=tuple(str(check_place(self.number, place)) for place in self.missing),
            relations=tuple(self._relation(r) for r in self.relations),
            remarks=remarks,
            extra=dict(self.extra),
            exceptions=tuple(
                (
                    check_place(self.number, place),
                    self._validity(e.effective or self.effective, e.expires or self.expires, e.doubt or self.doubt),
                )
                for e in self.exceptions
                for place in e.places()
            ),
        )

    def _validity(self, effective: Day | None, expires: Day | None, doubt: Doubt | None) -> Validity:
        return Validity(
            effective=effective.date if effective else None,
            expires=expires.date if expires else None,
            effective_evidence=effective.shown() if effective else Evidence(),
            expires_evidence=expires.shown() if expires else Evidence(),
            unverified=doubt is not None and doubt.since is None,
            unverified_since=doubt.since if doubt else None,
            why=doubt.why if doubt else "",
        )

    def _relation(self, record: RelationRecord) -> Relation:
        provision = check_place(self.number, record.provision) if record.provision else None
        return Relation(
            source=self.number,
            kind=record.kind,
            target=record.target,
            provision=provision,
            portion=check_place(record.target, record.portion) if record.portion else None,
            on=record.effective,
            # the provision that makes a relation is itself what shows it
            evidence=Evidence(record.evidence or (str(provision) if provision else ""), record.note),
        )


def load_catalogue(folder: Path = FOLDER) -> tuple[list[Document], list[str]]:
    """All documents of a catalogue folder and its problems in Vietnamese (file, place in the file, what is wrong).

    A record whose number an earlier file already has is left out and reported.
    """
    records, problems = read_folder(folder, Record, "number")
    return [record.document() for record in records], problems
