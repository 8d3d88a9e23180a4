"""Document numbers (số hiệu): one spelling for each, and what a number says about its document.

Circular 43/2021/TT-BCA, joint circular 06/2018/TTLT-VKSNDTC-TANDTC-…, law 53/2024/QH15, plan 111/KH-CAT-CSHS. Sources write
them with stray spaces, a D that is not Đ, or in lower case; the library knows each document under one spelling only.
"""

from __future__ import annotations

import re
import unicodedata

#: Letters that look like Vietnamese ones and are not: Icelandic Eth and African D for Đ, Cyrillic and Greek capitals.
LOOK_ALIKES = str.maketrans(
    {
        "Ð": "Đ",
        "Ɖ": "Đ",
        "ð": "đ",
        "А": "A",
        "В": "B",
        "С": "C",
        "Е": "E",
        "Н": "H",
        "К": "K",
        "М": "M",
        "О": "O",
        "Р": "P",
        "Т": "T",
        "Х": "X",
        "\u00a0": " ",
        "\u2011": "-",
        "\u2010": "-",
        "\u2212": "-",
    }
)

#: What follows the last digit group of a number: TT-BCA, NĐ-CP, QH13, TTLT/BCA-BQP, KH-CAT-CSHS …
_SUFFIX = r"[A-ZĐƯa-zđư&][A-ZĐƯa-zđư0-9&]*(?:(?:[-–/]\s?|\s[-–/])[A-ZĐƯa-zđư&][A-ZĐƯa-zđư0-9&]*)*(?:-\d{2,3}\b)?"
NUMBER = re.compile(
    r"(?<![\w/])(?P<serial>\d{1,5}[a-zđ]?)\s?"
    r"(?:/\s?(?P<year>(?:19|20)\d{2})\s?)?"
    r"[/-]\s?(?P<suffix>" + _SUFFIX + r")"
)

#: Mixed-case abbreviations that upper-casing would spoil.
_MIXED = {"TTG": "TTg", "UBTƯMTTQVN": "UBTƯMTTQVN"}

#: Codes of document kinds as they stand in numbers, to the kind's name. Ordinary laws carry only the assembly (QH13).
KIND_CODES = {
    "HP": "Hiến pháp",
    "L": "Luật",
    "LCT": "Luật",
    "PL": "Pháp lệnh",
    "L-CTN": "Lệnh",
    "SL": "Sắc lệnh",
    "NQ": "Nghị quyết",
    "NQLT": "Nghị quyết liên tịch",
    "NĐ": "Nghị định",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "TTLB": "Thông tư liên tịch",
    "KH": "Kế hoạch",
    "CĐ": "Công điện",
    "CV": "Công văn",
    "TB": "Thông báo",
    "VBHN": "Văn bản hợp nhất",
    "HD": "Hướng dẫn",
    "QC": "Quy chế",
    "CTR": "Chương trình",
    "BC": "Báo cáo",
}


def fold(text: str) -> str:
    """Lower case without accents and with d for đ: the form in which two spellings are compared.

    >>> fold("Nghị Định số 37/2018/NĐ-CP")
    'nghi dinh so 37/2018/nd-cp'
    """
    if text.isascii():
        return text.lower()
    text = text.translate(LOOK_ALIKES).lower().replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def normalize_number(raw: str) -> str:
    """The one spelling of a document number; the text itself, trimmed, if it has no shape of a number.

    >>> normalize_number("Số: 111 /KH-CAT-CSHS")
    '111/KH-CAT-CSHS'
    >>> normalize_number("64/2020/TT- BCA")
    '64/2020/TT-BCA'
    >>> normalize_number("85/2017/nđ-cp")
    '85/2017/NĐ-CP'
    """
    text = unicodedata.normalize("NFC", raw).translate(LOOK_ALIKES).replace("–", "-")
    text = re.sub(r"^\W*(?:luật\s+)?số\s*:?\s*", "", text, flags=re.IGNORECASE).strip(" .,;:()\"'“”")
    text = re.sub(r"\s*([-/])\s*", r"\1", text)
    found = NUMBER.match(text)
    if not found:
        return re.sub(r"\s+", " ", text)
    head = re.match(r"[\d/a-zđ]*?(?=[/-][A-ZĐa-zđ&])", text)
    start = head.end() if head else 0
    tail = "".join(_MIXED.get(part.upper(), part.upper()) for part in re.split(r"([-/])", text[start : found.end()]))
    return text[:start] + tail


def number_key(number: str) -> str:
    """The form under which two spellings of one number are equal: no accents, no case, one kind of separator.

    >>> number_key("06/2018/TTLT-BCA") == number_key("06/2018/ttlt/bca")
    True
    """
    return re.sub(r"[-/\s]+", "/", fold(normalize_number(number)))


def kind_of_number(number: str) -> str | None:
    """The kind of document that a number's letters tell, or None if they do not.

    >>> kind_of_number("43/2021/TT-BCA"), kind_of_number("53/2024/QH15"), kind_of_number("02/2019/NQ-HĐTP")
    ('Thông tư', 'Luật', 'Nghị quyết')
    """
    found = NUMBER.match(normalize_number(number))
    if not found:
        return None
    parts = [p for p in re.split(r"[-/]", found["suffix"]) if p]
    if re.fullmatch(r"QH\d*", parts[0]):
        return "Luật"
    if parts[0] == "UBTVQH" or re.fullmatch(r"UBTVQH\d+", parts[0]):
        return None
    return KIND_CODES.get(parts[0].upper())


def issuer_codes(number: str) -> list[str]:
    """Abbreviations of the issuers in a number: ``43/2021/TT-BCA`` gives ``["BCA"]``."""
    found = NUMBER.match(normalize_number(number))
    if not found:
        return []
    parts = [p for p in re.split(r"[-/]", found["suffix"]) if p]
    return parts if re.fullmatch(r"QH\d*|UBTVQH\d*", parts[0]) else parts[1:]
