"""Citations that lead nowhere, and documents out of step with what they rest on, over a small library."""

from __future__ import annotations

from datetime import date

import pytest

from assist.conflicts.history import PUTS_INTO_FORCE
from assist.conflicts.labels import is_labelled
from assist.conflicts.model import Clause, DifferenceType, Severity
from assist.conflicts.order import out_of_order
from assist.conflicts.references import Fault, read_references
from assist.conflicts.shelf import Shelf
from corpus.documents import Document, Evidence, Relation, RelationKind, Validity
from corpus.library import FileFacts, Library, Text
from corpus.provisions import Level, Provision, ProvisionId
from ingest.portions import split_portions
from tests.assist.conflicts.small_texts import words

ON = date(2026, 3, 2)
LAW, OLD_LAW, DECREE, OLD_DECREE, CIRCULAR = (
    "30/2024/QH15",
    "12/2010/QH12",
    "20/2021/NĐ-CP",
    "09/2012/NĐ-CP",
    "05/2015/TT-BCA",
)


def document(
    number: str, kind: str, title: str, issued: date, effective: date, relations: tuple[Relation, ...] = ()
) -> Document:
    shown = Evidence(f"{number} điều 1")
    validity = Validity(effective, effective_evidence=shown)
    return Document(number, kind, title, issued=issued, validity=validity, relations=relations)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    library = Library.open(f"sqlite:///{tmp_path_factory.mktemp('kho')}/library.sqlite")
    plain = [("Việc chung", "Làm đúng hạn.")] * 3
    ended = Relation(
        LAW,
        RelationKind.REPEALS,
        DECREE,
        ProvisionId.parse(f"{LAW} điều 6"),
        ProvisionId.parse(f"{DECREE} điều 3"),
        date(2024, 7, 1),
    )
    texts = [
        Text(
            document(LAW, "Luật", "Luật Giao nhận sổ sách", date(2024, 3, 1), date(2024, 7, 1), (ended,)),
            words(
                LAW,
                ("Giao sổ", "1. Giao sổ:\na) Bản chính;\nb) Bản sao.\n2. Nhận sổ."),
                *plain,
                ("Lời riêng", "Không có khoản."),
                ("Hiệu lực thi hành", "Luật này có hiệu lực thi hành từ ngày 01 tháng 7 năm 2024."),
            ),
        ),
        Text(
            document(DECREE, "Nghị định", "Quy định chi tiết việc giao sổ", date(2021, 1, 5), date(2021, 3, 1)),
            words(
                DECREE,
                *plain,
                ("Giữ sổ", "1. Giữ kín.\n2. Giữ lâu."),
                (
                    "Hiệu lực thi hành",
                    "1. Nghị định này có hiệu lực thi hành từ ngày 01 tháng 3 năm 2021.\n"
                    f"2. Nghị định này thay thế Nghị định số {OLD_DECREE} ngày 02 tháng 3 năm 2012 của Chính phủ về giao sổ.",
                ),
            ),
        ),
        Text(
            document(
                CIRCULAR,
                "Thông tư",
                f"Hướng dẫn thi hành Nghị định số {OLD_DECREE} của Chính phủ về giao sổ",
                date(2015, 4, 1),
                date(2015, 6, 1),
            ),
            words(CIRCULAR, *plain, ("Giữ sổ", "1. Một.\n2. Hai."), ("Tổ chức thực hiện", "Các nơi làm theo.")),
        ),
    ]
    for i, text in enumerate(texts):
        library.store(FileFacts(str(i).ljust(64, "0"), f"{i}.docx", f"/nguon/{i}.docx", 1, "docx"), [text])
    return Shelf(library)


def clause(text: str, place: str = f"{CIRCULAR} điều 2", heading: str = "") -> Clause:
    return Clause(ProvisionId.parse(place), text, heading)


