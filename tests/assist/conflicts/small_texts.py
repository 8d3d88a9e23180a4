"""Small texts in our own words that differ in a time limit, for reviews."""

from __future__ import annotations

import hashlib
from datetime import date

from corpus.documents import Document, Evidence, Validity
from corpus.library import FileFacts, Library, Text
from corpus.provisions import Provision, ProvisionId
from ingest.portions import split_portions

ON = date(2026, 3, 2)
LAW, OLDER, NEWER, ENDED, EMPTY = "30/2024/QH15", "05/2018/TT-BCA", "07/2022/TT-BCA", "03/2009/TT-BCA", "09/2023/TT-BCA"
FILLER = ("Giữ gìn phòng đọc", "Người đến phòng đọc giữ trật tự, không mang thức ăn vào phòng.")


def passing_on(hours: str) -> tuple[str, str]:
    return (
        "Chuyển đơn của học sinh",
        "1. Thủ thư ghi sổ theo dõi đơn mượn sách quý hiếm.\n"
        f"2. Trong thời hạn {hours} kể từ khi nhận đơn mượn sách quý hiếm, thủ thư phải chuyển đơn cho hiệu trưởng.",
    )


def document(number: str, kind: str, issued: date, expires: date | None = None) -> Document:
    shown = Evidence(f"{number} điều 1")
    title = "Luật Mượn sách" if kind == "Luật" else "Quy định về mượn sách"
    issuer = "Quốc hội" if kind == "Luật" else "Bộ Công an"
    validity = Validity(issued, expires, shown, shown if expires else Evidence())
    return Document(number, kind, title, (issuer,), issued=issued, validity=validity)


def words(number: str, *articles: tuple[str, str]) -> tuple[Provision, ...]:
    return tuple(
        Provision(
            ProvisionId.parse(f"{number} điều {i}"),
            text := f"Điều {i}. {heading}\n{body}",
            heading=heading,
            portions=split_portions(text),
        )
        for i, (heading, body) in enumerate(articles, 1)
    )


def put(library: Library, name: str, facts: Document, provisions: tuple[Provision, ...], source: str = "") -> None:
    """Store a text as a file of this name would be; another ``source`` makes it a further witness."""
    words_of = "|".join(p.text for p in provisions)
    sha256 = hashlib.sha256(f"{name}{source}{words_of}".encode()).hexdigest()
    library.store(FileFacts(sha256, name, source or f"/nguon/{name}", 1, "docx"), [Text(facts, provisions)])
