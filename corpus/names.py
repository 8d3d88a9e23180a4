"""Names of documents: from the way people write one to the one document number, or to nothing.

A document is called by its number in any spelling ("43/2021/TT- BCA", "37/2018/nd-cp"), by a short number ("TT 43/2021"), by
its title with or without the year of the edition ("Bộ luật Hình sự năm 2015") or by an abbreviation ("BLHS"; the list is
``abbreviations.yaml``). Like eyecite's resolver this one is conservative: exactly one candidate remains, or the answer is None.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpus.numbers import KIND_CODES, fold, normalize_number, number_key

ABBREVIATIONS = Path(__file__).with_name("abbreviations.yaml")
#: What ``Names.tables`` gives; raise it with any change to that, or to how names are read.
VERSION = 2

#: Kinds of document whose title alone names them, so that two with one title are editions of one law.
LAW_KINDS = ("Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp")

#: Kind words, folded, to the codes that numbers of such documents carry. Laws and resolutions of the assembly carry QH13.
KIND_WORDS = {
    "thong tu lien tich": ("ttlt", "ttlb"),
    "thong tu": ("tt",),
    "nghi quyet lien tich": ("nqlt",),
    "nghi quyet": ("nq", "qh", "ubtvqh"),
    "nghi dinh": ("nd",),
    "quyet dinh": ("qd",),
    "chi thi": ("ct",),
    "ke hoach": ("kh",),
    "cong van": ("cv",),
    "cong dien": ("cd",),
    "thong bao": ("tb",),
    "huong dan": ("hd",),
    "chuong trinh": ("ctr",),
    "van ban hop nhat": ("vbhn",),
    "phap lenh": ("pl", "ubtvqh"),
    "sac lenh": ("sl",),
    "bo luat": ("qh", "l", "lct"),
    "luat": ("qh", "l", "lct"),
    "ttlt": ("ttlt", "ttlb"),
    "tt": ("tt",),
    "nqlt": ("nqlt",),
    "nq": ("nq", "qh", "ubtvqh"),
    "nd": ("nd",),
    "qd": ("qd",),
    "ct": ("ct",),
    "kh": ("kh",),
    "cv": ("cv",),
    "vbhn": ("vbhn",),
}

#: Codes typed without their accents, as the official spelling has them. HD is no spelling of HĐ alone: it is "hướng dẫn".
_CODE_ACCENTS = {
    "ND": "NĐ",
    "QD": "QĐ",
    "HDTP": "HĐTP",
    "HDND": "HĐND",
    "HDBT": "HĐBT",
    "BLDTBXH": "BLĐTBXH",
    "BGDDT": "BGDĐT",
    "BLD": "BLĐ",
}

_SERIAL = re.compile(r"(?<![\w/])(\d{1,5}[a-zđ]?)\s*/\s*((?:19|20)\d{2})(?!\s*/\s*\w|\w)")
_FULL = re.compile(r"(?<![\w/])\d{1,5}[a-zđ]?\s*(?:/\s*(?:19|20)\d{2}\s*)?[-/–]\s*[^\W\d][\w&]*(?:\s*[-/]\s*[\w&]+)*")
_YEAR = re.compile(r"[\s,(]*(?:(?:năm|nam)\s+)?((?:19|20)\d{2})\)?\s*$", re.IGNORECASE)
_DATED = re.compile(
    r"[\s,]*ngày\s+\d{1,2}\s*(?:tháng|[/-])\s*\d{1,2}\s*(?:năm|[/-])\s*((?:19|20)\d{2})\s*$", re.IGNORECASE
)
#: Old and new places of the tone mark (hoà/hòa, thuỷ/thủy) are one spelling.
_TONES = {
    old: new
    for pairs in ("oà òa oá óa oả ỏa oã õa oạ ọa oè òe oé óe oẻ ỏe oẽ õe oẹ ọe uỳ ùy uý úy uỷ ủy uỹ ũy uỵ ụy",)
    for old, new in zip(pairs.split()[::2], pairs.split()[1::2], strict=True)
}
_TONE = re.compile("|".join(_TONES))
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class NameEntry:
    """What naming needs to know of one document. ``issued`` and the rest are None where unknown; aliases are further full names."""

    number: str
    kind: str = ""
    title: str = ""
    issued: date | None = None
    effective: date | None = None
    expires: date | None = None
    aliases: tuple[str, ...] = ()

    @property
    def years(self) -> set[int]:
        """Years an edition is called by: the year in the number and the year of issue."""
        found = re.search(r"/((?:19|20)\d{2})(?:/|$)", self.number)
        return ({int(found[1])} if found else set()) | ({self.issued.year} if self.issued else set())

    @property
    def amending(self) -> bool:
        return "sua doi" in fold(self.title)[:40]


def words_of(text: str) -> list[str]:
    """Lower-case words, NFC, tone marks in their new place; punctuation is dropped.

    >>> words_of("Luật Phòng, chống mua bán người")
    ['luật', 'phòng', 'chống', 'mua', 'bán', 'người']
    """
    lowered = unicodedata.normalize("NFC", text).lower()
    return _WORD.findall(_TONE.sub(lambda m: _TONES[m[0]], lowered))


def is_bare(text: str) -> bool:
    """Whether a text is written without any accent: only then may it match folded names ("luat tre em")."""
    return text.isascii()


@dataclass(frozen=True)
class _Lists:
    abbreviations: dict[str, str]  # abbreviation as words, with and without accents -> folded title
    loose: dict[str, str]  # inexact name -> title; holds only where an article stands before it
    longer: frozenset[str]  # titles that begin with another law's title
    everyday: frozenset[str]  # titles that are a word of everyday besides: "luật sư" alone names no law


@cache
def _lists() -> _Lists:
    raw = yaml.load(ABBREVIATIONS.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return _Lists(
        abbreviations={
            form: title
            for name, title in raw["abbreviations"].items()
            for form in (" ".join(words_of(name)), " ".join(words_of(fold(name))))
        },
        loose={" ".join(words_of(k)): v for k, v in raw["loose"].items()},
        longer=frozenset(" ".join(words_of(t)) for t in raw["longer_titles"]),
        everyday=frozenset(" ".join(words_of(t)) for t in raw["everyday"]),
    )


class Names:
    """All the names of the documents at hand. Building takes a moment, each question a few dictionary look-ups.

    >>> names = Names([NameEntry("100/2015/QH13", "Bộ luật", "Bộ luật Hình sự")])
    >>> names.resolve("BLHS 2015"), names.resolve("bo luat hinh su"), names.resolve("BLHS 1999")
    ('100/2015/QH13', '100/2015/QH13', None)
    """

    def __init__(self, entries: Iterable[NameEntry] = ()) -> None:
        self._entries: dict[str, list[Any]] = {}  # as ``_written`` gives them
        self._numbers: dict[str, str] = {}
        # lists of numbers, each once
        self._serials: dict[str, list[str]] = {}
        self._titles: dict[str, list[str]] = {}
        self._bare: dict[str, list[str]] = {}
        self._longest: dict[str, int] = {}
        self._words: set[str] = set()
        self._read: dict[str, str | None] = {}  # numbers as texts write them; a law cites the same few again and again
        lists = _lists()
        for entry in entries:
            self._add(entry)
        for title in lists.longer:
            self._remember(title, None)
        for name in (*lists.loose, *lists.abbreviations):
            self._remember(name, None)

    def tables(self) -> dict[str, Any]:
        """What ``from_tables`` makes the same names of, for JSON."""
        return {
            **{name: getattr(self, f"_{name}") for name in _TABLES},
            "words": sorted(self._words),
        }

    @classmethod
    def from_tables(cls, tables: dict[str, Any]) -> Names:
        """Names as ``tables`` told them, without reading a title again; KeyError or TypeError if a part is missing.

        >>> names = Names([NameEntry("100/2015/QH13", "Bộ luật", "Bộ luật Hình sự", issued=date(2015, 11, 27))])
        >>> Names.from_tables(names.tables()).resolve("BLHS 2015")
        '100/2015/QH13'
        """
        names = cls.__new__(cls)
        for name in _TABLES:
            setattr(names, f"_{name}", tables[name])
        names._words = set(tables["words"])
        names._read = {}
        return names

    def _add(self, entry: NameEntry) -> None:
        number = entry.number
        self._entries[number] = _written(entry)
        self._numbers.setdefault(number_key(number), number)
        serial = re.match(r"(\d+[a-zđ]?)/((?:19|20)\d{2})/", number)
        if serial:
            _once(self._serials.setdefault(f"{serial[1].lstrip('0')}/{int(serial[2])}", []), number)
        for name in (entry.title, *entry.aliases):
            words = words_of(re.sub(r"\s+số\s+\d+\S*/\S*.*$", "", name))
            if not words:
                continue
            if name is entry.title:
                # Only laws are called by their bare title; a circular's title ("quy định chi tiết …") names hundreds.
                if entry.kind not in LAW_KINDS and not fold(name).startswith(
                    ("luat ", "bo luat ", "phap lenh ", "hien phap")
                ):
                    continue
                title = " ".join(words)
                if title in _lists().everyday or not title.startswith(tuple(k.lower() for k in LAW_KINDS)):
                    words = words_of(entry.kind) + words
            key = " ".join(words)
            self._remember(key, number)
            if entry.amending:  # "một số điều Bộ luật Hình sự" is written as often as "một số điều của …"
                self._remember(key.replace(" điều của ", " điều "), number)

    def _remember(self, key: str, number: str | None) -> None:
        """Enter a name under its accented and its folded key; without a number only its length is known."""
        folded = fold(key)
        for table, form in ((self._titles, key), (self._bare, folded)):
            known = table.setdefault(form, [])
            if number:
                _once(known, number)
            head = form.split(" ", 1)[0]
            self._words.update(form.split(" "))
            self._longest[head] = max(self._longest.get(head, 0), form.count(" ") + 1)

    def entry(self, number: str) -> NameEntry | None:
        """What is known of a document, by its canonical number."""
        return self._entry(number) if number in self._entries else None

    def _entry(self, number: str) -> NameEntry:
        kind, title, *days, aliases = self._entries[number]
        issued, effective, expires = (date.fromisoformat(day) if day else None for day in days)
        return NameEntry(number, kind, title, issued, effective, expires, tuple(aliases))

    def knows(self, word: str) -> bool:
        """Whether a word stands in any title."""
        return word in self._words

    def title_length(self, words: list[str]) -> int:
        """How many of the words, from the first, make the longest known title; 0 if none. Words as ``words_of`` gives them."""
        for length in range(min(self._longest.get(words[0], 0), len(words)) if words else 0, 0, -1):
            key = " ".join(words[:length])
            if key in self._titles:
                return length
            # "luat gia", "luat duoc" are everyday words without accents: one-word titles need theirs.
            if is_bare(key) and length > 2 and key in self._bare:
                return length
        return 0

    def is_loose(self, title: str) -> bool:
        """Whether a name is inexact ("luật hình sự"), to be believed only where an article stands with it."""
        return " ".join(words_of(title)) in _lists().loose

    def resolve(self, name: str, on: date | None = None) -> str | None:
        """The number of the one document a name means, or None.

        ``on``: the day that chooses among editions with one title; None chooses the edition that took effect last.
        """
        text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", name)).strip(" .,;:()\"'“”")
        full = _FULL.search(text)
        if full:
            number = self.resolve_number(full[0])
            return number if number is None or self._agrees(text[: full.start()], number) else None
        short = _SERIAL.search(text)
        if short:
            kind = re.sub(r"\bso\b|[.:]", " ", fold(text[: short.start()])).strip()
            return self.resolve_short(kind, short[1], int(short[2]))
        year = _DATED.search(text) or _YEAR.search(text)
        if year and year.start():
            return self.resolve_title(text[: year.start()], int(year[1]), on)
        return self.resolve_title(text, None, on)

    def resolve_number(self, raw: str) -> str | None:
        """The canonical spelling of a full number; a number nobody knows keeps its own. None if it lacks its issuer."""
        if raw not in self._read:
            self._read[raw] = self._read_number(raw)
        return self._read[raw]

    def _read_number(self, raw: str) -> str | None:
        known = self._numbers.get(number_key(raw))
        if known:
            return known
        number = _accented(normalize_number(raw))
        joint = self._joint(number)
        if joint:
            return joint
        tail = re.split(r"[-/]", re.sub(r"^\d+[a-zđ]?(?:/\d{4})?[-/]", "", number))
        whole = len(tail) > 1 or re.fullmatch(r"(?:QH|UBTVQH)\d+|CP|HĐBT|TTg|CTN", tail[0])
        return number if whole and re.match(r"\d", number) else None

    def _joint(self, number: str) -> str | None:
        """A joint circular by its serial, year and a part of its issuers, in whatever order they are written."""
        found = re.match(r"(\d+)/(\d{4})/TTLT\b(.*)", number)
        if not found:
            return None
        issuers = set(re.findall(r"\w+", found[3]))
        known = [
            n
            for n in self._serials.get(f"{found[1].lstrip('0')}/{int(found[2])}", ())
            if "/TTLT" in n and issuers <= set(re.findall(r"\w+", n.split("/TTLT")[1]))
        ]
        return known[0] if len(known) == 1 else None

    def resolve_short(self, kind: str, serial: str, year: int) -> str | None:
        """The one document with this serial and year, of the kind that a folded kind word names ("" for any kind)."""
        known = self.bearing(kind, serial, year)
        return known[0] if len(known) == 1 else None

    def bearing(self, kind: str, serial: str, year: int) -> list[str]:
        """All documents with this serial and year, as in ``resolve_short``; joint circulars of several issuers share many."""
        known = self._serials.get(f"{serial.lstrip('0')}/{year}", [])
        if not kind:
            return known
        codes = KIND_WORDS.get(kind, ())
        return [n for n in known if _code(n) in codes and self._kind_fits(kind, n)]

    def _kind_fits(self, kind: str, number: str) -> bool:
        """Numbers of the assembly do not tell a law from a resolution: there the entry's own kind decides."""
        own = fold(self._entry(number).kind)
        if not own or _code(number) not in {"qh", "ubtvqh"}:
            return True
        word = {"nq": "nghi quyet"}.get(kind, kind)
        return own.startswith(word) or {own, word} <= {"luat", "bo luat"}

    def _agrees(self, title: str, number: str) -> bool:
        """Whether the title written before a number may be that document's: a known title of other documents may not."""
        words = words_of(re.sub(r"\bsố\b\s*:?", " ", title, flags=re.IGNORECASE))
        amends = "sửa đổi" in " ".join(words)
        entry = self.entry(number)
        if amends:
            return entry is not None and entry.amending
        length = self.title_length(words)
        named = self._candidates(" ".join(words[:length])) if length else []
        return not named or number in named or entry is None

    def resolve_title(self, title: str, year: int | None = None, on: date | None = None) -> str | None:
        """The one document of this title or abbreviation: of the edition of a year, else the edition in force on a day."""
        numbers = self._candidates(" ".join(words_of(title)))
        found = [self._entry(n) for n in numbers]
        if year is not None:
            found = [e for e in found if year in e.years]
            return found[0].number if len(found) == 1 else None
        if len(found) == 1:
            only = found[0]
            # A law not yet passed on the day cannot be the one a text of that day names.
            return None if on and only.issued and on < only.issued else only.number
        if any(e.amending for e in found):
            return None  # amending laws of one title stand side by side; none replaces another
        return _edition(found, on)

    def _candidates(self, key: str) -> list[str]:
        lists = _lists()
        target = lists.loose.get(key) or lists.abbreviations.get(key)
        found = self._titles.get(key, [])
        if not found and (target or is_bare(key)):
            found = self._bare.get(target or key, [])
        return found


