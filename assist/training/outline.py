"""The parts of a lesson: how many lines fit into the time, which they are, in which order they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assist.training.grounds import Ground
from assist.training.material import SAME, Piece, at_most
from assist.training.model import Audience, Line, SectionKind
from assist.training.suitability import Suitability, suitability, syllables
from assist.training.words import alike, content, figures

#: Shares of the time, in hundredths; what a lesson has no part for goes to the rules. A case needs a fifth to be talked over in
#: groups, ten questions an eighth; objectives and sources are only shown.
SHARES = {
    SectionKind.OBJECTIVES: 4,
    SectionKind.CHANGES: 9,
    SectionKind.RULES: 36,
    SectionKind.LIMITS: 8,
    SectionKind.DO_DONT: 8,
    SectionKind.CASE: 20,
    SectionKind.QUIZ: 12,
    SectionKind.SOURCES: 3,
}
#: The share of what is new in a lesson that is about it; the rules give way.
CHANGES_ASKED = 21
#: Minutes of speech for a line: a rule is said, explained and asked back; a do or don't is only said.
RULE_MINUTES, CHANGE_MINUTES, DO_MINUTES = 1.5, 1.2, 0.4
#: With the question that it raises a change takes so much longer than it is said.
NEEDED = 1.7
#: Below this a piece is too far from the topic, or too little the audience's concern, to be taught.
LEAST = 0.2
#: A limit stands in the table if the thing is the topic's and concerns the audience at least so much.
LEAST_LIMIT = 0.3
MOST_LIMITS = 24
#: What concerns the audience less is others' work, which no list of dos tells it to do.
OWN = 0.7
#: What concerns it less than so is left out of the table of limits where it has limits of its own.
OWN_LIMIT = 0.5
#: More dos, or don'ts, than two slides hold are not kept in mind.
MOST_DOS = 10
#: Two names of parts of the lesson that differ by so few words are near enough for one to stand for both.
NEAR_NAMES = 6
#: An item that lies no nearer is beside the topic.
BESIDE = 0.4
#: An example in an objective is no longer, in syllables: an objective is read at a glance.
LONGEST_EXAMPLE = 24
#: Each further line of one article weighs so much of the one before, so that a long article leaves room for the others.
FURTHER = 0.8
#: So much of a gist is told by lines on its parts: it repeats them.
IN_PARTS = 0.8
_CATCH_ALL = re.compile(r"(?:nghĩa vụ|trách nhiệm|quyền|việc) khác\b.*(?:pháp luật|quy định)|khác mà pháp luật")


@dataclass(frozen=True)
class Candidate:
    """A piece with what carries it on the day and how much it belongs into the lesson."""

    piece: Piece
    ground: Ground
    score: float

    def line(self, prefix: str = "") -> Line:
        piece = self.piece
        return Line(
            key=f"{prefix}{piece.key}",
            text=piece.text,
            sources=self.ground.sources,
            who=piece.who,
            act=piece.act,
            modality=piece.modality,
            limit=piece.limit,
            do=piece.do,
            group=piece.group,
            doubt=piece.doubt or self.ground.doubt,
        )


def minutes(
    total: int, kinds: Iterable[SectionKind], changes: bool = False, told: int | None = None
) -> dict[SectionKind, int]:
    """The minutes of each part, whole, at least one each, adding up to ``total`` exactly.

    ``changes``: what is new is the topic; ``told``: how many changes are told, where that is known, which take no more than they need.

    >>> sum(minutes(45, SHARES).values())
    45
    """
    wanted = [kind for kind in SHARES if kind in set(kinds)]
    shares: dict[SectionKind, float] = {kind: SHARES[kind] for kind in wanted}
    if SectionKind.CHANGES in shares:
        most = CHANGES_ASKED if changes else SHARES[SectionKind.CHANGES]
        needed = most if told is None else 100 * NEEDED * CHANGE_MINUTES * told / total
        shares[SectionKind.CHANGES] = min(most, needed)
    if SectionKind.RULES in shares:
        shares[SectionKind.RULES] += 100 - sum(shares.values())
    whole = sum(shares.values())
    exact = {kind: total * share / whole for kind, share in shares.items()}
    given = {kind: max(1, int(value)) for kind, value in exact.items()}
    # what rounding left goes to the parts that lost most by it; what too many ones took is taken from the longest
    while sum(given.values()) < total:
        kind = max(wanted, key=lambda k: exact[k] - given[k])
        given[kind] += 1
    while sum(given.values()) > total:
        kind = max(wanted, key=lambda k: given[k] - exact[k] if given[k] > 1 else -1.0)
        given[kind] -= 1
    return given


def score(piece: Piece, audience: Audience) -> float:
    """How much a piece belongs into a lesson for this audience: nearness, weight and concern multiplied."""
    return piece.close * piece.weight * suitability(audience).concern(piece.who, piece.procedure)


def rules(candidates: Sequence[Candidate], count: int, fit: Suitability) -> list[Candidate]:
    """The core rules: the best that do not repeat each other and are not too long to be read, in the order of a case.

    A gist whose parts are all told by other lines leaves its place to something else.
    """
    chosen = _rules(candidates, count, fit)
    again = [c for c in chosen if _told_in_parts(c.piece, [other.piece for other in chosen if other is not c])]
    return _rules([c for c in candidates if c not in again], count, fit) if again else chosen


def _told_in_parts(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether a gist says no more than the lines on places inside its article do together, nor another figure."""
    if piece.item or piece.order[-1] != 0:
        return False
    inside = [p.text for p in others if any(piece.provisions[0].contains(pid) for pid in p.provisions)]
    parts = " ".join(inside)
    told = len(content(piece.text) & content(parts)) >= IN_PARTS * len(content(piece.text))
    return len(inside) > 1 and told and figures(piece.text) <= figures(parts)


