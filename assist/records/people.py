"""Who attended a step and in what capacity, who did not, and who is only spoken of. Names stay in the passages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assist.records.phrases import BLANK, HARMLESS, Hit, find, left_blank
from assist.records.text import LOWER, UPPER, Passage, RecordText, Sentence
from corpus.checklists import Capacity

#: How minutes call each capacity. A lawyer defends the accused and protects the others: which, the record's kind tells.
CAPACITIES: dict[Capacity, tuple[str, ...]] = {
    Capacity.REPRESENTATIVE: ("người đại diện", "đại diện hợp pháp", "đại diện theo pháp luật", "đại diện gia đình", "giám hộ"),
    Capacity.DEFENCE: ("người bào chữa", "luật sư bào chữa", "bào chữa viên"),
    Capacity.PROTECTOR: ("người bảo vệ quyền", "luật sư bảo vệ", "người bảo vệ quyền lợi"),
    Capacity.LEGAL_AID: ("trợ giúp viên", "trợ giúp pháp lý"),
    Capacity.PROSECUTOR: ("kiểm sát viên", "kiểm tra viên"),
    Capacity.INVESTIGATOR: ("điều tra viên",),
    Capacity.INTERPRETER: ("người phiên dịch", "phiên dịch", "phiên dịch viên", "người dịch"),
    Capacity.OBSERVER: ("người chứng kiến",),
    Capacity.PSYCHOLOGIST: ("chuyên gia tâm lý", "cán bộ tâm lý", "bác sĩ tâm lý", "nhà tâm lý", "chuyên viên tâm lý"),
    Capacity.SUPPORTER: (
        "đại diện nhà trường", "giáo viên", "cô giáo", "thầy giáo", "hội phụ nữ", "hội liên hiệp phụ nữ", "đoàn thanh niên",
        "cán bộ trẻ em", "công tác xã hội", "cán bộ bảo vệ trẻ em", "cán bộ trợ giúp", "người hỗ trợ", "tổng đài 111",
    ),
}  # fmt: skip
#: Parents attending are representatives; other kin only where the record calls them so.
PARENTS = ("mẹ", "bố", "cha", "mẹ đẻ", "bố đẻ", "cha đẻ", "ba ruột", "má")
KIN = (
    "ông nội",
    "bà nội",
    "ông ngoại",
    "bà ngoại",
    "anh trai",
    "chị gái",
    "anh ruột",
    "chị ruột",
    "cô ruột",
    "chú ruột",
    "dì",
    "bác ruột",
    "mợ",
    "thím",
)
LAWYER = ("luật sư",)
_LAWYER = re.compile(r"luật sư|LS\b", re.IGNORECASE)
_LABELLED = re.compile(r"^[^.;,:|]{0,30}[:|–-]\s*$|^\s*(?:là)?\s*$")

_NAME = re.compile(
    rf"(?:[A-ZĐ]\.\s?)+[A-ZĐ]?|\b(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Tt]hầy|[Ll]uật sư)\s+[{UPPER}]"
    rf"|(?:[{UPPER}][{LOWER}]+\s+){{1,3}}[{UPPER}][{LOWER}]+"
)
_ABSENT = re.compile(
    r"\b(?:không|chưa|chẳng|ko)\s+(?:\w+\s+){0,2}?(?:có mặt|có|mời|đến|tới|lên|tham|dự|bố trí|liên hệ|thấy|kịp|ai|cử|được|cần)\b"
    r"|\bvắng\b"
    r"|\btừ chối\b(?!\s+(?:ký|khai|trả lời|nhận|nói))|\bbỏ về\b|\bthiếu\b(?! (?:úy|uý|tá|tướng|niên|nhi)\b)"
    r"|\bkhông\s*(?:[.;,)]|$)|[:|(]\s*(?:không|chưa|ko)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\bcó mặt\b|\bcùng dự\b|\btham dự\b|\bdự\b|\btham gia\b(?! (?:hội|đoàn|giao thông|bảo hiểm|đánh))"
    r"|\bvới sự (?:tham|có|góp|chứng)|\bngồi (?:cạnh|cùng|bên)\b|\bđi cùng\b",
    re.IGNORECASE,
)
_SURELY = re.compile(r"\bcó mặt\b|\bđã đến\b|\bcùng dự\b|\bngồi (?:cạnh|cùng|bên)\b", re.IGNORECASE)
#: Told, asked, entitled: being spoken to or of is no attendance.
_SPOKEN_OF = re.compile(
    r"\b(?:thông báo|báo|mời|giải thích|phổ biến|gửi|đề nghị|yêu cầu|nhờ|hỏi|giao|quyền|quy định|phải có|cần có|nếu|theo điều"
    r"|liên hệ|triệu tập|xin|chờ|lời của|nghe)\b",
    re.IGNORECASE,
)
_BY_RIGHT = re.compile(r"\b(?:quyền|quy định|phải có|cần có|nếu|theo điều|đề nghị|yêu cầu)\b", re.IGNORECASE)
#: There, but not (wholly) there, or at another time.
_HALF = re.compile(
    r"ủy quyền|uỷ quyền|qua điện thoại|trực tuyến|ngoài hành lang|(?:ngồi|chờ|đứng|đợi)\s+(?:ở\s+)?(?:bên\s+)?ngoài"
    r"|đến muộn|đến sau|về trước|về sớm|ra ngoài"
    r"|mới (?:có mặt|đến|tới)|mời ra|rời|một phần|nửa (?:buổi|chừng)|chỉ ký|ký sau|ký thay|\bsẽ\b|dự kiến|lúc đó|khi đó|hôm đó"
    r"|hôm ấy|khi ấy|hiện trường|ở nhà|đang làm",
    re.IGNORECASE,
)
_FOR_A_PART = "không rõ người này có dự suốt buổi hay không"
_ONLY_NAMED = "chỗ này chỉ nhắc tới, không ghi là có mặt"
_JOINED = re.compile(r"^[\s,]*(?:và|hoặc|hay|cùng|,|/|\+)?\s*$", re.IGNORECASE)
_LIST = re.compile(
    r"(?:thành phần|người dự|có mặt|cùng dự|chúng tôi|tham gia|tham dự|gồm)[^.;:]*:\s*(?:$|1\s*[.)/]|[^:]*;\s*$)",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"^\s*(?:\d+\s*[.)/-]|[-+*•]|(?:Ông|Bà|Anh|Chị|Cô|Thầy|Cháu|Em|Luật sư|Điều tra viên|Kiểm sát viên)\b)"
)


@dataclass(frozen=True)
class Attendee:
    """Somebody spoken of in a capacity. ``present``: True, False, or None where the record does not settle it."""

    capacity: Capacity
    present: bool | None
    passage: Passage
    why: str = ""  # Vietnamese, for None


def find_attendees(record: RecordText, *, lawyer: Capacity) -> tuple[Attendee, ...]:
    """All mentions of people in a capacity, in order, but for blank forms and questions. ``lawyer``: what "luật sư" is here."""
    out: list[Attendee] = []
    listing = goes_on = False
    for sentence in record.sentences:
        text = record.text[sentence.start : sentence.end]
        listing = (listing and (goes_on or bool(_LISTED.match(text)))) or bool(_LIST.search(text))
        goes_on = text.rstrip().endswith(";")
        if not sentence.testimony and not left_blank(text) and not text.rstrip().endswith("?"):
            out += _of_sentence(record, sentence, _mentions(record, sentence, lawyer), listing)
    return tuple(out)


def _mentions(record: RecordText, sentence: Sentence, lawyer: Capacity) -> list[tuple[Hit, Capacity, bool]]:
    """(where, capacity, surely that capacity) without the shorter of two that overlap."""
    named = [(hit, capacity, True) for capacity, words in CAPACITIES.items() for hit in find(record, sentence, words)]
    named += [(hit, lawyer, True) for hit in find(record, sentence, LAWYER)]
    named += [(hit, Capacity.REPRESENTATIVE, True) for hit in find(record, sentence, PARENTS)]
    named += [(hit, Capacity.REPRESENTATIVE, False) for hit in find(record, sentence, KIN)]
    named.sort(key=lambda m: (m[0].start, -m[0].end))
    kept: list[tuple[Hit, Capacity, bool]] = []
    for mention in named:
        if kept and mention[0].start < kept[-1][0].end:
            continue
        hit, capacity, sure = mention
        # "Người bào chữa: Luật sư A" is one person, in whatever record
        if kept and _LAWYER.match(record.text, hit.start) and _LABELLED.match(record.text[kept[-1][0].end : hit.start]):
            capacity = kept[-1][1]
        kept.append((hit, capacity, sure))
    return kept


def _of_sentence(
    record: RecordText, sentence: Sentence, mentions: list[tuple[Hit, Capacity, bool]], listing: bool
) -> list[Attendee]:
    passage = record.passage(sentence.start, sentence.end)
    out: list[Attendee] = []
    follower: tuple[bool | None, str] | None = None
    for i in range(len(mentions) - 1, -1, -1):
        hit, capacity, sure = mentions[i]
        begin = mentions[i - 1][0].end if i else sentence.start
        finish = mentions[i + 1][0].start if i + 1 < len(mentions) else sentence.end
        before, after = record.text[begin : hit.start], record.text[hit.end : finish]
        state, why = _judge(
            before,
            after,
            listing=listing,
            opens=not record.text[sentence.start : hit.start].strip(" \t0123456789.)-+*•"),
        )
        if state is None and follower and i + 1 < len(mentions) and _JOINED.match(after):
            state, why = follower
        follower = (state, why)
        if state and not sure and not any(m[2] and m[1] == capacity for m in mentions):
            state, why = None, "người thân không phải cha mẹ, chưa ghi là người đại diện hay giám hộ"
        if not hit.sure and state:
            state, why = None, "chữ nhận dạng từ ảnh mất dấu"
        out.append(Attendee(capacity, state, passage, why))
    return _merged(out[::-1])


def _merged(found: list[Attendee]) -> list[Attendee]:
    """One a capacity: a sentence speaks of one person in a capacity, be it by two words (Người bào chữa: Luật sư A)."""
    best: dict[Capacity, Attendee] = {}
    for attendee in found:
        old = best.get(attendee.capacity)
        if old is None or _rank(attendee) < _rank(old):
            best[attendee.capacity] = attendee
    return list(best.values())


def _rank(attendee: Attendee) -> int:
    """Absent, there for a part, present, only spoken of: what is said against attending goes before what is said for it."""
    if attendee.present is None:
        return 1 if attendee.why == _FOR_A_PART else 3
    return 2 if attendee.present else 0


def _judge(before: str, after: str, *, listing: bool, opens: bool) -> tuple[bool | None, str]:
    """Whether what stands before and after the words for somebody says that they attended."""
    clause = re.split(r"[,;:|(]|\bnhưng\b", before)[-1]
    calm_after, calm_clause = (HARMLESS.sub(" ", part.lower()) for part in (after, clause))
    if _ABSENT.search(calm_after) or _ABSENT.search(calm_clause):
        return False, ""
    if _HALF.search(after) or _HALF.search(before):
        return None, _FOR_A_PART
    value = re.match(r"^[^:|.;]{0,40}?[:|–](?P<value>.*)|^\s*-\s*(?P<dash>.*)", after, re.DOTALL)
    words = (value["value"] or value["dash"] or "") if value else ""
    if BLANK.search(after) and not _NAME.search(words):
        return None, "mẫu in sẵn còn chỗ để trống"
    if _BY_RIGHT.search(before) or (_SPOKEN_OF.search(clause) and not _SURELY.search(after)):
        return None, _ONLY_NAMED
    if _PRESENT.search(after) or _PRESENT.search(before) or re.search(r"\bcó mặt\b|\bgồm\b", clause, re.IGNORECASE):
        return True, ""
    if opens and value and _NAME.search(words):
        return True, ""
    if listing and (_NAME.search(before) or _NAME.search(after)):
        return True, ""
    return None, _ONLY_NAMED
