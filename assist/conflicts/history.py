"""Mentions of documents that are history by nature: what a text replaces, what was granted under an older one, what an amendment is
called, and notes that are no words of the text.
"""

from __future__ import annotations

import re

from corpus.citations import Citation

#: Headings of articles whose references are about the past by nature.
PAST_HEADING = re.compile(
    r"hiệu lực|chuyển tiếp|điều khoản thi hành|bãi bỏ|thay thế|hết hiệu lực|áp dụng pháp luật"
    r"|(?:sửa đổi|bổ sung)[^.\n]{0,40}\b(?:điều|khoản|điểm|luật|nghị định|thông tư)\b",
    re.IGNORECASE,
)
#: "Nghị quyết về việc thi hành Bộ luật …": which of the old and the new one applies to what.
PUTS_INTO_FORCE = re.compile(r"(?:nghị quyết\s+)?về việc (?:thi hành|áp dụng)\b.*\bluật\b", re.IGNORECASE)
#: A sentence that amends: "1. Bỏ cụm từ … tại …", "Sửa đổi khoản 2 …".
_AMENDS = re.compile(
    r"^\W*(?:\d+[.)]\s*|[a-zđ]\)\s*)?(?:bỏ|bãi bỏ|thay|thay thế|bổ sung|sửa đổi)\b[^.;\n]{0,20}\b(?:cụm từ|từ|đoạn|điều|khoản|điểm)\b",
    re.IGNORECASE,
)
#: Words of a sentence that speaks of what was done under an older text, or ends it.
_PAST = re.compile(
    r"thay\s+thế\s+(?:cho\s+)?(?:các\s+)?(?:bộ luật|luật|pháp lệnh|nghị định|nghị quyết|quyết định|thông tư|chỉ thị"
    r"|điều|khoản|điểm|mục|mẫu|biểu)"
    r"|bãi bỏ|h[ủu][ỷy] bỏ|hết hiệu lực|chấm dứt hiệu lực|trước đây|không còn phù hợp|trái với"
    r"|tiếp tục (?:được )?(?:thực hiện|áp dụng|sử dụng|có giá trị|có hiệu lực|hoạt động|hưởng|giải quyết|giữ)"
    r"|vẫn (?:được )?(?:áp dụng|thực hiện|hưởng|có giá trị)"
    r"|trước (?:thời điểm |khi |ngày )|từ ngày \d[^.;\n]{0,40}đến (?:hết |trước )?ngày \d"
    r"|đã (?:được |bị )?(?:cấp|phê duyệt|ký|công nhận|giải quyết|nộp|hưởng|xếp|bổ nhiệm|thành lập|thực hiện|ban hành"
    r"|đào tạo|phong|tặng|khen"
    r"|áp dụng|quyết định|đăng ký|giao|trợ cấp|chi trả|xác nhận|tuyển dụng|ký kết|hoàn thành|tính|đóng|nghỉ"
    r"|thẩm định|chứng nhận|quy định)\b",
    re.IGNORECASE,
)
#: Right before a citation: it tells by what an amended text was amended, or from what a text is taken.
_AMENDED_BY = re.compile(
    r"(?:sửa đổi|bổ sung|thay thế|đính chính|bãi bỏ|hợp nhất)(?:(?!\bvà quy định\b)[^.;\n]){0,80}(?:theo|bởi|tại|bằng|của|tên|số)\s*"
    r"(?:các\s+)?(?:quy định\s+)?(?:tại\s+|của\s+)?$"
    r"|\bđã\s(?!đáp ứng|đủ|được quy định)[^,.;\n]{3,60}\stheo\s+(?:quy định\s+)?(?:tại|của)\s+$"
    r"|(?:sửa đổi|bổ sung|thay thế|bãi bỏ)(?:,|\s|và|sửa đổi|bổ sung|một số|các|toàn bộ)*(?:nội dung\s+)?$",
    re.IGNORECASE,
)
#: Between two document names: the second only says what the first is about ("Thông tư số … hướng dẫn thi hành Nghị định số …").
_ABOUT = re.compile(
    r"(?:hướng dẫn|quy định chi tiết|thi hành|sửa đổi|bổ sung|thực hiện(?!\s+theo)|triển khai|ban hành|kèm theo|hợp nhất|về việc"
    r"|căn cứ)[^;\n]*$",
    re.IGNORECASE,
)
#: After a citation: what replaces it is meant as well.
_OR_SUCCESSOR = re.compile(
    r"[^.;\n]{0,260}?(?:hoặc|và|hay|và/hoặc)[^.;\n]{0,60}?(?:văn bản|nghị định|thông tư|luật|quyết định|quy định)"
    r"[^.;\n]{0,60}?(?:thay thế|cập nhật)"
    # at the end of a list: "…; Thông tư số …; và các văn bản sửa đổi, bổ sung hoặc thay thế (nếu có)"
    r"|(?:[^\n.]|\.(?!\s)){0,900}?(?:;|,|\bvà\b) (?:và )?(?:các )?văn bản [^.;\n]{0,60}\bthay thế"
    r"|\s*\(?\s*kể từ (?:ngày|khi)[^.;\n]{0,120}(?:áp dụng|thực hiện)",
    re.IGNORECASE,
)
#: The line under the name of a form, which says with which text it came.
_FORM_LABEL = re.compile(r"\n[\s*(]*ban hành kèm theo\s+$", re.IGNORECASE)
#: A line that ends others: "Thông tư này … thay thế Thông tư số …; Thông tư số …", however long its list.
_ENDING_LINE = re.compile(
    r"\bnày\b[^\n]{0,60}có hiệu lực[^\n]*(?:thay thế|bãi bỏ)|^\W*(?:\d+\.\s*)?bãi bỏ\b", re.IGNORECASE
)
#: What the codification writes under an article: "… của Luật 25/2004/QH11 … ban hành ngày 15/06/2004)".
_CODIFIER_NOTE = re.compile(r"[^\n(]{0,300}\bban hành ngày \d{1,2}/\d{1,2}/\d{4}\)")
_SENTENCE_END = re.compile(r"[;\n]|\.(?=\s)")
#: "(sau đây gọi tắt là Thông tư số 01)": the same citation once more.
_SHORT_NAME = re.compile(r"(?:viết|gọi)\s+(?:tắt\s+|chung\s+)?là:?\s*[“\"]?$", re.IGNORECASE)
#: A name with a number.
NUMBERED = re.compile(r"\d+\s*/|\d+\s*-\s*[A-ZĐ]|số\s+\d")


def sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """The words of the sentence before and after a span."""
    first = max((m.end() for m in _SENTENCE_END.finditer(text, 0, start)), default=0)
    last = _SENTENCE_END.search(text, end)
    return text[first:start], text[end : last.start() if last else len(text)]


def is_history(text: str, citation: Citation, previous: Citation | None) -> bool:
    """Whether a citation tells of the past: of what an older text did, or how a text is called. ``previous``: the one before."""
    before, after = sentence(text, citation.start, citation.end)
    if _SHORT_NAME.search(before):
        return True
    if _PAST.search(before) or _PAST.search(after[:160]) or _AMENDED_BY.search(before) or _AMENDS.match(before):
        return True
    line = text[text.rfind("\n", 0, citation.start) + 1 : citation.start]
    if _ENDING_LINE.search(line) or _CODIFIER_NOTE.match(text, citation.end):
        return True
    if _OR_SUCCESSOR.match(text, citation.end) or _FORM_LABEL.search(text, 0, citation.start):
        return True
    if previous is None or not previous.document_name or previous.end < citation.start - len(before):
        return False
    # "Thông tư số 01 hướng dẫn Nghị định số 02": the decree is part of the circular's name
    return bool(NUMBERED.search(previous.document_name) and _ABOUT.search(text[previous.end : citation.start]))


def adds_to_itself(text: str, citation: Citation) -> bool:
    """A text that amends itself in passing ("bổ sung Điều 5a vào sau Điều 5 Thông tư này") cites no fault."""
    before, _ = sentence(text, citation.start, citation.end)
    return bool(_AMENDED_BY.search(before))