def _rules(candidates: Sequence[Candidate], count: int, fit: Suitability) -> list[Candidate]:
    chosen: list[Candidate] = []
    # what only belongs beside the topic (secrecy) is a don't, no core rule
    left = [c for c in candidates if c.score >= LEAST and not (c.piece.item and c.piece.close < BESIDE)]
    taken: Counter[str] = Counter()  # lines of one article of notes; a procedure is taught whole
    long = 0
    while left and len(chosen) < count:
        each = max(left, key=lambda c: c.score * _spread(c.piece, taken))
        left.remove(each)
        more = syllables(each.piece.text)
        if long + more > fit.longest_section or any(each.piece.same(c.piece) for c in chosen):
            continue
        chosen.append(each)
        taken[each.piece.group] += not each.piece.frame
        long += more
    return sorted(chosen, key=lambda c: c.piece.order)


def _spread(piece: Piece, taken: Counter[str]) -> float:
    """How much a further line of its article counts; a procedure is taught whole, and so are the frames of an offence."""
    return 1.0 if piece.item or piece.frame else FURTHER ** taken[piece.group]


def limits(candidates: Sequence[Candidate], fit: Suitability | None = None) -> list[Candidate]:
    """Every limit of the material once, in the order of a case: of those that say the same the best stays.

    ``fit``: of the audience, whose own limits stand alone where there are some.
    """
    chosen: list[Candidate] = []
    bounds = [c for c in candidates if c.piece.limit and c.score >= LEAST_LIMIT]
    own = [c for c in bounds if fit is None or fit.concern(c.piece.who) >= OWN_LIMIT]
    for each in sorted(own or bounds, key=lambda c: -c.score):
        if not any(_same_limit(each.piece, c.piece) for c in chosen):
            chosen.append(each)
    return sorted(chosen[:MOST_LIMITS], key=lambda c: c.piece.order)


def _same_limit(one: Piece, other: Piece) -> bool:
    alike_acts = one.who == other.who and alike(one.act, other.act) >= SAME
    return (one.limit == other.limit and alike_acts) or one.same(other)


def dos(
    candidates: Sequence[Candidate], taught: Sequence[Candidate], count: int, fit: Suitability | None = None
) -> tuple[list[Line], list[Line]]:
    """What to do and what not, in imperative words: (dos, don'ts), ``count`` of each at most.

    What the rules did not tell goes first, so that the list adds something; what must not be done all goes in. ``fit``: of the
    audience, to whom an imperative speaks: what others must do names them.
    """
    told = {c.piece.key for c in taught}
    own = [c for c in candidates if fit is None or fit.concern(c.piece.who) >= OWN]
    usable = [c for c in own if c.piece.imperative and c.score >= LEAST and c.piece.modality not in {"có thể", "được"}]
    count = min(count, MOST_DOS)
    ranked = sorted(usable, key=lambda c: (c.piece.key in told, -c.score))
    picked: dict[bool, list[Candidate]] = {True: [], False: []}
    for each in ranked:
        same = [c for side in picked.values() for c in side if each.piece.same(c.piece)]
        if _CATCH_ALL.search(each.piece.imperative):
            continue  # "other duties by law" tells nobody what to do
        if len(picked[each.piece.do]) < count and not same and syllables(each.piece.imperative) <= 32:
            picked[each.piece.do].append(each)
    return _imperatives(picked[True], fit), _imperatives(picked[False], fit)


def named(line: Line) -> Line:
    """A do or don't that begins with whom it binds, for listeners who only tell of it; what binds everybody stays as it is."""
    if not line.who or re.match(r"mọi |cơ quan, tổ chức, cá nhân", line.who, re.IGNORECASE):
        return line
    who = line.who[:1].upper() + line.who[1:]
    if line.text.startswith(f"{who}:"):
        return line
    return line.model_copy(update={"text": f"{who}: {_lower(line.text)}"})