@pytest.mark.parametrize(
    ("text", "fault", "severity"),
    [
        # a decree nobody holds, known to have ended from the final article of the one that replaced it
        (f"Làm theo Điều 4 Nghị định số {OLD_DECREE}.", Fault.ENDED, Severity.HIGH),
        (f"Theo quy định tại Nghị định số {OLD_DECREE}.", Fault.ENDED, Severity.MEDIUM),
        (f"Theo Điều 3 Nghị định số {DECREE}.", Fault.REPEALED, Severity.HIGH),
        (f"Theo khoản 5 Điều 4 Nghị định số {DECREE}.", Fault.MISSING, Severity.HIGH),
        (f"Theo Điều 40 Luật số {LAW}.", Fault.MISSING, Severity.HIGH),
        (f"Theo điểm đ khoản 1 Điều 1 Luật số {LAW}.", Fault.MISSING, Severity.HIGH),
        ("Theo Điều 2 Luật Giao nhận sổ sách.", Fault.EDITION, Severity.MEDIUM),  # the law was passed nine years later
        ("Theo khoản 7 Điều 4 Thông tư này.", Fault.MISSING, Severity.HIGH),
    ],
)
def test_what_leads_nowhere(shelf: Shelf, text: str, fault: Fault, severity: Severity) -> None:
    [broken] = read_references(clause(text), ON, shelf).broken
    assert broken.fault is fault
    assert (broken.difference.type, broken.difference.severity) == (DifferenceType.REFERENCE, severity)
    [span] = broken.difference.left
    assert text[span.start : span.end] == broken.citation.text
    assert "mâu thuẫn" not in broken.difference.what


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        (f"Theo Điều 1 Luật số {LAW}.", ""),
        (f"Theo khoản 2 Điều 1 Luật số {LAW}.", ""),
        (f"Theo khoản 3 Điều 5 Luật số {LAW}.", ""),  # an article whose clauses are not numbered: cannot be told
        ("Theo Điều 9 Nghị định số 77/2016/NĐ-CP.", ""),  # nobody holds it, nothing ends it
        ("Theo Điều 4 Công ước quốc tế.", ""),
        (f"Thông tư này thay thế Nghị định số {OLD_DECREE}.", ""),
        (f"Giấy đã được cấp theo Nghị định số {OLD_DECREE} thì tiếp tục được sử dụng.", ""),
        (f"Làm theo Nghị định số {OLD_DECREE}.", "Điều khoản chuyển tiếp"),
        (f"Theo Nghị định số {OLD_DECREE} hoặc văn bản thay thế.", ""),
        (f"Thay cụm từ “Điều 4 Nghị định số {OLD_DECREE}” bằng cụm từ khác.", ""),
        (
            f"Thông tư số 11/2020/TT-BCA hướng dẫn thi hành Nghị định số {OLD_DECREE}.",
            "",
        ),  # a part of the circular's name
        (f"Theo Điều 4 Nghị định số {DECREE} được sửa đổi bởi Nghị định số {OLD_DECREE}.", ""),
        # amends the old text itself
        (f"1. Bỏ cụm từ “giao” tại khoản 1 Điều 4 Nghị định số {OLD_DECREE}.", ""),
        (f"Theo Điều 4 Nghị định số {OLD_DECREE}.", "Sửa đổi, bổ sung một số điều của các nghị định"),
        # a list of what it replaces, joined by ";"
        (
            f"1. Thông tư này có hiệu lực từ ngày ký và thay thế Thông tư số 01/2011/TT-BCA; Nghị định số {OLD_DECREE}.",
            "Việc thực hiện",
        ),
        # what replaces it is meant as well, said once at the end of a list
        (
            f"Theo Nghị định số {OLD_DECREE}; Thông tư số 77/2014/TT-BTC và các văn bản sửa đổi hoặc thay thế (nếu có).",
            "",
        ),
        (f"Nơi đã chuyển sổ theo quy định tại Nghị định số {OLD_DECREE} thì báo cáo.", ""),
        # a note of the codification that slipped in
        (f"Điều 7. Sổ cũ của Nghị định {OLD_DECREE} Giao sổ ban hành ngày 02/03/2012)", ""),
        # a slip in the number: the day is of another year
        (f"Theo Nghị định số {OLD_DECREE} ngày 02 tháng 3 năm 2011 của Chính phủ.", ""),
        ("Theo khoản 2 Điều này.", ""),
        ("Điều 30 về giao sổ; Điều 33 về nhận sổ.", ""),  # bare articles in a list are more often another law's
    ],
)
def test_no_false_alarm(shelf: Shelf, text: str, heading: str) -> None:
    assert read_references(clause(text, heading=heading), ON, shelf).broken == ()


