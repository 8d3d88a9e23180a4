"""Is the key of a quiz item true by the text, and is every wrong option wrong? One check for each way of asking."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from assist.training.model import QuizItem
from corpus.notes import Definition, load_notes
from eval.quiz_figures import (
    apart,
    clock,
    figure_is_right,
    figure_judged,
    heaviest,
    in_order,
    key_of,
    limit_of_case,
    matched,
    others_of,
)
from eval.quiz_reader import (
    EVERY,
    Text,
    alike,
    days,
    figures,
    form_of,
    line_meant,
    line_told,
    months_of_age,
    of_age,
    plain,
    quotes,
    shape,
    statement,
    told_in,
    true_sentences,
)


def faults_of(made: QuizItem, text: Text) -> list[str]:
    """What is wrong with an item, in English for the report; empty where nothing is."""
    return [*shape(made), *CHECKS[form_of(made)](made, text)]


# Modality ------------------------------------------------------------------------------------------------------------

#: Words of the options that are about modality, to the modality they state.
_STATES = (
    (r"bắt buộc", "phải"),
    (r"tùy chọn", "có thể"),
    (r"bị cấm|không được làm", "không được"),
    (r"yêu cầu|xin phép|báo trước|không bị cấm|phản đối", ""),
)
_IN_QUOTE = {
    "phải": r"\bphải\b|trách nhiệm|\bcần\b|bắt buộc|nhiệm vụ",
    "có thể": r"có thể|\bđược\b|có quyền",
    "không được": r"không được|không\b|cấm|chỉ được",
}


def _modality(made: QuizItem, text: Text) -> list[str]:
    if text.item is None:
        return ["no item to hold the modality against"]
    stated = [next((m for pattern, m in _STATES if re.search(pattern, o.lower())), "?") for o in made.options]
    faults = [] if stated[made.answer] == text.item.modality else [f"the item says {text.item.modality}"]
    if stated.count(text.item.modality) != 1:
        faults.append("two options of one modality")
    if any(other.point.value == "mức bắt buộc" for other in text.item.differs):
        faults.append("provisions differ on the modality")
    asked = re.search(r"yêu cầu|đề nghị", f"{text.quotes} {text.line.text.lower()}")
    if asked and any("có người yêu cầu" in o for o in made.options):
        faults.append("the text speaks of an asking")
    return faults


def _acts(text: Text) -> dict[str, str]:
    """The acts of the lesson and how far each binds; a ban without its "không"."""
    found: dict[str, str] = {}
    for key, line in text.lines.items():
        item = EVERY.get(key)
        act, modality = (item.act, str(item.modality)) if item else (line.act, line.modality or "")
        if not act:  # a plain sentence: what stands after its word
            first = re.split(r"(?<=\.) (?=[A-ZĐ])", line.text)[0]
            act = re.split(r"\bphải |^Cấm |\bkhông được |^Không ai được ", first)[-1]
        found[plain(re.sub(r"^Không ", "", act) if modality == "không được" else act)] = modality
    return found


def _which(made: QuizItem, text: Text) -> list[str]:
    wanted = "phải" if "bắt buộc?" in made.stem and "không bắt buộc?" not in made.stem else "có thể"
    wanted = "không được" if "không được làm?" in made.stem else wanted
    acts = _acts(text)
    told = [acts.get(plain(o), "?") for o in made.options]
    faults = [] if told[made.answer] == wanted else ["the right act has another modality"]
    return faults + [
        f"{o} has the asked modality"
        for at, (o, m) in enumerate(zip(made.options, told, strict=True))
        if at != made.answer and m in {wanted, "?", ""}
    ]


def _word(made: QuizItem, text: Text) -> list[str]:
    right = made.options[made.answer]
    filled = statement(made).replace("……", right)
    faults = [] if told_in(text, filled) else ["the filled sentence is not the line's"]
    if text.quotes and not re.search(_IN_QUOTE[right], text.quotes) and right != "phải":
        faults.append("no word of that modality in the source")
    return faults


def _word_tf(made: QuizItem, text: Text) -> list[str]:
    same = bool(line_told(statement(made), text.lines))
    if same != (made.answer == 0):
        return ["true and false do not agree with the line"]
    return [] if same else _false_by(statement(made), text)


# Whole sentences -------------------------------------------------------------------------------------------------------

#: Conditions by which a sentence was made false, to the words of a source beside which they might be half right.
_CONDITIONS = (
    (r"có người yêu cầu|viết đơn đề nghị", r"yêu cầu|đề nghị"),
    (r"chỉ khi thấy cần", r"khi cần|nếu cần|thấy cần|cần thiết"),
    (r"cấp trên đồng ý", r"đồng ý|cho phép|phê duyệt|phê chuẩn|duyệt"),
    (r"gây hậu quả nghiêm trọng", r"hậu quả"),
    (r"lý do chính đáng", r"lý do|chính đáng|\btrừ\b"),
    (r"chỉ cán bộ được giao nhiệm vụ|chỉ người đã chứng kiến", r"\A\Z"),
)


def _false_by(said: str, text: Text) -> list[str]:
    """Why a sentence that is none of the true ones may yet be right: no figure, body or condition of it is against the source."""
    key = line_meant(said, text.lines)
    line, item, words = text.lines[key], EVERY.get(key), quotes(text.lines[key])
    bounds = [b for d in (item.demands() if item else ()) for b in (d.limit, d.ceiling) if b]
    held = figures(words) | {alike(Fraction(b.number), b.unit) for b in bounds}
    own = figures(line.text) | (figures(f"{item.says} {item.act}") if item else set())
    if days(said) - days(line.text):
        return ["the false day stands in a source"] if (days(said) - days(line.text)) & days(words) else []
    if changed := figures(said) - own:
        pair = len(changed) > 1 or "đến" in said
        return [f"the false figure of “{said[:60]}” stands in a source"] if changed <= held and not pair else []
    for made, beside in _CONDITIONS:
        if re.search(made, said.lower()):
            return [f"the source speaks of the condition of “{said[:60]}”"] if re.search(beside, words) else []
    who = re.split(r":| phải | có thể | không được ", said)[0].lower()
    if not all(part.strip() in words for part in who.split(",")):
        return []
    if (item or line).modality == "có thể" and " phải " in said:
        return []
    return [f"nothing shows that “{said[:60]}” is false"]


def _right_one(made: QuizItem, text: Text) -> list[str]:
    told = [line_told(option, text.lines) for option in made.options]
    faults = [] if told[made.answer] else ["the right sentence is none of the lesson's"]
    for at, option in enumerate(made.options):
        if at != made.answer:
            faults += ["another sentence is right too"] if told[at] else _false_by(option, text)
    return faults


def _wrong_one(made: QuizItem, text: Text) -> list[str]:
    told = [line_told(option, text.lines) for option in made.options]
    faults = ["the wrong sentence is a true one"] if told[made.answer] else _false_by(made.options[made.answer], text)
    return faults + ["a sentence given as right is none of the lesson's"] * (told.count("") - (not told[made.answer]))


def _exception(made: QuizItem, text: Text) -> list[str]:
    filled = plain(statement(made).replace("……", made.options[made.answer]))
    faults = (
        []
        if told_in(text, filled) or any(filled in each for each in true_sentences("", text.line))
        else ["not the line's exception"]
    )
    for option in others_of(made):
        words = plain(option).split()
        if sum(word in f"{text.quotes} {text.line.text.lower()}".split() for word in words) > 0.8 * len(words):
            faults.append(f"{option} may stand in a source")
    return faults


def _outcome(made: QuizItem, text: Text) -> list[str]:
    right = made.options[made.answer]
    faults = (
        []
        if plain(right) in plain(text.line.text) and plain(statement(made)) in plain(text.line.text)
        else ["not the line's"]
    )
    names = r"điều \d+|tội [^,.;()]{4,40}"
    own = set(re.findall(names, f"{text.quotes} {text.line.text.lower()}"))
    return faults + [f"{o} is named by a source" for o in others_of(made) if set(re.findall(names, o.lower())) & own]


def _place(made: QuizItem, text: Text) -> list[str]:
    def numbers(line_sources: object) -> set[str]:
        return set(re.findall(r"Điều \d+[a-z]?", str(line_sources)))

    right = made.options[made.answer]
    own = {re.sub(r"^.*?(Điều \d+[a-z]?),.*$", r"\1", s.pinpoint) for s in text.line.sources}
    faults = [] if numbers(right) & own and len(own) == 1 else ["the right article is not the line's only one"]
    said = set(plain(statement(made)).split())
    for option in others_of(made):
        for line in text.lines.values():
            near = len(said & set(plain(line.text).split())) / max(1, len(said))
            there = {f"{s.pinpoint}" for s in line.sources if numbers(option) & numbers(s.pinpoint)}
            if near > 0.8 and there and line is not text.line:
                faults.append(f"a line of {option} says much the same")
    return faults


# Who, terms, ages, acts of a case ----------------------------------------------------------------------------------------


def _body(made: QuizItem, text: Text) -> list[str]:
    def stands(name: str) -> bool:
        return all(part.strip().lower() in text.quotes for part in name.split(","))

    if not stands(made.options[made.answer]):
        return ["the right body stands in no source"]
    return [f"{o} stands in a source" for o in others_of(made) if stands(o)]


def _body_tf(made: QuizItem, text: Text) -> list[str]:
    said = statement(made)
    name = re.split(r" (?:phải|có thể|không được|được giao việc:) ", said)[0]
    stands = all(part.strip().lower() in text.quotes for part in name.split(","))
    return [] if stands == (made.answer == 0) else ["true and false do not agree with whom the source names"]


def _term(made: QuizItem, text: Text) -> list[str]:
    gloss, right = plain(statement(made)), made.options[made.answer]
    glosses = _glosses()
    faults = [] if any(gloss in g for g in glosses.get(plain(right), ())) else ["the gloss is not the term's"]
    return faults + [
        f"{o} has the same gloss"
        for o in made.options
        if o != right and any(gloss in g for g in glosses.get(plain(o), ()))
    ]


def _glosses() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for notes in load_notes()[0]:
        for article in notes.articles:
            for entry in article.entries():
                if isinstance(entry, Definition):
                    found.setdefault(plain(entry.term), []).append(plain(entry.gloss))
    return found


def _age(made: QuizItem, text: Text) -> list[str]:
    phrase = re.findall(r"“([^“”]+)”\?", made.stem)[-1:]
    months = [months_of_age(option) for option in made.options]
    told = [of_age(phrase[0], m) if phrase and m is not None else None for m in months]
    if None in told:
        return ["an age that cannot be read"]
    wanted = "không thuộc" not in made.stem
    faults = (
        [] if told[made.answer] is wanted and told.count(wanted) == 1 else ["not one option is of the age asked for"]
    )
    if not all(figure in figures(text.quotes) for figure in figures(phrase[0])):
        faults.append("the age stands in no source")
    return faults


def _act_of_case(made: QuizItem, text: Text) -> list[str]:
    keys = [[k for k in text.lines if k in EVERY and plain(EVERY[k].act) == plain(o)] for o in made.options]
    own = text.item is not None and text.item.modality == "phải" and key_of(text) in keys[made.answer]
    faults = [] if own else ["the right act is another's"]
    return faults + [
        f"{made.options[at]} may be due in the situation"
        for at, found in enumerate(keys)
        if at != made.answer and not (found and all(apart(text, key) for key in found))
    ]


CHECKS: dict[str, Callable[[QuizItem, Text], list[str]]] = {
    "figure": figure_is_right,
    "figure-tf": figure_judged,
    "matched": matched,
    "order": in_order,
    "heaviest": heaviest,
    "case-clock": clock,
    "text-clock": clock,
    "case-ceiling": clock,
    "case-limit": limit_of_case,
    "case-verdict": _modality,
    "case-act": _act_of_case,
    "case-who": _body,
    "modality": _modality,
    "modality-word": _word,
    "modality-tf": _word_tf,
    "which": _which,
    "ban": _which,
    "who": _body,
    "lead": _body,
    "who-tf": _body_tf,
    "lead-tf": _body_tf,
    "term": _term,
    "age": _age,
    "age-common": _age,
    "place": _place,
    "exception": _exception,
    "caveat": _exception,
    "outcome": _outcome,
    "right-one": _right_one,
    "right-any": _right_one,
    "wrong-one": _wrong_one,
    "wrong-any": _wrong_one,
}
