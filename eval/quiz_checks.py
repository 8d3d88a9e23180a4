"""Is the key of a quiz item true by the text, and is every wrong option wrong? One check for each way of asking."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

from assist.training.model import QuizItem
from corpus.checklists import Item
from corpus.circumstances import Condition
from corpus.notes import Definition, load_notes
from eval.quiz_reader import (
    EVERY,
    PROCEDURE,
    Text,
    alike,
    days,
    figures,
    form_of,
    hours,
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


def _others(made: QuizItem) -> list[str]:
    return [option for at, option in enumerate(made.options) if at != made.answer]


# Figures -------------------------------------------------------------------------------------------------------------


def _figure(made: QuizItem, text: Text) -> list[str]:
    right, held = made.options[made.answer], figures(text.quotes)
    others = _others(made)
    if days(right):
        faults = [] if days(right) <= days(text.quotes) else ["the right day stands in no source"]
        return faults + [f"{o} stands in a source" for o in others if days(o) & days(text.quotes)]
    faults = [] if figures(right) and figures(right) <= held | text.typed else ["the right figure stands in no source"]
    for option in others:
        theirs = figures(option)
        if not theirs or theirs == figures(right):
            faults.append(f"{option} says the same as the right one")
        if theirs <= held | text.typed | text.differing and not (
            len(theirs) > 1 and not _frame_in(option, text.quotes)
        ):
            faults.append(f"{option} stands in a source or a differing demand")
    return faults


def _frame_in(option: str, quotes: str) -> bool:
    """Whether the two figures of a frame stand beside each other in the sources, in this order."""
    numbers = re.findall(r"\d+", option)
    return bool(re.search(r"\b0*" + r"\b[^\d]{1,14}\b0*".join(numbers) + r"\b", quotes))


def _figure_tf(made: QuizItem, text: Text) -> list[str]:
    said, held = statement(made), figures(text.quotes) | text.typed
    mine = figures(text.line.text)
    mine |= figures(text.item.says) if text.item else set()
    changed = (figures(said) - mine) | {
        (Fraction(d * 10000 + m * 100), str(y)) for d, m, y in days(said) - days(text.line.text)
    }
    if made.answer == 0:
        faults = ["a true statement that is not the line's"] if changed or not told_in(text, said) else []
        return faults + (
            ["a figure of the statement stands in no source"] if not figures(said) & held and not days(said) else []
        )
    if len(changed) != 1 and not re.search(r"từ \d+ \w+ đến", said):
        return [f"a false statement with {len(changed)} changed figures"]
    return ["the false figure stands in a source"] if changed & (held | text.differing) else []


def _matched(made: QuizItem, text: Text) -> list[str]:
    def holds(option: str) -> bool:
        who, _, limit = option.partition(", không quá ")
        bodies = all(part.strip().lower() in text.quotes for part in who.split(","))
        return bodies and figures(limit) <= figures(text.quotes) & text.typed

    faults = [] if holds(made.options[made.answer]) else ["the right body or limit stands in no source"]
    return faults + [f"{o} is right too" for o in _others(made) if holds(o)]


def _order(made: QuizItem, text: Text) -> list[str]:
    lengths = []
    for option in made.options:
        words = set(plain(option).replace(",", " ").split())
        found = {
            _length(item)
            for key, item in EVERY.items()
            if key in text.lines
            and item.limit
            and words <= set(plain(f"{item.who} {item.act}").replace(",", " ").split())
        } | {
            max(figures(line.limit), default=(Fraction(0), ""))[0]
            for line in text.lines.values()
            if line.limit and words <= set(plain(f"{line.who} {line.act}").replace(",", " ").split())
        }
        lengths.append(found)
    if any(len(found) != 1 for found in lengths):
        return ["an option of which the limit is not found, or found twice"]
    values = [next(iter(found)) for found in lengths]
    wanted = min(values) if "ngắn nhất" in made.stem else max(values)
    right = values[made.answer] == wanted and values.count(wanted) == 1
    return [] if right else ["another act has as short or as long a limit"]


def _length(item: Item) -> Fraction:
    value, unit = alike(Fraction(item.limit.number), item.limit.unit) if item.limit else (Fraction(0), "")
    return value * 720 if unit == "tháng" else value * 24 if unit == "ngày làm việc" else value


def _heaviest(made: QuizItem, text: Text) -> list[str]:
    frames = {}
    for line in text.lines.values():
        match = re.match(r"([^:.]+): phạt tù từ (\d+) năm đến (\d+) năm", line.text)
        if match and _frame_in(f"{match[2]} đến {match[3]}", quotes(line)):
            frames[match[1]] = (int(match[3]), int(match[2]))
    told = [frames.get(option) for option in made.options]
    if None in told:
        return ["an option whose frame stands in no source"]
    ranked = sorted((each for each in told if each), reverse=True)
    return [] if told[made.answer] == ranked[0] and ranked[0] > ranked[1] else ["another frame is as heavy"]


# Hours ---------------------------------------------------------------------------------------------------------------


def _ends(made: QuizItem) -> tuple[int, list[int]] | None:
    starts = hours(re.sub(r"“.*”", "", made.stem, flags=re.DOTALL))
    ends = [hours(option) for option in made.options]
    return (starts[0], [each[0] for each in ends]) if starts and all(len(each) == 1 for each in ends) else None


def _clock(made: QuizItem, text: Text) -> list[str]:
    found = _ends(made)
    limit = text.item.limit if text.item and form_of(made) == "case-clock" else None
    span = (
        alike(Fraction(limit.number), limit.unit)[0] if limit else next((v for v, u in _own(text) if u == "giờ"), None)
    )
    if found is None or span is None:
        return ["a case whose hours cannot be read"]
    start, ends = found
    wanted = start + int(span * 60) * (-1 if limit and limit.before else 1)
    faults = [] if ends[made.answer] == wanted else ["the right hour is not the limit's end"]
    if text.quotes and (span, "giờ") not in figures(text.quotes):
        faults.append("the limit stands in no source")
    for at, end in enumerate(ends):
        gap = Fraction(abs(end - start), 60)
        if at != made.answer and (gap, "giờ") in figures(text.quotes) | text.typed | text.differing:
            faults.append(f"{made.options[at]} is the end of a limit that a source states")
    return faults


def _own(text: Text) -> set[tuple[Fraction, str]]:
    """The limit of the line itself."""
    return text.typed or figures(text.line.limit)


def _limit_of_case(made: QuizItem, text: Text) -> list[str]:
    right = figures(made.options[made.answer])
    faults = [] if right and right <= text.typed else ["the right limit is not the item's"]
    for option in _others(made):
        if not figures(option) & (figures(text.quotes) | text.differing):
            continue
        rivals = [
            item
            for key, item in EVERY.items()
            if item.limit
            and alike(Fraction(item.limit.number), item.limit.unit) in figures(option)
            and set(item.basis) & set(text.item.basis if text.item else ())
            and _apart(text, key)
        ]
        if not rivals:
            faults.append(f"{option} stands in a source and is shut out by nothing")
    return faults


def _apart(text: Text, key: str) -> bool:
    """Whether no case meets the conditions of the line's item and of another one."""
    mine = [text.item.when, *([PROCEDURE[k].when] if (k := _key(text)) in PROCEDURE else [])] if text.item else []
    theirs = [EVERY[key].when, PROCEDURE[key].when]
    return any(_differ(a, b) for a in mine for b in theirs)