@pytest.mark.parametrize(
    "text",
    [
        f"Mức chi theo Điều 9 Nghị định số 70/2015/NĐ-CP thực hiện theo quy định tại Nghị định số {OLD_DECREE}.",
        f"Theo Luật sửa đổi một số điều của Luật Giữ sổ và quy định tại Điều 4 Nghị định số {OLD_DECREE}.",
    ],
)
def test_words_before_that_do_not_make_history(shelf: Shelf, text: str) -> None:
    assert [b.fault for b in read_references(clause(text), ON, shelf).broken] == [Fault.ENDED]


def test_a_successor_is_said_with_thay_the(shelf: Shelf) -> None:
    text = f"Theo Nghị định số {OLD_DECREE} và các văn bản sửa đổi, bổ sung (nếu có)."
    assert len(read_references(clause(text), ON, shelf).broken) == 1


def test_the_old_set_beside_the_new_is_meant(shelf: Shelf) -> None:
    """A text written after the end that names both speaks of the old one on purpose; one written before cannot."""
    text = f"1. Quỹ lập theo Nghị định số {DECREE};\n2. Quỹ lập theo Nghị định số {OLD_DECREE}."
    assert read_references(clause(text, f"{LAW} điều 2"), ON, shelf).broken == ()
    assert len(read_references(clause(text), ON, shelf).broken) == 1


def test_what_puts_a_law_into_force_speaks_of_the_old_one(shelf: Shelf) -> None:
    assert PUTS_INTO_FORCE.match("Nghị quyết về việc thi hành Bộ luật Sổ sách")
    assert not PUTS_INTO_FORCE.match("Quy định chi tiết thi hành Luật Sổ sách")


def test_the_day_decides(shelf: Shelf) -> None:
    text = clause(f"Làm theo Điều 4 Nghị định số {OLD_DECREE}.")
    assert read_references(text, date(2020, 5, 1), shelf).broken == ()
    early = clause(f"Theo Điều 1 Luật số {LAW}.", f"{DECREE} điều 2")
    [broken] = read_references(early, date(2024, 5, 1), shelf).broken
    assert broken.fault is Fault.NOT_YET
    assert "01/07/2024" in broken.difference.what


def test_a_text_speaks_freely_of_what_it_ended_itself(shelf: Shelf) -> None:
    assert read_references(clause(f"Việc theo Nghị định số {OLD_DECREE}.", f"{DECREE} điều 2"), ON, shelf).broken == ()


def test_several_places_of_one_citation_are_one_fault(shelf: Shelf) -> None:
    read = read_references(clause(f"Theo các khoản 5 và 6 Điều 4 Nghị định số {DECREE}."), ON, shelf)
    assert (read.citations, read.targets) == (1, 2)
    [broken] = read.broken
    assert [t.clause for t in broken.targets] == ["5", "6"]
    assert "khoản 5 Điều 4, khoản 6 Điều 4" in broken.difference.what


def test_a_circular_outlives_the_decree_it_details(shelf: Shelf) -> None:
    [found] = out_of_order(CIRCULAR, ON, shelf)
    assert found.type is DifferenceType.ORDER
    assert OLD_DECREE in found.what
    assert "01/03/2021" in found.what
    assert out_of_order(CIRCULAR, date(2020, 5, 1), shelf) == []
    assert out_of_order(DECREE, ON, shelf) == []
    assert out_of_order("99/2099/TT-BCA", ON, shelf) == []