_TABLES = ("entries", "numbers", "serials", "titles", "bare", "longest")


def _written(entry: NameEntry) -> list[Any]:
    days = (day.isoformat() if day else None for day in (entry.issued, entry.effective, entry.expires))
    return [entry.kind, entry.title, *days, list(entry.aliases)]


def _once(numbers: list[str], number: str) -> None:
    if number not in numbers:
        numbers.append(number)


def _edition(found: list[NameEntry], on: date | None) -> str | None:
    """The edition in force on a day (None: the latest). Each edition lasts until it expires or the next takes effect."""
    begun = [(e.effective, e) for e in found if e.effective is not None and (on is None or e.effective <= on)]
    # of these nobody knows when they began: one that has ended by the day, or was not passed yet, cannot be meant
    unknown = [
        e
        for e in found
        if e.effective is None
        and not (on and e.issued and e.issued > on)
        and not (e.expires and (on is None or on >= e.expires))
    ]
    if unknown or not begun:
        return unknown[0].number if len(unknown) == 1 and not begun else None
    latest = max(day for day, _ in begun)
    last = [e for day, e in begun if day == latest]
    if len(last) != 1 or (on and last[0].expires and on >= last[0].expires):
        return None
    return last[0].number


def _code(number: str) -> str:
    """The kind code of a number, folded, without the assembly's term: tt, nd, qh, ubtvqh."""
    tail = re.sub(r"^\d+[a-zđ]?(?:/\d{4})?[-/]", "", fold(number))
    return re.sub(r"\d+$", "", re.split(r"[-/]", tail)[0])


def _accented(number: str) -> str:
    """Codes of a number with the accents they lost: ``37/2018/ND-CP`` to ``37/2018/NĐ-CP``."""
    parts = re.split(r"([-/])", number)
    return "".join(_CODE_ACCENTS.get(part, part) for part in parts)


def single_word_abbreviations() -> list[str]:
    """Abbreviations of one word, lower case, longest first: BLTTHS but not "Luật TE"."""
    return sorted((a for a in _lists().abbreviations if " " not in a), key=len, reverse=True)


#: Codes that may open the letters of a number standing alone in a text.
NUMBER_CODES = frozenset({fold(c) for c in KIND_CODES} | {"qh", "ubtvqh", "kl"})
