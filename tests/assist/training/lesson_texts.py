"""A small invented library, checklist and notes for lessons: how a school lends books. Nothing of it is anybody's law."""

from __future__ import annotations

from datetime import date

from corpus.checklists import Checklist
from corpus.documents import Document, Evidence, Relation, RelationKind, Validity
from corpus.library import FileFacts, Library, Text
from corpus.notes import Notes
from corpus.provisions import Portion, Provision, ProvisionId

NUMBER, NEW = "11/2020/TT-ABC", "22/2025/TT-ABC"
ON = date(2026, 3, 2)


def article(number: str, label: int, heading: str, clauses: list[str]) -> Provision:
    """An article whose clauses are its portions."""
    text = f"Điều {label}. {heading}\n"
    portions = []
    for place, words in enumerate(clauses, start=1):
        start = len(text)
        text += f"{place}. {words}\n"
        portions.append(Portion(ProvisionId.parse(f"x khoản {place}").path, start, len(text)))
    return Provision(ProvisionId.parse(f"{number} điều {label}"), text, heading, (), tuple(portions))


def fill(
    library: Library,
    *,
    clause: str = "Người mượn phải trả sách trong 14 ngày, kể từ ngày nhận sách.",
    amends: bool = True,
) -> None:
    """The rules of 2020, an ended rule, and the rules of 2025 that amend an article and replace nothing."""
    document = Document(
        NUMBER,
        "Thông tư",
        "Cho mượn sách của thư viện trường",
        ("Bộ Thử nghiệm",),
        issued=date(2020, 1, 15),
        validity=Validity(date(2020, 3, 1), None, Evidence(f"{NUMBER} điều 4")),
    )
    articles = (
        article(
            NUMBER, 1, "Nhận sách", ["Người giữ sách phải ghi sổ mỗi lần cho mượn.", "Không được cho mượn sách rách."]
        ),
        article(NUMBER, 2, "Hạn trả", [clause, "Người giữ sách có thể gia hạn một lần."]),
        article(NUMBER, 3, "Sách quý", ["Sách quý phải được xem tại chỗ."]),
        article(NUMBER, 4, "Hiệu lực", ["Áp dụng từ ngày 01 tháng 3 năm 2020."]),
    )
    library.store(FileFacts("ab" * 32, "cho-muon.txt", "/tmp/a", 20, "text"), [Text(document, articles)])
    ended = Document(
        "05/2010/TT-ABC",
        "Thông tư",
        "Quy tắc cũ về phạt tiền",
        validity=Validity(date(2010, 1, 1), date(2020, 3, 1), Evidence("cu.txt"), Evidence("cu.txt")),
    )
    library.store(
        FileFacts("cd" * 32, "cu.txt", "/tmp/c", 20, "text"),
        [Text(ended, (article("05/2010/TT-ABC", 1, "Phạt", ["Trả muộn thì nộp phạt 5 đồng."]),))],
    )
    if not amends:
        return
    target = f"{NUMBER} điều 3"
    relation = Relation(
        NEW,
        RelationKind.AMENDS,
        NUMBER,
        ProvisionId.parse(f"{NEW} điều 1"),
        ProvisionId.parse(target),
        date(2025, 9, 1),
    )
    newer = Document(
        NEW,
        "Thông tư",
        "Sửa đổi việc cho mượn sách quý",
        issued=date(2025, 8, 1),
        validity=Validity(date(2025, 9, 1), None, Evidence(f"{NEW} điều 2")),
        relations=(relation,),
    )
    library.store(
        FileFacts("ef" * 32, "moi.txt", "/tmp/e", 20, "text"),
        [
            Text(
                newer,
                (
                    article(NEW, 1, "Sách quý", ["Sách quý được mượn về trong 2 ngày."]),
                    article(NEW, 2, "Hiệu lực", ["Áp dụng từ ngày 01 tháng 9 năm 2025."]),
                ),
            )
        ],
    )


def checklist() -> Checklist:
    """One procedure: five things to do, one of them resting on a rule that has ended."""
    common = {"who": "Người giữ sách", "timing": {"relation": "sau", "event": "tiếp nhận tin"}}
    items = [
        {
            "code": "ghi-so",
            "act": "Ghi sổ cho mượn",
            "modality": "phải",
            "says": "Mỗi lần cho mượn đều ghi vào sổ.",
            "basis": [f"{NUMBER} điều 1 khoản 1"],
        },
        {
            "code": "sach-rach",
            "act": "Không cho mượn sách rách",
            "modality": "không được",
            "says": "Sách rách thì giữ lại, không đưa cho người mượn.",
            "basis": [f"{NUMBER} điều 1 khoản 2"],
        },
        {
            "code": "han-tra",
            "act": "Thu sách về đúng hạn",
            "modality": "phải",
            "says": "Sách phải về kệ trong 14 ngày tính từ hôm đưa đi.",
            "basis": [f"{NUMBER} điều 2 khoản 1"],
            "limit": {"number": 14, "unit": "ngày", "event": "tiếp nhận tin"},
        },
        {
            "code": "gia-han",
            "act": "Cho giữ thêm một lần",
            "modality": "có thể",
            "says": "Có thể cho giữ thêm một lần nữa.",
            "basis": [f"{NUMBER} điều 2 khoản 2"],
        },
        {
            "code": "sach-quy",
            "act": "Để sách quý tại phòng đọc",
            "modality": "phải",
            "says": "Sách quý chỉ xem trong phòng đọc.",
            "basis": [f"{NUMBER} điều 3 khoản 1"],
        },
        {
            "code": "phat",
            "act": "Thu tiền phạt",
            "modality": "phải",
            "says": "Trả muộn thì thu 5 đồng.",
            "basis": ["05/2010/TT-ABC điều 1 khoản 1"],
        },
    ]
    return Checklist.model_validate(
        {"code": "cho-muon-sach", "title": "Cho mượn sách", "order": 1, "items": [common | item for item in items]}
    )


def notes() -> Notes:
    """A note on the article that another rule amended since, and one on an article that stands."""
    return Notes.model_validate(
        {
            "document": NUMBER,
            "articles": [
                {
                    "provision": "điều 2",
                    "heading": "Giữ sách được bao lâu",
                    "gist": "Sách mượn về phải trả lại thư viện; hạn là 14 ngày.",
                    "duties": [
                        {
                            "who": "người mượn",
                            "modality": "phải",
                            "act": "đem sách trả lại",
                            "limit": {"number": 14, "unit": "ngày", "counted_from": "hôm nhận"},
                            "evidence": "điều 2 khoản 1",
                        }
                    ],
                },
                {
                    "provision": "điều 3",
                    "heading": "Xem sách quý",
                    "gist": "Sách quý không rời phòng đọc.",
                    "statements": [{"text": "Sách quý xem tại chỗ", "evidence": "điều 3 khoản 1"}],
                },
            ],
        }
    )
