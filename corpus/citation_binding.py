"""From the tree of a run to the places it means: which clause a point belongs to, and which article a clause belongs to.

Drafters write small before large and say the large thing once: in "điểm a, b khoản 1, khoản 2 Điều 5" each unit belongs to the
next larger one on its right. People also type large before small ("Điều 5 khoản 1 điểm a"); there it belongs to the left.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from lark import Token, Transformer

from corpus.citation_tokens import DASH, DOUBTFUL, SMALL_ITEM, LevelWord
from corpus.provisions import POINT_LETTERS, Level, Path, Step

#: Longer ranges are misprints.
_LONGEST_RANGE = 150


@dataclass(frozen=True)
class Labels:
    """The labels of one level word; "" is "này". ``end``: where the last one ends."""

    values: tuple[str, ...]
    end: int


@dataclass(frozen=True)
class Unit:
    """A level word with its labels: "các khoản 1 và 2"."""

    word: LevelWord
    labels: Labels

    @property
    def this(self) -> bool:
        return self.labels.values == ("",)


@dataclass(frozen=True)
class Place:
    """A top (article, item, appendix …), what stands before it, and what follows it inside or around it."""

    top: Unit
    inside: tuple[Unit, ...] = ()
    within: tuple[Unit, ...] = ()
    lowers: tuple[tuple[str, tuple[Unit, ...]], ...] = ()  # (join before the next, units small to large)


@dataclass(frozen=True)
class Reading:
    """What a run means: paths in some document, and before them paths where the text itself stands ("khoản 2 Điều này")."""

    paths: tuple[Path, ...]
    standing: tuple[Path, ...] = ()
    standing_end: int = 0
    articles: bool = field(default=True)  # whether a top of a kind that may stand without its document was read

    def worthwhile(self, tokens: list[Token]) -> bool:
        """Whether a run without a document is worth a citation: an article, or an item written out ("mục II.4.a")."""
        if not self.articles:
            return False
        words = [t.value for t in tokens if isinstance(t.value, LevelWord)]
        return not all(w.short for w in words) or len(words) > 1


class Runs(Transformer[Token, Reading]):
    """Lark's callbacks: builds a Reading from the tokens of one run."""

    def first_label(self, parts: list[Any]) -> Labels:
        return Labels((str(parts[0].value),), parts[0].end_pos or 0)

    def more_labels(self, parts: list[Any]) -> Labels:
        return Labels((*parts[0].values, parts[2].value), parts[2].end_pos or 0)

    def label_range(self, parts: list[Any]) -> Labels:
        before, last = parts[0], parts[2].value
        return Labels((*before.values[:-1], *_range(before.values[-1], last)), parts[2].end_pos or 0)

    def _unit(self, parts: list[Any]) -> Unit:
        return Unit(parts[0].value, parts[1])

    dash = small_item = point = clause = _unit

    def upward(self, parts: list[Any]) -> tuple[Unit, ...]:
        return tuple(parts)

    def downward(self, parts: list[Any]) -> tuple[Unit, ...]:
        return tuple(reversed(parts))

    inside = upward

    def lowers(self, parts: list[Any]) -> tuple[tuple[str, tuple[Unit, ...]], ...]:
        """Pairs of units and the join after them; the last pair's join is not known here."""
        if len(parts) == 1:
            return (("", parts[0]),)
        before, join, units = parts
        return (*before[:-1], (join.value, before[-1][1]), ("", units))

    def top(self, parts: list[Any]) -> Place:
        inside: tuple[Unit, ...] = ()
        within: tuple[Unit, ...] = ()
        for extra in parts[2:]:
            if extra[0].word.level in {Level.CLAUSE, Level.POINT}:
                inside = extra
            else:
                within = extra
        return Place(Unit(parts[0].value, parts[1]), inside, within)

    def within(self, parts: list[Any]) -> tuple[Unit, ...]:
        return tuple(Unit(parts[i].value, parts[i + 1]) for i in range(0, len(parts), 2))

    def bare_place(self, parts: list[Any]) -> Place:
        return parts[0]

    def adjacent_place(self, parts: list[Any]) -> Place:
        return self._with_lowers(parts[0], "", parts[1])

    def joined_place(self, parts: list[Any]) -> Place:
        return self._with_lowers(parts[0], parts[1].value, parts[2])

    @staticmethod
    def _with_lowers(lowers: tuple[tuple[str, tuple[Unit, ...]], ...], join: str, place: Place) -> Place:
        lowers = (*lowers[:-1], (join, lowers[-1][1]))
        return Place(place.top, place.inside, place.within, lowers)

    def places(self, parts: list[Any]) -> list[Place]:
        return [parts[0]] if len(parts) == 1 else [*parts[0], parts[2]]

    def run(self, parts: list[Any]) -> Reading:
        return _reading(parts[0])

    def run_with_tail(self, parts: list[Any]) -> Reading:
        places, join, lowers = parts[0], parts[1].value, parts[2]
        last = places[-1]
        # "Điều 8, khoản 1 Nghị định này": one place, written large first. After "và", or where clauses already stand before the
        # article, nobody can say whose clause it is: it is left out.
        if (
            join == ","
            and not last.lowers
            and len(lowers) == 1
            and len(last.top.labels.values) == 1
            and not last.inside
        ):
            last = Place(last.top, tuple(reversed(lowers[0][1])), last.within)
            return _reading([*places[:-1], last])
        return _reading(places)

    def run_without_article(self, parts: list[Any]) -> Reading:
        """ "điểm a khoản này": of use only where the last unit says "này"."""
        units = parts[0][-1][1]
        if not units[-1].this and not (len(units) > 1 and units[0].this):
            return Reading((), articles=False)
        return Reading((), tuple(_bind(parts[0], [()], plural=False)), units[-1].labels.end)


