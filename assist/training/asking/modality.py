"""Questions on whether a thing must, may or may not be done: of an item by its title, of other lines by the word in their sentence."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from assist.conflicts.bodies_named import bodies_in
from assist.conflicts.modality import STRONG_LEAVE, modalities_in
from assist.conflicts.words import lower
from assist.training.asking.known import Known, said
from assist.training.asking.model import TRUE_FALSE, Draft, Point
from assist.training.asking.stems import PLAIN, because, opening, sources_of, stem, wording
from assist.training.asking.who import bare_act
from assist.training.model import Audience, QuizKind
from corpus.checklists import Point as Differing

#: Where the text speaks of an asking or a leave, "only on request" may be half right.
ON_REQUEST = re.compile(r"yêu cầu|đề nghị|\bxin\b|\bnhờ\b|nguyện vọng")
BY_LEAVE = re.compile(r"cho phép|đồng ý|phê duyệt|xin ý kiến|\bduyệt\b|phê chuẩn|cấp trên|xin phép")
#: Exceptions: what is demanded or forbidden is not so always, and a bare "must" would be half right.
EXCEPT = re.compile(
    r"\btrừ\b|chỉ khi|không phải|thì thôi|\bkhỏi\b|không bắt buộc|không cấm|khi cần|nếu cần|thấy cần|tùy|ưu tiên|có điều kiện"
)
_MUST = frozenset({"phải"})
_LONGEST = 260
#: Words of a source that bear a modality; what must be done is often told without any.
_BEAR = {"có thể": {"có thể", STRONG_LEAVE, "được"}, "không được": {"không được", "chỉ được"}}


def settled(known: Known) -> str:
    """The modality that the item states without exception and that its sources bear; "" where it is open to dispute."""
    item = known.item
    if item is None or Differing.MODALITY in known.disputed or item.modality == "được":
        return ""
    if item.modality != "có thể" and EXCEPT.search(lower(f"{item.act} {item.says}")):
        return ""
    found = {kind for kind, _ in modalities_in(lower(known.quotes))}
    # a clause that neither says "must" nor names the one who acts lays down something else: a meaning, an aim, who may not serve
    acting = {name for name, _ in bodies_in(lower(item.who))} & {name for name, _ in bodies_in(lower(known.quotes))}
    plan = "/KH-" in known.ids[0].document
    if item.modality == "phải" and known.quotes and not found & _MUST and (plan or "có thể" in found or not acting):
        return ""
    if item.modality == "có thể" and known.quotes and not found & {"có thể", STRONG_LEAVE, "được"}:
        return ""
    if (
        item.modality == "không được"
        and known.quotes
        and not found & {"không được", "chỉ được"}
        and "không" not in lower(known.quotes)
    ):
        return ""
    return item.modality


def questions(known: Known, audience: Audience, rng: random.Random) -> Iterator[Draft]:
    """Of an item a choice of four verdicts on its act; of another line its sentence with the word left out or changed."""
    if known.item is None:
        yield from _of_text(known, audience, rng)
    else:
        yield from _of_act(known, audience)


def _of_act(known: Known, audience: Audience) -> Iterator[Draft]:
    act, modality, item = bare_act(known), settled(known), known.item
    if not act or not modality or item is None or len(item.who) > 70:
        return
    words = wording()["modality"]
    drop = {"yêu cầu"} if ON_REQUEST.search(lower(f"{known.line.text} {known.quotes}")) else set()
    wrong = tuple(
        (text, words["why"][name]) for name, text in words["options"].items() if name != modality and name not in drop
    )
    yield Draft(
        "modality",
        Point.MODALITY,
        QuizKind.CHOICE,
        2,
        stem(words["ask"], theo=opening(known, audience), who=_inside(item.who), act=act),
        words["options"][modality],
        wrong,
        f"Việc này {words['is'][modality]}. {said(known)} {because(known)}",
        sources_of(known),
        (known.line.key,),
    )


def _inside(who: str) -> str:
    """Who acts, inside a sentence; posts of the procedure code keep their capital."""
    return (
        who
        if who[:2].isupper()
        or re.match(r"(?:Điều tra|Kiểm sát|Công an|Cơ quan|Tòa|Viện|Thủ trưởng|Thẩm phán|Ủy ban|Trạm|Đồn|Trung)", who)
        else (who[:1].lower() + who[1:])
    )


# Sentences -----------------------------------------------------------------------------------------------------------


def _of_text(known: Known, audience: Audience, rng: random.Random) -> Iterator[Draft]:
    text = said(known)
    found = _the_word(text, known)
    if found is None or len(text) > _LONGEST:
        return
    start, end, other = found
    held = {kind for kind, _ in modalities_in(lower(known.quotes))}
    # a false statement that something harmful is allowed stays in a child's memory
    may_be_false = not (audience in PLAIN and lower(text[start:end]).startswith("không"))
    words = wording()["true_false"]
    is_true = rng.random() < 0.5 or not may_be_false
    shown = text if is_true else f"{text[:start]}{_cased(other, text[start:end])}{text[end:]}"
    reason = words["right"] if is_true else words["modality"].format(said=text)
    right, wrong = TRUE_FALSE if is_true else TRUE_FALSE[::-1]
    yield Draft(
        "modality-tf",
        Point.MODALITY,
        QuizKind.TRUE_FALSE,
        1,
        stem(words["ask"], theo=opening(known, audience), said=shown),
        right,
        ((wrong, reason),),
        f"{reason} {text if is_true else ''} {because(known)}".replace("  ", " "),
        sources_of(known),
        (known.line.key,),
    )
    if (
        known.line.modality in {"phải", "có thể", "không được"}
        and lower(text[start:end]) == known.line.modality
        and (not known.quotes or known.line.modality == "phải" or held & _BEAR[known.line.modality])
    ):
        others = [w for w in ("phải", "có thể", "không được") if w != known.line.modality]
        yield Draft(
            "modality-word",
            Point.MODALITY,
            QuizKind.CHOICE,
            1,
            stem(
                wording()["modality"]["ask_text"],
                theo=opening(known, audience),
                said=f"{text[:start]}{wording()['blank']}{text[end:]}",
            ),
            known.line.modality,
            tuple((option, wording()["modality"]["why"][option]) for option in others),
            f"{text} {because(known)}",
            sources_of(known),
            (known.line.key,),
        )


def _the_word(text: str, known: Known) -> tuple[int, int, str] | None:
    """Where the one word of modality stands, and the word that makes the sentence false; None where there are several or none."""
    low = lower(text)
    strong = [(kind, span) for kind, span in modalities_in(low) if kind != "được"]
    if len(strong) != 1 or EXCEPT.search(low):
        return None
    kind, span = strong[0]
    word = low[span.start : span.end]
    before = low[max(0, span.start - 12) : span.start]
    if re.search(r"\b(?:không|chưa|ai|nào) $", before) or low[span.end :].startswith(" chịu"):
        return None
    false = {"phải": "không cần", "không được": "được", "có quyền": "không có quyền", "có thể": "không được"}.get(word)
    if false is None or (known.line.modality and kind == "phải" and known.line.modality != "phải"):
        return None
    return span.start, span.end, false


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
