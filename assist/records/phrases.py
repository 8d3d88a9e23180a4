"""Phrases in a record: found whatever the place of the tone mark, the abbreviation or the accents a scan lost; and whether denied."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from assist.records.text import RecordText, Sentence
from corpus.numbers import fold

#: What officers write short in minutes. Capitals only: "bc" or "kt" in small letters may be anything.
ABBREVIATIONS = {
    "BB": "biên bản",
    "ĐTV": "điều tra viên",
    "CBĐT": "cán bộ điều tra",
    "BH": "bị hại",
    "BC": "bị can",
    "NLC": "người làm chứng",
    "NĐD": "người đại diện",
    "NGH": "người giám hộ",
    "NBC": "người bào chữa",
    "LS": "luật sư",
    "TGVPL": "trợ giúp viên pháp lý",
    "KSV": "kiểm sát viên",
    "VKS": "viện kiểm sát",
    "VKSND": "viện kiểm sát nhân dân",
    "CQĐT": "cơ quan điều tra",
    "CSĐT": "cảnh sát điều tra",
    "GVCN": "giáo viên chủ nhiệm",
    "NCK": "người chứng kiến",
    "CCCD": "căn cước công dân",
}
_WORD = re.compile(r"\w+")
#: Where the reach of a "not" ends.
_CLAUSE = re.compile(r"[,;:|(–]|\s-\s|\b(?:nhưng|song|mà|sau đó|rồi)\b")
NEGATORS = frozenset("không ko chưa chẳng thiếu quên vắng miễn khỏi".split())
_REACH = 8  # syllables before a phrase within which a "not" of the same clause denies it
#: "Not" that denies nothing of what was done: the heard person has nothing to add, nobody prompted …
HARMLESS = re.compile(
    r"\b(?:không|chưa|chẳng)\s+(?:ai\s+)?(?:có\s+|còn\s+)?(?:ý kiến|thắc mắc|khiếu nại"
    r"|(?:yêu cầu|đề nghị)\s+(?:gì|thêm|thay đổi|bổ sung)|bổ sung"
    r"|thêm|sửa|tẩy|bị|ép|mớm|dụ|bức|đe|dùng nhục hình|khai (?:gian|sai|man|báo gian)|được khai (?:gian|sai|man|báo gian)"
    r"|(?:bắt )?buộc (?:phải )?(?:khai|nhận|đưa)|phải (?:khai|nhận)|trốn|biết chữ|biết tiếng|nói được tiếng|thay đổi|gì|gợi ý"
    r"|hiểu sai|mặc|đồng phục)\b"
)
#: What shows a wish, a duty or a plan rather than a deed, in the clause before a phrase and not overtaken by "đã". A duty counts
#: before the first phrase only: "giải thích trách nhiệm khai báo" does speak of a deed.
_PLANNED = re.compile(r"\b(?:sẽ|dự kiến|đề nghị|hẹn|hoãn|xin|lần sau)\b(?!.*\bđã\b)", re.IGNORECASE)
_DUE = re.compile(r"\b(?:cần|phải|yêu cầu|trách nhiệm|nhiệm vụ|có quyền|nhắc nhở)\b(?!.*\bđã\b)", re.IGNORECASE)
#: A form's dots or underscores where nobody wrote, or an empty box.
BLANK = re.compile(r"(?:[.…_]\s?){4,}|…{1,}|_{3,}|[☐□]|\[\s*\]")
_ANSWERED_NO = re.compile(r"^\s*(?:[:|–-]|\)\s*[:|–-]?)\s*(?:không|chưa|ko)\b", re.IGNORECASE)
#: A particular of the person who is heard ("sinh năm 2012, nơi ở: thôn 4"), not where the step was held.
_PARTICULAR = re.compile(r"^(?:nơi|chỗ|địa chỉ|trú)\b", re.IGNORECASE)
#: "Thiếu úy" lacks nothing.
_RANK = re.compile(r"\bthiếu (?:úy|uý|tá|tướng|niên|nhi)\b")
_OPEN_CHOICE = re.compile(r"\bcó\s*/\s*không\b|\b(?:chưa|không)\s*\?", re.IGNORECASE)


@dataclass(frozen=True)
class Token:
    """A syllable: its letters without accents, its accents in a fixed order, where it stands."""

    base: str
    marks: str
    start: int
    end: int


@dataclass(frozen=True)
class Hit:
    """A phrase found, from ``start`` up to ``end``; ``sure`` unless only a picture's letters without accents agree."""

    start: int
    end: int
    sure: bool = True


@lru_cache(maxsize=20_000)
def _key(word: str) -> tuple[str, str]:
    """A syllable so that hoà equals hòa and nghiã nghĩa: letters and accents apart."""
    parts = unicodedata.normalize("NFD", word.lower())
    letters = "".join(c for c in parts if not unicodedata.combining(c))
    return letters.replace("đ", "d"), "".join(
        sorted(c for c in parts if unicodedata.combining(c))
    ) + "đ" * letters.count("đ")