def _range(first: str, last: str) -> tuple[str, ...]:
    """The labels from one to another, both included; just the two where what lies between is not sure."""
    if first.isdigit() and last.isdigit() and int(first) < int(last) <= int(first) + _LONGEST_RANGE:
        return tuple(str(n) for n in range(int(first), int(last) + 1))
    if len(first) == len(last) == 1 and first in POINT_LETTERS and last in POINT_LETTERS:
        i, j = POINT_LETTERS.index(first), POINT_LETTERS.index(last)
        if i < j:
            return tuple(POINT_LETTERS[i : j + 1])
    return (first, last)


def _reading(places: list[Place]) -> Reading:
    paths: list[Path] = []
    standing: list[Path] = []
    end = 0
    articles = False
    for place in _shared(places):
        found = [_until_doubt(path) for path in _place_paths(place)]
        if place.top.this:
            standing.extend(found)
            end = place.top.labels.end
        else:
            paths.extend(found)
            level = place.top.word.level
            dotted = level is Level.ITEM and bool(found) and len(found[0]) > 1 and not found[0][0].label.isdigit()
            articles = articles or level is Level.ARTICLE or dotted
    return Reading(tuple(paths), tuple(standing), end, articles)


def _shared(places: list[Place]) -> list[Place]:
    """ "Mục 1, Mục 2 Chương II": the chapter holds for every section of the list."""
    shared = list(places)
    for i in range(len(places) - 2, -1, -1):
        here, after = shared[i], shared[i + 1]
        if not here.within and here.top.word.level is after.top.word.level and here.top.word.level is not Level.ARTICLE:
            shared[i] = Place(here.top, here.inside, after.within, here.lowers)
    return shared


def _until_doubt(path: Path) -> Path:
    """The part of a path before a label that could not be told."""
    return path[: next((i for i, step in enumerate(path) if step.label == DOUBTFUL), len(path))]


def _place_paths(place: Place) -> list[Path]:
    """The paths of one place, in reading order."""
    tops = _top_paths(place)
    if tops is None:
        return []
    if place.inside:
        sizes = place.inside  # large to small as written
        inner: list[Path] = [tops[-1]]
        for unit in sizes:
            inner = [*inner[:-1], *(inner[-1] + (_step(unit, label, inner[-1]),) for label in unit.labels.values)]
        return [*tops[:-1], *inner]
    if place.lowers:
        rest = [] if place.top.word.plural else tops[1:]
        bound = _bind(place.lowers, tops if place.top.word.plural else tops[:1], place.top.word.plural)
        if place.lowers[-1][0] == "and":
            rest = tops
        return [*bound, *rest]
    return tops