OLD_BOOK, NEW_BOOK, RULES = "24/2008/QH12", "08/2022/QH15", "31/2016/TT-BTC"


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Two laws of one title; the new one leaves article 4 of the old in force until the end of 2027."""
    library = Library.open(f"sqlite:///{tmp_path_factory.mktemp('kho')}/library.sqlite")
    plain = [("Việc chung", "Làm đúng hạn.")] * 2
    old = document(OLD_BOOK, "Luật", "Luật Sổ quỹ", date(2008, 11, 3), date(2009, 7, 1))
    new = document(NEW_BOOK, "Luật", "Luật Sổ quỹ", date(2022, 6, 1), date(2023, 1, 1))
    rules = document(RULES, "Thông tư", "Hướng dẫn ghi sổ quỹ", date(2016, 4, 1), date(2016, 6, 1))
    left = Provision(ProvisionId.parse(f"{OLD_BOOK} điều 4"), "Điều 4. Quỹ cũ\nGiữ quỹ.", heading="Quỹ cũ")
    texts = [
        Text(
            old,
            (left,),
            validities={
                str(left.id): Validity(date(2009, 7, 1), date(2028, 1, 1), Evidence("nguồn"), Evidence("nguồn"))
            },
        ),
        Text(
            new,
            words(
                NEW_BOOK,
                *plain,
                ("Lời chung", "1. Sổ là giấy ghi.\n2. Người giữ quỹ là người được giao giữ tiền."),
                ("Báo cáo", "Báo cáo hằng năm."),
                ("Lập sổ tiền mặt và sổ vàng", "Lập đủ hai sổ."),
                (
                    "Hiệu lực thi hành",
                    f"1. Luật này có hiệu lực từ ngày 01 tháng 01 năm 2023.\n2. Luật Sổ quỹ số {OLD_BOOK} hết hiệu lực kể từ ngày "
                    f"Luật này có hiệu lực thi hành, trừ Điều 4 có hiệu lực đến hết ngày 31 tháng 12 năm 2027.",
                ),
            ),
        ),
        Text(rules, words(RULES, *plain, *plain, ("Tổ chức thực hiện", "Các nơi làm theo."))),
    ]
    for i, text in enumerate(texts):
        library.store(FileFacts(str(i).ljust(64, "0"), f"{i}.docx", f"/nguon/{i}.docx", 1, "docx"), [text])
    return Shelf(library)


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("Theo Điều 2 Luật Sổ quỹ.", [Fault.EDITION]),
        ("Theo Điều 4 Luật Sổ quỹ.", []),  # the new law leaves it in force
        (f"Theo Điều 4 Luật Sổ quỹ số {OLD_BOOK}.", []),
        (f"Theo Điều 2 Luật Sổ quỹ số {OLD_BOOK}.", [Fault.ENDED]),
        ("Lập sổ tiền mặt và sổ vàng theo Điều 5 Luật Sổ quỹ.", []),  # the number still leads to the matter
        ("Lập báo cáo theo Điều 5 Luật Sổ quỹ.", [Fault.EDITION]),
        ("Người giữ quỹ theo khoản 2 Điều 3 Luật Sổ quỹ.", []),
        ("Thủ kho theo khoản 2 Điều 3 Luật Sổ quỹ.", [Fault.EDITION]),
    ],
)
def test_earlier_editions(editions: Shelf, text: str, faults: list[Fault]) -> None:
    read = read_references(clause(text, f"{RULES} điều 2"), ON, editions)
    assert [b.fault for b in read.broken] == faults


@pytest.mark.parametrize(
    ("text", "target", "codified", "there"),
    [
        ("1. Gửi:\na) Trực tiếp;\nb) Qua mạng;\nc) Qua bưu điện.", "điều 9 khoản 1 điểm e", None, True),  # scanned: c
        ("1. Gửi:\na) Trực tiếp;\nb) Qua mạng;\nc) Qua bưu điện.", "điều 9 khoản 1 điểm e", "1.2.NĐ.3.9", False),
        ("1. Gửi:\na) Một;\nđ) Hai;\nđ) Ba;\nd) Bốn;\n8) Năm.", "điều 9 khoản 1 điểm đ", None, True),
        ("1. Gửi.\n2, Nhận.", "điều 9 khoản 2", None, True),
        ("1. Gửi.\n2. Nhận.", "điều 9 khoản 3", None, False),
    ],
)
def test_labels_of_a_scan(text: str, target: str, codified: str | None, there: bool) -> None:
    whole = f"Điều 9. Gửi sổ\n{text}"
    article = Provision(
        ProvisionId.parse("01/2020/TT-BCA điều 9"), whole, codified=codified, portions=split_portions(whole)
    )
    place = ProvisionId.parse(f"01/2020/TT-BCA {target}")
    assert is_labelled(article, place, place.path[-1].level) is there
    assert Level.ARTICLE is not place.path[-1].level
