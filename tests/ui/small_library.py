"""A small library in our own words: one verbatim document with a note, one hostile, one long, one known by its facts only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from corpus.documents import Document, Evidence, Relation, RelationKind, Validity
from corpus.library import FileFacts, Library, Text
from corpus.provisions import Portion, Provision, ProvisionId

EVIL = '<script>window.ran=1</script><img src=x onerror="window.ran=1">${window.ran=1}{{window.ran=1}}'
EVIL_FILE = "bien-ban <img src=x onerror=window.ran=1>.txt"
ON = date(2024, 5, 1)


def provision(
    number: str, article: int, heading: str, clauses: list[str], page: int | None = None, where: str = ""
) -> Provision:
    """An article whose clauses are its portions."""
    text = f"Điều {article}. {heading}\n"
    portions = []
    for label, words in enumerate(clauses, start=1):
        start = len(text)
        text += f"{label}. {words}\n"
        portions.append(Portion(ProvisionId.parse(f"x khoản {label}").path, start, len(text)))
    containers = ProvisionId.parse(f"x {where}").path if where else ()
    return Provision(ProvisionId.parse(f"{number} điều {article}"), text, heading, containers, tuple(portions), page)


def fill(library: Library, files: Path) -> None:
    """Documents in our own words: one verbatim with a note, one hostile, one long, one known by its facts only."""
    number = "11/2020/TT-ABC"
    relation = Relation(
        number, RelationKind.REPLACES, "05/2010/TT-ABC", ProvisionId.parse(f"{number} điều 3"), on=date(2020, 3, 1)
    )
    document = Document(
        number,
        "Thông tư",
        "Quy tắc mượn sách của thư viện trường",
        ("Bộ Thử nghiệm",),
        ("Nguyễn Văn A",),
        issued=date(2020, 1, 15),
        issued_evidence=Evidence("quy-tac.txt"),
        validity=Validity(date(2020, 3, 1), None, Evidence(f"{number} điều 3")),
        legal_basis=("Nội quy của trường",),
        relations=(relation,),
        remarks=("Bản in và bản điện tử ghi khác nhau một chữ.",),
    )
    articles = (
        provision(number, 1, "Ai được mượn", ["Học sinh của trường được mượn sách.", "Khách phải có thẻ."], 1),
        provision(
            number,
            2,
            "Thời hạn mượn",
            ["Mỗi lần mượn không quá 14 ngày, kể từ ngày nhận sách.", "Trả muộn thì dừng mượn 7 ngày."],
            2,
        ),
        provision(number, 3, "Hiệu lực", ["Quy tắc này áp dụng từ ngày 01 tháng 3 năm 2020."], 2),
    )
    original = files / "files" / "ab" / "original.txt"
    original.parent.mkdir(parents=True, exist_ok=True)
    original.write_text("bản gốc để thử", encoding="utf-8")
    library.store(
        FileFacts("ab" * 32, "quy-tac.txt", "/tmp/quy-tac.txt", 20, "text", 2, stored="files/ab/original.txt"),
        [Text(document, articles)],
    )
    older = Provision(
        ProvisionId.parse(f"{number} điều 2"), "Điều 2. Thời hạn mượn\nBản cũ hơn ghi 10 ngày.\n", "Thời hạn mượn"
    )
    library.store(
        FileFacts("ac" * 32, "ban-cu.txt", "/tmp/ban-cu.txt", 20, "scan", 1),
        [Text(Document(number), (older,), as_of=date(2019, 12, 1))],
    )
    told = "Điều 2. Mượn sách được bao lâu\nSách phải trả đúng hạn.\nKhoản 1: Được giữ sách hai tuần.\n"
    start = told.index("Khoản 1")
    clause = Portion(ProvisionId.parse("x khoản 1").path, start, len(told) - 1)
    note = Provision(ProvisionId.parse(f"{number} điều 2"), told, "Mượn sách được bao lâu", portions=(clause,))
    library.store(FileFacts("cd" * 32, "ghi chú", "note", 1, "note"), [Text(Document(number), (note,))])
    evil = Document(
        "66/2020/TT-ABC", "Thông tư", f"Tên độc hại {EVIL}", (EVIL,), remarks=(EVIL,), address="javascript:window.ran=1"
    )
    library.store(
        FileFacts("ef" * 32, EVIL_FILE, "/tmp/evil", 9, "text", warnings=(EVIL,)),
        [Text(evil, (provision("66/2020/TT-ABC", 1, EVIL, [f"Lời độc hại {EVIL}"]),))],
    )
    long = Document(
        "77/2015/QH13",
        "Luật",
        "Luật dài để thử trang",
        ("Quốc hội",),
        issued=date(2015, 1, 1),
        validity=Validity(date(2015, 7, 1), date(2023, 1, 1), Evidence("luat-dai.txt"), Evidence("luat-dai.txt")),
    )
    chapters = []
    for label, first in zip(("I", "II", "III"), (1, 101, 301), strict=True):
        place = ProvisionId.parse(f"77/2015/QH13 chương {label}")
        chapters.append(Provision(place, f"Chương {label}\nNHÓM QUY TẮC SỐ {first}\n", f"NHÓM QUY TẮC SỐ {first}"))
        last = {1: 100, 101: 300, 301: 426}[first]
        chapters += [
            provision("77/2015/QH13", n, f"Quy tắc thứ {n}", [f"Nội dung của quy tắc {n}."], where=f"chương {label}")
            for n in range(first, last + 1)
        ]
    library.store(FileFacts("0a" * 32, "luat-dai.txt", "/tmp/long", 9, "text"), [Text(long, tuple(chapters))])
    library.store(
        FileFacts("0b" * 32, "danh mục", "catalogue", 1, "catalogue"),
        [Text(Document("05/2010/TT-ABC", "Thông tư", "Quy tắc cũ", ("Bộ Thử nghiệm",), issued=date(2010, 2, 2)))],
    )