def _imperatives(chosen: Iterable[Candidate], fit: Suitability | None) -> list[Line]:
    lines = []
    for each in sorted(chosen, key=lambda c: c.piece.order):
        line = each.line("nen.")
        words = each.piece.imperative.rstrip(".")
        if fit and fit.names(each.piece.who):
            words = f"{each.piece.who}: {_lower(words)}"
        lines.append(line.model_copy(update={"text": f"{words}."}))
    return lines


def objectives(sections: Mapping[SectionKind, Sequence[Line]]) -> list[Line]:
    """What who was taught can do afterwards, read off from what the parts hold."""
    found: list[Line] = []

    def add(key: str, text: str, of: Sequence[Line]) -> None:
        sources = {s.id: s.model_copy(update={"quote": "", "remarks": ()}) for line in of for s in line.sources[:1]}
        found.append(Line(key=f"muc-tieu.{key}", text=text, sources=tuple(sources.values())[:3]))

    taught = list(sections.get(SectionKind.RULES, ()))
    acts = [line for line in taught if line.act and line.modality == "phải"]  # bans are counted with the don'ts
    if len(acts) >= 3:
        steps = acts[:: max(1, -(-len(acts) // 4))][:4]  # spread over the course of the case
        # one act may have two limits
        told = "; ".join(dict.fromkeys(_lower(at_most(line.act, line.limit)) for line in steps))
        among = ", trong đó có" if len(steps) < len(acts) else ""
        add("viec-phai-lam", f"Nêu được {_count(len(acts), 'việc phải làm')}{among}: {told}.", steps)
    topics = _names(line.group for line in taught if not line.act)
    if topics:
        most = Counter(line.group for line in taught if not line.act)
        if len(topics) > 3 and max(most[group] for group in topics) > 1:  # what most lines are about
            some = sorted(sorted(topics, key=lambda group: -most[group])[:3], key=list(topics).index)
        else:
            some = list(topics)[:: max(1, -(-len(topics) // 3))][:3]  # spread over the lesson
        told = "; ".join(f"“{topics[group]}”" for group in some)
        add("noi-dung", f"Giải thích được: {told}.", [next(x for x in taught if x.group == group) for group in some])
    bounds = list(sections.get(SectionKind.LIMITS, ()))
    if bounds:
        named = [(at_most(line.act, line.limit) or line.text.rstrip("."), line.limit) for line in bounds]
        short = next(((what, limit) for what, limit in named if syllables(what) <= LONGEST_EXAMPLE), None)
        more = ""
        if short:
            for_what = _lower(short[0])
            more = f"; chẳng hạn: {for_what}" + ("" if re.search(r"\d+ \w+", for_what) else f", {short[1]}")
        add("thoi-han", f"Nói đúng {_count(len(bounds), 'thời hạn, giới hạn')} trong bảng{more}.", bounds)
    donts = [line for line in sections.get(SectionKind.DO_DONT, ()) if not line.do]
    if donts:
        add("khong-nen", f"Kể được {_count(len(donts), 'việc không được làm')} và nói được căn cứ.", donts)
    new = list(sections.get(SectionKind.CHANGES, ()))
    if new:
        days = f"Chỉ ra {_count(len(new), 'điểm mới')} và ngày áp dụng của từng điểm."
        add("diem-moi", days if len(new) > 1 else "Nói được điểm mới và ngày áp dụng.", new)
    return found


def _names(groups: Iterable[str]) -> dict[str, str]:
    """The groups with their names, without those whose name hardly differs from one before."""
    found: dict[str, str] = {}
    for group in dict.fromkeys(groups):
        name = _lower(group.partition(": ")[2] or group)
        words = content(name)
        near = (content(other) for other in found.values())
        if not words or not any(
            len(words ^ other) <= NEAR_NAMES and (words <= other or other <= words) for other in near
        ):
            found[group] = name
    return found


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:] if not re.match(r"[A-ZĐ]{2}|Công an|Cơ quan|Tòa|Viện|Hội ", words) else words


def _count(number: int, what: str) -> str:
    return f"{number} {what}"


def without_quotes(line: Line) -> Line:
    """The line with its sources' pinpoints and hashes, without their words, which stand with the line they carry."""
    return line.model_copy(
        update={"sources": tuple(s.model_copy(update={"quote": "", "remarks": ()}) for s in line.sources)}
    )


def scaled(candidate: Candidate, factor: float) -> Candidate:
    """The candidate with its score changed by a factor."""
    return replace(candidate, score=candidate.score * factor)
