"""The same rule in other words: synonyms, order, abbreviated names, ways to write a number. Nothing the rule demands changes.

Texts may carry the marks of ``eval.conflicts.changes``; no rewriting reaches across or into marked words, though a whole part of a
sentence moves with the marks in it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

from corpus.notes import TIMES
from eval.conflicts.changes import SUBJECT_FIRST, unmarked

Rewriting = Callable[[str, Random], str]

#: Before "quy định tại" where it is no noun of its own ("trái quy định tại", "trừ quy định tại").
_NO_NOUN = "".join(f"(?<!{word} )" for word in "theo trừ như các trái với những có".split())
#: What may stand for what (pattern, replacements): own list; each pair says the same wherever the pattern stands in a legal text.
_SYNONYMS: tuple[tuple[str, Sequence[str]], ...] = (
    (r"\bkể từ (?=ngày|khi|thời điểm|lúc)", ("tính từ ", "từ ")),
    (r"\btính từ (?=ngày|khi|thời điểm|lúc)", ("kể từ ",)),
    (r"\bkhông quá (?=\d)", ("tối đa ", "không vượt quá ", "nhiều nhất là ")),
    (r"\btối đa (?=\d)", ("không quá ",)),
    (r"\bít nhất (?=\d)", ("tối thiểu ",)),
    (r"\btối thiểu (?=\d)", ("ít nhất ",)),
    (r"\b[Cc]hậm nhất\b", ("muộn nhất",)),
    (r"\b[Tt]rong thời hạn (?=\d)", ("trong vòng ", "trong ")),
    (r"\b[Tt]rong vòng (?=\d)", ("trong thời hạn ",)),
    (r"\bcó trách nhiệm (?=[a-zđ])(?!của|trong|liên quan|về|hình sự|dân sự)", ("có nghĩa vụ ", "phải ")),
    (r"\bcó quyền (?=[a-zđ])(?!hạn|của|lợi)", ("được quyền ",)),
    (r"\b[Nn]ghiêm cấm\b", ("cấm",)),
    (r"\btheo quy định tại (?=Điều|khoản|điểm|Chương|các)", ("theo ", "như quy định tại ")),
    (_NO_NOUN + r"\bquy định tại (?=Điều|khoản|điểm)", ("nêu tại ", "nói tại ")),
    (r"\btheo quy định của (?=pháp luật|Bộ luật|Luật)", ("theo ",)),
    (r"\bnêu trên\b", ("nói trên", "đã nêu")),
    (r"\bnói trên\b", ("nêu trên",)),
    (r"\b([Bb])ảo đảm\b", (r"đảm bảo",)),
    (r"\btiến hành (?=[a-zđ])(?!thực hiện)", ("thực hiện ",)),
    (r"\bbằng văn bản\b", ("dưới hình thức văn bản",)),
    (r"\b[Bb]ao gồm\b", ("gồm",)),
    (r"(?<!bao )\bgồm(?= |:)", ("bao gồm",)),
    (r"\b(cha|Cha), mẹ\b", (r"\1 mẹ", r"mẹ, cha")),
    (r"\bcơ quan, tổ chức, cá nhân\b", ("cá nhân, cơ quan, tổ chức", "tổ chức, cá nhân, cơ quan")),
    (r"\bcơ quan, tổ chức\b(?!, )", ("tổ chức, cơ quan",)),
    (r"\bquyền và nghĩa vụ\b", ("nghĩa vụ và quyền",)),
    (r"\bnhiệm vụ, quyền hạn\b", ("quyền hạn, nhiệm vụ",)),
    (r"\btài liệu, chứng cứ\b", ("chứng cứ, tài liệu",)),
    (r"\bgiấy tờ, tài liệu\b", ("tài liệu, giấy tờ",)),
    (r"\bthông tin, tài liệu\b", ("tài liệu, thông tin",)),
    (r"\bdanh dự, nhân phẩm\b", ("nhân phẩm, danh dự",)),
    (r"\btính mạng, sức kh(ỏe|oẻ)\b", (r"sức kh\1, tính mạng",)),
    (r"\btrình tự, thủ tục\b", ("thủ tục, trình tự",)),
    (r"\bbị can, bị cáo\b", ("bị cáo, bị can",)),
    (r"\bđồng thời\b", ("cùng lúc đó",)),
    (r"(?<=\w) hoặc (?=[a-zđ])", (" hay ",)),
    (r"\bcó liên quan\b", ("liên quan",)),
    (r"\b[Hh][ằà]ng năm\b", ("mỗi năm",)),
    (r"\bđối với (?=[a-zđ])", ("với ",)),
    (r"\bcó hiệu lực thi hành\b", ("có hiệu lực",)),
    (r"\bngay sau khi\b", ("liền sau khi",)),
    (r"\bđể (?=bảo đảm|thực hiện|phục vụ|giải quyết|xác định|làm rõ|phát hiện|ngăn chặn|xem xét|bảo vệ)", ("nhằm ",)),
    (r"\btrên cơ sở\b", ("dựa trên",)),
    (r"\bphải thông báo (?=cho|bằng|ngay)", ("phải báo ",)),
    (r"(?<!được )\bthực hiện theo\b", ("làm theo",)),
    (r"\bmọi trường hợp\b", ("tất cả các trường hợp",)),
    (r"\bđược thực hiện\b(?= theo| tại| bằng)", ("thực hiện",)),
    (r"\bnơi người (?=[a-zđ])", ("ở nơi người ",)),
    (r"\b[Tt]rường hợp (?!quy định|này|đó|khác|nêu|trên|có thể)(?=[^.;:,\n]{10,120} thì )", ("nếu ",)),
    (r"\bdưới (?=\d{1,2} tuổi)", ("chưa đủ ",)),
    (r"\bchưa đủ (?=\d{1,2} tuổi)", ("dưới ",)),
    (r"\bthuộc trường hợp\b", ("rơi vào trường hợp",)),
    (r"\bnêu rõ lý do\b", ("nói rõ lý do", "ghi rõ lý do")),
    (r"\bkể cả\b", ("bao gồm cả",)),
    (r"\bphải được (?=[a-zđ])", ("cần phải được ",)),
    (r"\btrên địa bàn\b", ("tại địa bàn",)),
    (r"\bgửi cho\b", ("gửi đến",)),
    (r"\bgửi đến\b", ("gửi cho",)),
    (r"\b[Ss]au khi (?=nhận|có|kết thúc|hoàn thành|thống nhất|thụ lý)", ("khi đã ",)),
    (r"\bngười đó\b", ("người ấy",)),
    (r"\b[Nn]ếu (?=[^.;:,\n]{10,120} thì )", ("trường hợp ",)),
)  # fmt: skip
#: Full names and how people shorten them.
_SHORT = (
    (r"\b(?:Ủy|Uỷ) ban nhân dân\b", "UBND"),
    (r"\bHội đồng nhân dân\b", "HĐND"),
    (r"\bTòa án nhân dân tối cao\b|\bToà án nhân dân tối cao\b", "TANDTC"),
    (r"\bViện kiểm sát nhân dân tối cao\b", "VKSNDTC"),
    (r"(?<!nhân dân )\bViện kiểm sát\b(?! nhân dân| quân sự)", "VKS"),
    (r"\bViện kiểm sát nhân dân\b(?! tối cao)", "VKSND"),
    (r"\bTòa án nhân dân\b(?! tối cao)", "TAND"),
    (r"\bCơ quan điều tra\b", "CQĐT"),
    (r"\bBộ luật [Tt]ố tụng hình sự\b", "BLTTHS"),
    (r"\bBộ luật [Hh]ình sự\b", "BLHS"),
    (r"\bBộ luật [Dd]ân sự\b", "BLDS"),
    (r"\bBộ luật [Tt]ố tụng dân sự\b", "BLTTDS"),
)
_COUNTED = re.compile(r"(?<![\w/.,])(?P<pad>0?)(?P<n>[1-9]|10)(?= (?:giờ|ngày|tháng|năm|lần|người|bản|bộ)\b)")
_LEAD_TIME = re.compile(
    r"^(?P<time>(?:Trong (?:thời hạn|vòng)|Chậm nhất(?: là)?) [^.;:,\n]+(?:, (?:kể|tính) từ [^.;:,\n]+)?)"
    r", (?P<rest>[^.;:\n]+)(?P<end>[.;])$"
)
_LEAD_CONDITION = re.compile(
    r"^(?P<word>Khi|Nếu|Trường hợp|Trong trường hợp) (?P<when>[^.;:,\n]+)(?P<then>, thì |, | thì )(?P<rest>[^.;:\n]+)(?P<end>[.;])$"
)
_DECIDED_BY = re.compile(
    r"^Việc (?P<what>[^.;:,\n]+) do (?P<who>[^.;:,\n]{4,60}?) (?P<act>quyết định|thực hiện)(?P<end>[.;])$"
)
_STOPS = (
    "trừ|nếu|khi|trong|theo|kể|mà|do|để|tại|phải|được|có|là|thì|không|đồng"
    "|và|gồm|bao|trước|sau|từ|nhưng|hoặc|cho|với|của|giữa|ra|vào"
)
_WORD = rf"(?!(?:{_STOPS})\b)[a-zà-ỹđ]+"
_INNER = rf"{_WORD}(?: {_WORD}){{0,2}}"
_LIST = re.compile(rf"(?<=[a-zà-ỹđ]), (?P<one>{_INNER}), (?P<two>{_INNER})(?=, [a-zà-ỹđ]| và | hoặc )")
_POINTS_BACK = re.compile(r"\b(?:đó|này|nói trên|nêu trên|trên)\b")


def _as(model: str, new: str) -> str:
    return new[:1].upper() + new[1:] if model[:1].isupper() else new


def _synonym(pattern: str, new: Sequence[str]) -> Rewriting:
    known = re.compile(pattern)

    def rewrite(text: str, rng: Random) -> str:
        chosen = rng.choice(new)
        return known.sub(lambda m: _as(m[0], m.expand(chosen)), text)

    return rewrite


def _short(pattern: str, new: str) -> Rewriting:
    known = re.compile(pattern)
    return lambda text, _: known.sub(new, text)


def _numbers(text: str, rng: Random) -> str:
    """``03 ngày`` as ``3 ngày`` or ``ba ngày``; five is left in figures, since spelt out it is also the word for a year."""
    way = rng.choice(("bare", "padded", "spelt"))

    def write(match: re.Match[str]) -> str:
        n = int(match["n"])
        if way == "spelt" and n != 5 and text[match.end() :][:2] != " (":
            return TIMES[n - 1]
        return f"{n:02d}" if way == "padded" else str(n)

    return _COUNTED.sub(write, text)


def _time_last(text: str, _: Random) -> str:
    match = _LEAD_TIME.match(text)
    if match is None or _POINTS_BACK.search(match["rest"]) or not SUBJECT_FIRST.match(match["rest"]):
        return text
    rest = match["rest"].removeprefix("thì ")
    return f"{rest[:1].upper()}{rest[1:]} {match['time'][:1].lower()}{match['time'][1:]}{match['end']}"


def _condition_last(text: str, _: Random) -> str:
    match = _LEAD_CONDITION.match(text)
    if match is None or _POINTS_BACK.search(match["rest"]):
        return text
    if match["then"] == ", " and (" thì " in match["rest"] or not SUBJECT_FIRST.match(match["rest"])):
        return text  # the comma may stand inside the condition
    word = {"Trường hợp": "trong trường hợp"}.get(match["word"], match["word"].lower())
    return f"{match['rest'][:1].upper()}{match['rest'][1:]} {word} {match['when']}{match['end']}"


def _active(text: str, _: Random) -> str:
    match = _DECIDED_BY.match(text)
    if match is None or not unmarked(match["who"])[0].isupper():
        return text
    return f"{match['who']} {match['act']} việc {match['what']}{match['end']}"


def _other_order(text: str, _: Random) -> str:
    """Two elements inside a list change places; its first and last, which share words with what stands around, stay."""
    return _LIST.sub(lambda m: f", {m['two']}, {m['one']}", text, count=1)


#: Rewritings that move parts of a sentence come first: they need the sentence as the law wrote it.
MOVES: tuple[Rewriting, ...] = (_time_last, _condition_last, _active, _other_order)
WORDS: tuple[Rewriting, ...] = (
    _numbers,
    *(_synonym(pattern, new) for pattern, new in _SYNONYMS),
    *(_short(pattern, new) for pattern, new in _SHORT),
)


def paraphrase(text: str, rng: Random, least: int = 1, most: int = 4) -> str | None:
    """The text reworded in ``least`` to ``most`` ways; None if fewer apply to it."""
    official, wanted = text, rng.randint(least, most)
    done = 0
    words = list(WORDS)
    rng.shuffle(words)
    moves = list(MOVES)
    rng.shuffle(moves)
    # every other text keeps its order
    for rewrite in [*(moves if rng.random() < 0.5 else ()), *words]:
        if done == wanted:
            break
        new = rewrite(text, rng)
        # some rewritings undo others: one that leads back towards the law's own words is none
        if new != text and _apart(new, official) >= _apart(text, official):
            done, text = done + 1, new
    return text if done >= least else None


def _apart(left: str, right: str) -> int:
    """How many words only one of two texts has."""
    here, there = Counter(left.lower().split()), Counter(right.lower().split())
    return ((here - there) + (there - here)).total()