def _top_paths(place: Place) -> list[Path] | None:
    """The paths of the tops themselves with the containers they need; None where the place is not certain."""
    level = place.top.word.level
    around = {u.word.level: u.labels.values[0] for u in place.within}
    prefix: Path = ()
    if Level.APPENDIX in around:
        prefix = (Step(Level.APPENDIX, around[Level.APPENDIX]),)
    if level is Level.ARTICLE:
        return [(*prefix, Step(Level.ARTICLE, label)) for label in place.top.labels.values]
    containers = tuple(Step(c, around[c]) for c in (Level.PART, Level.CHAPTER) if c in around)
    if level is Level.ITEM:
        if containers:
            return (
                [(*containers, Step(Level.SECTION, label)) for label in place.top.labels.values]
                if not place.lowers
                else None
            )
        return [(*prefix, *_items(label)) for label in place.top.labels.values]
    if level is Level.SUBSECTION:
        if Level.ITEM not in around or not containers:
            return None
        return [
            (*containers, Step(Level.SECTION, around[Level.ITEM]), Step(Level.SUBSECTION, label))
            for label in place.top.labels.values
        ]
    if level is Level.CHAPTER:
        containers = tuple(s for s in containers if s.level is Level.PART)
        # A part is not needed to name a chapter: chapters are numbered through.
        return [(Step(Level.CHAPTER, label),) for label in place.top.labels.values] if not place.lowers else None
    if isinstance(level, Level):
        return [(*prefix, Step(level, label)) for label in place.top.labels.values]
    return None


def _items(label: str) -> Path:
    """ "II.4.a.(4)" as steps."""
    dotted = label.replace(".(", "(").replace("(", ".(")
    return tuple(Step(Level.ITEM, part) for part in dotted.split(".") if part)


def _step(unit: Unit, label: str, parent: Path) -> Step:
    """A step under a parent: inside plans every level is an item, and so is what is smaller than a point."""
    level = unit.word.level
    if parent and parent[-1].level is Level.ITEM:
        label = label.removeprefix(parent[-1].label + ".")  # "tiết 1.1, khoản 1": the number repeats its parent's
    if level == DASH:
        return Step(Level.DASH, label)
    if level == SMALL_ITEM or any(s.level is Level.ITEM for s in parent):
        return Step(Level.ITEM, label)
    assert isinstance(level, Level)
    return Step(level, label)


def _bind(lowers: tuple[tuple[str, tuple[Unit, ...]], ...], tops: list[Path], plural: bool) -> list[Path]:
    """Paths of the units before a top, in reading order: each belongs to the next larger unit on its right.

    A clause that only tells where a point stands ("điểm a, khoản 2, Điều 5") is no place of its own.
    """
    groups: list[list[Path]] = []
    clauses: list[Path] | None = None  # the clauses last read, walking from the right
    clauses_plural = False
    taken = False  # whether points on the left belong to them by a comma
    for position in range(len(lowers) - 1, -1, -1):
        join, units = lowers[position]
        largest = units[-1]
        if position == len(lowers) - 1 and join == "and" and tops != [()]:
            # "khoản 2 và Điều 7": the clause is of some other article
            continue
        if largest.word.level is Level.CLAUSE:
            clauses = [(*t, _step(largest, label, t)) for t in tops for label in largest.labels.values]
            clauses_plural = largest.word.plural
            taken = True
            if len(units) == 1:
                groups.append(list(clauses))
            else:
                groups.append(_under(units[:-1], clauses, clauses_plural))
                taken = False
            continue
        if clauses is None:
            groups.append(_under(units, tops, plural))
        elif taken and join != "and":
            # "điểm a, khoản 2": swallow the bare clause that the comma only seemed to set apart
            inner = _under(units, clauses, clauses_plural)
            if groups[-1] == clauses:
                groups.pop()
            groups.append(inner)
        elif taken:
            continue  # "điểm a và khoản 2": whose point is not said
        else:
            groups.append(_under(units, clauses, clauses_plural))
    return [path for group in reversed(groups) for path in group]


def _under(units: tuple[Unit, ...], parents: list[Path], plural: bool) -> list[Path]:
    """Units small to large under the first parent (all of them where the parent is plural), then the other parents whole."""
    heads, rest = (parents, []) if plural else (parents[:1], parents[1:])
    paths = heads
    for unit in reversed(units):
        paths = [(*p, _step(unit, label, p)) for p in paths for label in unit.labels.values]
    return [*paths, *rest]