def _key(text: Text) -> str:
    return next((key for key, item in EVERY.items() if item is text.item), "")


def _differ(one: Condition, other: Condition) -> bool:
    for name in one.model_fields_set & other.model_fields_set:
        a, b = getattr(one, name), getattr(other, name)
        if isinstance(a, tuple) and a and b and not set(a) & set(b):
            return True
        if isinstance(a, bool) and isinstance(b, bool) and a is not b:
            return True
    return False


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
    for option in _others(made):
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
    return faults + [f"{o} is named by a source" for o in _others(made) if set(re.findall(names, o.lower())) & own]


def _place(made: QuizItem, text: Text) -> list[str]:
    def numbers(line_sources: object) -> set[str]:
        return set(re.findall(r"Điều \d+[a-z]?", str(line_sources)))

    right = made.options[made.answer]
    own = {re.sub(r"^.*?(Điều \d+[a-z]?),.*$", r"\1", s.pinpoint) for s in text.line.sources}
    faults = [] if numbers(right) & own and len(own) == 1 else ["the right article is not the line's only one"]
    said = set(plain(statement(made)).split())
    for option in _others(made):
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
    return [f"{o} stands in a source" for o in _others(made) if stands(o)]


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
    by_act = {plain(EVERY[key].act): key for key in text.lines if key in EVERY}
    keys = [by_act.get(plain(option), "") for option in made.options]
    if "" in keys:
        return ["an act that is none of the lesson's"]
    faults = (
        [] if EVERY[keys[made.answer]] is text.item and text.item.modality == "phải" else ["the right act is another's"]
    )
    return faults + [
        f"{made.options[at]} may be due in the situation"
        for at, key in enumerate(keys)
        if at != made.answer and not _apart(text, key)
    ]


CHECKS: dict[str, Callable[[QuizItem, Text], list[str]]] = {
    "figure": _figure,
    "figure-tf": _figure_tf,
    "matched": _matched,
    "order": _order,
    "heaviest": _heaviest,
    "case-clock": _clock,
    "text-clock": _clock,
    "case-ceiling": _clock,
    "case-limit": _limit_of_case,
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
}
