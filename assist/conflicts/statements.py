"""What a clause lays down, read by rules from Vietnamese legal prose: who must or may do what, when, within which limit."""

from __future__ import annotations

import re
import unicodedata

from assist.conflicts.amounts import read_amounts
from assist.conflicts.bodies_named import bodies_in
from assist.conflicts.cited import citations_in
from assist.conflicts.modality import conditions_in, modalities_in, modality_of
from assist.conflicts.model import Clause, Span, Statement
from assist.conflicts.words import lower, normal, words_in
from corpus.names import Names

_LONGEST_ACTOR = 120  # characters: beyond that it is no noun phrase
_DEFINED = re.compile(
    r"\s*(?:\d+[.)]\s*|[a-zđ]\)\s*)?(?:trong [^,;.]{3,50} này,? )?[“\"]?(?P<term>[^,;:.”\"]{2,110}?)[”\"]?"
    r"(?: ?(?:trong|theo|tại) (?:[^,;.]{3,40} này|quy định [^,;.]{3,60})| ?quy định tại [^;:.]{3,120}?(?=,? (?:là|được hiểu) ))?"
    r",? (?:được hiểu|là)(?= )(?! (?:căn cứ|một trong|bao nhiêu|cơ sở để))"
)
#: How a circumstance of a crime opens the term it explains: "để bóc lột tình dục", "vì mục đích …".
_PURPOSE = re.compile(r"(?:để|vì|nhằm)\s+")
#: A phrase that leads to the one who acts: "Khi …, Điều tra viên phải", "Trong thời hạn …, Cơ quan điều tra".
_BEFORE_ACTOR = re.compile(r"[;:\n.]\s*|,\s+|\bthì\s+|\bdo\s+")
_OPENING = re.compile(
    r"(?:trong (?:thời hạn|vòng|quá trình|trường hợp)|khi|nếu|trường hợp|sau khi|trước khi"
    r"|chậm nhất|đối với|căn cứ|theo|việc|để|từ khi|kể từ)\b"
)
_DO = re.compile(
    r"\bdo\s+(?P<who>[^,;.\n]{4,100}?)\s+(?:thực hiện|tiến hành|quyết định|quy định|ban hành|cấp|lập|chủ trì|bảo đảm|giải quyết)\b"
)


def read_statement(clause: Clause, names: Names | None = None) -> Statement:
    """What a clause lays down, as far as rules can read it.

    ``names``: resolves titles of documents in citations; without it only full numbers and "Luật này" are resolved. Never fails: what
    cannot be read is left empty.
    """
    text = clause.text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)  # spans are of this form; the library stores it so
    low = lower(text)
    amounts = read_amounts(low)
    bodies = bodies_in(low, text)
    modalities = modalities_in(low)
    modality, modality_span = modality_of(modalities)
    if clause.lead and (modality_span is None or modality == "được"):
        led = modality_of(modalities_in(lower(clause.lead)))[0]
        if led is not None and not (led == "được" and modality):
            modality, modality_span = led, None
    actor, actor_span = _actor(low, clause.lead, bodies, modality_span)
    return Statement(
        clause=clause,
        actor=actor,
        actor_span=actor_span,
        modality=modality,
        modality_span=modality_span,
        modalities=modalities,
        act=words_in(text).pairs,
        conditions=conditions_in(low),
        limits=amounts.limits,
        ages=amounts.ages,
        counts=amounts.counts,
        penalties=amounts.penalties,
        bodies=bodies,
        references=citations_in(low, clause.id, names),
        defines=_defined(low, clause.heading),
    )


def _defined(low: str, heading: str) -> str:
    match = _DEFINED.match(low)
    if match is None:
        return ""
    term = _PURPOSE.sub("", normal(match["term"]), count=1)
    explained = re.search(r"giải thích|khái niệm|định nghĩa|tình tiết|từ ngữ", heading.lower())
    # outside the article of terms "X là Y" states a rule as often as a meaning
    if explained or match[0].endswith("hiểu") or len(term.split()) <= 7:
        return (
            ""
            if re.search(r"\b(?:phải|không|nếu|khi|tư cách|có trách nhiệm|ngày|tháng|thời hạn|mức|bị phạt)\b", term)
            else term
        )
    return ""


def _actor(
    low: str, lead: str, bodies: tuple[tuple[str, Span], ...], modality_span: Span | None
) -> tuple[str, Span | None]:
    """Who acts: the phrase before the word of modality; "do … thực hiện"; the body a sentence begins with; else the lead's."""
    if modality_span is not None:
        found = _phrase_before(low, modality_span.start, bodies)
        if found is not None:
            return normal(low[found.start : found.end]), found
    by = _DO.search(low)
    if by:
        span = Span(by.start("who"), by.end("who"))
        return normal(by["who"]), span
    for _, span in bodies:
        before = low[: span.start].rstrip()
        if not before or before[-1] in ".;:,\n" or before.endswith("thì"):
            return normal(low[span.start : span.end]), span
        break
    if lead:
        low_lead = lower(lead)
        kinds = modalities_in(low_lead)
        found = _phrase_before(low_lead, kinds[0][1].start, bodies_in(low_lead)) if kinds else None
        if found is not None:
            return normal(low_lead[found.start : found.end]), None
        first = bodies_in(low_lead)
        if first and first[0][1].start < 40:
            return first[0][0], None
    return "", None


def _phrase_before(low: str, at: int, bodies: tuple[tuple[str, Span], ...]) -> Span | None:
    starts = [m.end() for m in _BEFORE_ACTOR.finditer(low, 0, at)]
    start = starts[-1] if starts else 0
    # a list of bodies is one actor: "Điều tra viên, Cán bộ điều tra phải"
    joined = {m.end(): m.start() for m in re.finditer(r",\s+", low[:at])}
    while start in joined:
        before = next((s for _, s in bodies if s.end == joined[start]), None)
        if before is None:
            break
        start = before.start
    while start < at and low[start].isspace():
        start += 1
    phrase = low[start:at].rstrip(" ,")
    opening = _OPENING.match(phrase)
    if not phrase or len(phrase) > _LONGEST_ACTOR or opening:
        inside = [s for _, s in bodies if start <= s.start and s.end <= at]
        last = inside[-1] if inside else None
        return last if last and at - last.end < 25 else None
    return Span(start, start + len(phrase))