@lru_cache(maxsize=4_000)
def _phrase(phrase: str) -> tuple[tuple[str, str], ...]:
    return tuple(_key(word) for word in _WORD.findall(phrase))


@lru_cache(maxsize=4_000)
def _tokens(text: str, start: int) -> tuple[Token, ...]:
    out: list[Token] = []
    for found in _WORD.finditer(text):
        for word in ABBREVIATIONS.get(found[0], found[0]).split():
            out.append(Token(*_key(word), start + found.start(), start + found.end()))
    return tuple(out)


def find(record: RecordText, sentence: Sentence, phrases: Iterable[str]) -> list[Hit]:
    """Where any of the phrases stands in the sentence, in order; accents count except on a page read from a picture."""
    tokens = _tokens(record.text[sentence.start : sentence.end], sentence.start)
    hits: list[Hit] = []
    for phrase in phrases:
        keys = _phrase(phrase)
        for i in range(len(tokens) - len(keys) + 1):
            run = tokens[i : i + len(keys)]
            if any(token.base != base for token, (base, _) in zip(run, keys, strict=True)):
                continue
            exact = all(token.marks == marks for token, (_, marks) in zip(run, keys, strict=True))
            if exact or record.guessed_at(run[0].start):
                # one or two syllables without accents are too many words at once
                hits.append(Hit(run[0].start, run[-1].end, exact or len(keys) > 2))
    return sorted(hits, key=lambda hit: (hit.start, -hit.end))


def denied(record: RecordText, sentence: Sentence, hit: Hit) -> bool:
    """Whether a "not" denies the phrase: before it in its clause, or as the answer of a form after it."""
    before = _without_harmless(record.text[sentence.start : sentence.end])[: hit.start - sentence.start]
    clause = _CLAUSE.split(before)[-1]
    words = [word.lower() for word in _WORD.findall(clause)][-_REACH:]
    if record.guessed_at(hit.start):
        words += [_lost_accents(word) for word in words]
    after = record.text[hit.end : sentence.end]
    return bool(
        NEGATORS.intersection(words)
        or re.search(r"\btừ chối\b|\bbỏ qua\b", clause.lower())
        or _ANSWERED_NO.match(after)
    )


def doubtful(record: RecordText, sentence: Sentence, hits: Iterable[Hit]) -> str:
    """Why phrases that stand there undenied still do not show a deed, in Vietnamese; "" if they do."""
    hits = list(hits)
    text = record.text[sentence.start : sentence.end]
    if sentence.testimony:
        return "chỗ này là lời hỏi đáp, không phải việc cán bộ ghi đã làm"
    if BLANK.search(text):
        return "mẫu in sẵn còn chỗ để trống"
    if _OPEN_CHOICE.search(text) or text.rstrip().endswith("?"):
        return "mẫu in sẵn chưa chọn có hay không"
    if any(_is_particular(record, sentence, hit) for hit in hits):
        return "chỗ này là lý lịch của người khai"
    before = [
        _CLAUSE.split(record.text[sentence.start : hit.start])[-1] for hit in sorted(hits, key=lambda hit: hit.start)
    ]
    if _DUE.search(before[0]) or any(_PLANNED.search(clause) for clause in before):
        return "chỗ này nói việc sẽ làm hoặc phải làm, không nói đã làm"
    if not all(hit.sure for hit in hits):
        return "chữ nhận dạng từ ảnh mất dấu"
    rest = _without_harmless(text)
    for hit in sorted(hits, key=lambda h: -h.start):
        if sentence.start <= hit.start < sentence.end:
            rest = rest[: hit.start - sentence.start] + " " * (hit.end - hit.start) + rest[hit.end - sentence.start :]
    if has_negation(rest):
        return "câu có chữ phủ định"
    return ""


def _is_particular(record: RecordText, sentence: Sentence, hit: Hit) -> bool:
    born = re.search(r"\bsinh\b|\bSN\b|tuổi", record.text[sentence.start : sentence.end])
    labels = re.match(r"\s*(?:hiện nay|hiện tại)?\s*[:|]", record.text[hit.end : sentence.end])
    return bool(_PARTICULAR.match(record.text[hit.start : hit.end]) and (born or labels))


def has_negation(text: str) -> bool:
    """Whether a "not" stands in the text that is not one of the harmless ones."""
    lowered = _without_harmless(text).lower()
    return bool(NEGATORS.intersection(_WORD.findall(lowered))) or "từ chối" in lowered


def left_blank(text: str) -> bool:
    """Whether a form's line has its dots and hardly a word written on them."""
    found = BLANK.search(text)
    if not found:
        return False
    written = BLANK.sub(" ", text[found.start() :])
    return len(_WORD.findall(written)) < 3


def _without_harmless(text: str) -> str:
    """The text in small letters with what only looks like a "not" blanked out, letter for letter."""
    return _RANK.sub(lambda m: " " * len(m[0]), HARMLESS.sub(lambda m: " " * len(m[0]), text.lower()))


def _lost_accents(word: str) -> str:
    """The negator a word of a scan may have been before its accents went."""
    folded = fold(word)
    return next((negator for negator in NEGATORS if fold(negator) == folded), word)
