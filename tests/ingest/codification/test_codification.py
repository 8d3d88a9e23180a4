"""A subject of the codification, in our own words: shapes seen in the real files, one article each."""

# ruff: noqa: E501  (source lines stand on one line in the real files)

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from corpus.documents import RelationKind
from corpus.provisions import Level, ProvisionId
from ingest.codification import CodificationReader, is_codification, read_subject
from ingest.codification.assemble import related_targets
from ingest.codification.scan import BODY_MARK, INDEX_MARK, Subject, normalized, split_subject
from ingest.source import IngestError, Page, ParsedDocument, SourceText

SOURCES = Path(os.environ.get("KHOLUAT_SOURCES", Path(__file__).parents[4] / "shared" / "sources")) / "phap-dien"

SUBJECT = """---
title: Thử
lastedit: 2026-05-13
---

## VĂN BẢN
# Thử


Chương I

QUY ĐỊNH THỬ

(Chương này có nội dung liên quan đến Điều 34.1.LQ.8. Một điều)

Điều 50.1.LQ.1. Tên thứ nhất

(Điều 1 Luật số 1/2020/QH14 Thử nghiệm ngày 05/04/2020 của Quốc hội, có hiệu lực thi hành kể từ ngày 01/06/2020)

1. Khoản một gồm:

a) *Điểm* a;

b) Điểm b, xem [9/2019/NĐ-CP](https://vi.du/9?x=1).

2. Khoản hai.Điều 50.1.TT.1.2. Tên dài

xuống dòng

(Điều 2 Thông tư số 64/2021/TT- BCA Quy định về việc thử ngày 01/02/2021 của Bộ Công an - Bộ Y tế, có hiệu lực thi hành kể từ ngày 08/06/2021, có nội dung được sửa đổi, có nội dung được bổ sung bởi Điều 1 Thông tư số 18/2022/TT-BCA có hiệu lực thi hành kể từ ngày 12/02/2022; khoản 3 Điều 2 Thông tư số 5/2023/TT-BCA có hiệu lực thi hành kể từ ngày 01/03/2023)

Lời của điều.

Phu luc kem theo.doc

(Điều này có nội dung liên quan đến Điều 34.1.LQ.8. Tên; một nửa; Điều 6.1.NĐ.5. ; Điều 4. của Luật 18-L/CTN Dầu khí)

**Chương II**
 **CHƯƠNG SAU**Điều 50.1.TT.1.3.

[*(Điều 3 Thông tư số 64/2021/TT-BCA, có hiệu lực thi hành kể từ ngày 09/06/2021)*](http://vi.du/x)

Lời không tên.

Ðiều 50.1.LQ.2. Tên hai

(Điều 2 Bộ Luật số 1/2020/QH14, có hiệu lực thi hành kể từ ngày 01/06/2020, bị bãi bỏ bởi Điều 5 Luật số 7/2024/QH15 có hiệu lực thi hành kể từ ngày 01/01/2025)

(được bãi bỏ)

Điều 50.1.LQ.2. Tên hai

(Điều 2 Luật số 1/2020/QH14, có hiệu lực thi hành kể từ ngày 01/06/2020)

(được bãi bỏ) và lời dài hơn

Điều 50.1.PL.1. Tên pháp lệnh

(Điều 1 Pháp lệnh Về Điều thử, điểm danh và khoản chi, có hiệu lực thi hành kể từ ngày 31/05/1995)

Lời pháp lệnh.

Điều 50.1.NĐ.1.27. Thiếu chữ

(27 Nghị định số 70/2015/NĐ-CP, có hiệu lực thi hành kể từ ngày 15/10/2015)

Lời.

Mục 50.1.TL.1.5. Mục cũ

(Mục 5 Thông tư liên tịch số 18/1999/TTLT/BTC-BNN, có hiệu lực thi hành kể từ ngày 20/04/1999)

Lời mục năm.

Điều 50.1.TT.2.1. Cả văn bản

((Thông tư số 03/TC-TCT, có hiệu lực thi hành kể từ ngày 01/01/1997))

Lời cả văn bản.

## Danh sách điều khoản

### 1

Điều 50.1.LQ.1. Tên thứ nhất 1. Khoản một gồm:
"""


@pytest.fixture(scope="module")
def documents() -> dict[str, ParsedDocument]:
    return {d.document.number: d for d in read_subject(SUBJECT, "thu.md")}


def unit(documents: dict[str, ParsedDocument], text: str) -> str:
    wanted = ProvisionId.parse(text)
    return next(p.text for p in documents[wanted.document].provisions if p.id == wanted)


def test_documents_and_units(documents: dict[str, ParsedDocument]) -> None:
    assert {number: [str(p.id.path[-1]) for p in d.provisions] for number, d in documents.items()} == {
        "1/2020/QH14": ["điều 1", "điều 2"],
        "64/2021/TT-BCA": ["điều 2", "điều 3"],
        "không số: Pháp lệnh Điều thử, Điểm danh và Khoản chi": ["điều 1"],
        "70/2015/NĐ-CP": ["điều 27"],
        "18/1999/TTLT/BTC-BNN": ["mục 5"],
        "03/TC-TCT": ["đoạn 1"],
    }


def test_every_id_can_be_read_back(documents: dict[str, ParsedDocument]) -> None:
    for d in documents.values():
        for p in d.provisions:
            assert ProvisionId.parse(str(p.id)) == p.id


def test_text_heading_and_portions(documents: dict[str, ParsedDocument]) -> None:
    first = documents["1/2020/QH14"].provisions[0]
    assert first.text == (
        "Điều 1. Tên thứ nhất\n1. Khoản một gồm:\na) Điểm a;\nb) Điểm b, xem 9/2019/NĐ-CP.\n2. Khoản hai."
    )
    assert (first.heading, first.codified) == ("Tên thứ nhất", "50.1.LQ.1")
    path = ProvisionId.parse("x khoản 1 điểm b").path
    assert first.portion_text(path) == "b) Điểm b, xem 9/2019/NĐ-CP."
    assert unit(documents, "64/2021/TT-BCA điều 2") == "Điều 2. Tên dài xuống dòng\nLời của điều."
    assert unit(documents, "64/2021/TT-BCA điều 3") == "Điều 3.\nLời không tên."


def test_facts_come_from_the_first_mention(documents: dict[str, ParsedDocument]) -> None:
    law, circular = documents["1/2020/QH14"].document, documents["64/2021/TT-BCA"].document
    assert (law.kind, law.title, law.issued, law.issuers) == (
        "Bộ luật",
        "Thử nghiệm",
        date(2020, 4, 5),
        ("Quốc hội",),
    )
    assert circular.issuers == ("Bộ Công an", "Bộ Y tế")
    assert circular.validity.effective == date(2021, 6, 8)
    assert circular.validity.effective_evidence.source == "Pháp điển, đề mục Thử, thu.md"
    assert documents["03/TC-TCT"].document.validity.effective == date(1997, 1, 1)


def test_lines_that_disagree_on_the_day(documents: dict[str, ParsedDocument]) -> None:
    circular = documents["64/2021/TT-BCA"]
    assert any(r.startswith("các dòng nguồn ghi khác nhau") and "Điều 3" in r for r in circular.document.remarks)
    assert circular.validities["64/2021/TT-BCA điều 3"].effective == date(2021, 6, 9)


def test_amendments(documents: dict[str, ParsedDocument]) -> None:
    circular = documents["64/2021/TT-BCA"]
    assert [(r.source, r.kind, str(r.provision), str(r.portion), r.on) for r in circular.document.relations] == [
        ("18/2022/TT-BCA", RelationKind.AMENDS, "18/2022/TT-BCA điều 1", "64/2021/TT-BCA điều 2", date(2022, 2, 12)),
        (
            "5/2023/TT-BCA",
            RelationKind.AMENDS,
            "5/2023/TT-BCA điều 2 khoản 3",
            "64/2021/TT-BCA điều 2",
            date(2023, 3, 1),
        ),
    ]
    assert circular.amended == {"2": date(2023, 3, 1)}
    assert circular.as_of == date(2023, 3, 1)


def test_the_longer_of_two_versions_is_kept(documents: dict[str, ParsedDocument]) -> None:
    law = documents["1/2020/QH14"]
    assert law.provisions[1].text.endswith("lời dài hơn")
    assert any("đứng hai lần" in w for w in law.warnings)
    assert [r.reason for r in law.removed if "trùng" in r.reason] == ["bản trùng ngắn hơn"]


def test_a_repealed_article_keeps_its_end_even_if_the_other_version_does_not_tell() -> None:
    text = SUBJECT.replace("(được bãi bỏ) và lời dài hơn", "(được bãi bỏ)")
    law = next(d for d in read_subject(text, "thu.md") if d.document.number == "1/2020/QH14")
    assert law.validities["1/2020/QH14 điều 2"].expires == date(2025, 1, 1)
    assert [r.kind for r in law.document.relations] == [RelationKind.REPEALS]


def test_related_articles_are_no_part_of_the_text(documents: dict[str, ParsedDocument]) -> None:
    assert documents["64/2021/TT-BCA"].related == (
        ("50.1.TT.1.2", "34.1.LQ.8"),
        ("50.1.TT.1.2", "6.1.NĐ.5"),
        ("50.1.TT.1.2", "Điều 4. của Luật 18-L/CTN Dầu khí"),
    )
    assert related_targets("(Điều này có nội dung liên quan đến )") == []


def test_attachments_and_addresses_are_told(documents: dict[str, ParsedDocument]) -> None:
    assert [(r.text, r.reason) for r in documents["64/2021/TT-BCA"].removed] == [
        ("Phu luc kem theo.doc", "tên tệp đính kèm"),
        ("http://vi.du/x", "địa chỉ liên kết"),
    ]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_offsets_point_into_the_text_as_given(form: str) -> None:
    text = unicodedata.normalize(form, SUBJECT)  # type: ignore[arg-type]
    for d in read_subject(text, "thu.md"):
        for p in d.provisions:
            begin = unicodedata.normalize("NFC", text[p.source_start : p.source_start + 40]).replace("Ð", "Đ")
            assert begin.split(" ")[1].startswith(str(p.codified))


def test_characters_that_print_as_nothing_go_and_offsets_stay_true() -> None:
    given = "Lời\u00ad  R&amp;D.Ðiều 50.1.LQ.1. Tên\n\u200bhai\nba"
    clean, offsets = normalized(given)
    assert clean == "Lời R&D.Điều 50.1.LQ.1. Tên\nhai\nba"
    for here, there in (("Điều", "Ðiều"), ("hai", "hai"), ("ba", "ba")):
        assert offsets.back(clean.index(here)) == given.index(there)


def test_an_article_without_a_source_line_is_kept() -> None:
    text = SUBJECT.replace(
        "Điều 50.1.NĐ.1.27. Thiếu chữ", "Điều 50.1.TT.1.4. Không nguồn\n\nLời mồ côi.\n\nĐiều 50.1.NĐ.1.27. Thiếu chữ"
    )
    circular = next(d for d in read_subject(text, "thu.md") if d.document.number == "64/2021/TT-BCA")
    assert circular.provisions[-1].text == "Điều 4. Không nguồn\nLời mồ côi."
    assert any("50.1.TT.1.4 không có dòng nguồn" in w for w in circular.warnings)
    other = text.replace("50.1.TT.1.4", "50.1.TT.9.4")
    law = next(d for d in read_subject(other, "thu.md") if d.document.number.startswith("không số"))
    assert law.provisions[-1].id.path[0].level is Level.LOOSE


def test_a_number_with_a_slip_is_mended() -> None:
    extra = "".join(
        f"Điều 50.1.TT.1.{n}. Tên\n\n(Điều {n} Thông tư số 64/2021/TT-{who}, có hiệu lực thi hành kể từ ngày 08/06/2021)\n\nLời.\n\n"
        for n, who in ((4, "BCA"), (5, "BCA"), (6, "BTP"))
    )
    found = {d.document.number: d for d in read_subject(SUBJECT.replace(INDEX_MARK, extra + INDEX_MARK), "thu.md")}
    assert "64/2021/TT-BTP" not in found
    assert [p.id.article for p in found["64/2021/TT-BCA"].provisions] == ["2", "3", "4", "5", "6"]


def test_the_component_reads_a_source() -> None:
    source = SourceText(Path("thu.md"), "0", "codification", (Page(None, SUBJECT),))
    assert len(CodificationReader().run(source=source)["documents"]) == 6
    assert is_codification(SUBJECT)
    assert not is_codification("## VĂN BẢN\nmột văn bản khác")


def test_a_file_without_articles_is_an_error() -> None:
    with pytest.raises(IngestError, match="không thấy điều pháp điển"):
        read_subject("## VĂN BẢN\n\nkhông có gì\n\n## Danh sách điều khoản\n", "rong.md")


def letters(text: str) -> Counter[str]:
    return Counter(c for c in text if c.isalnum())


def pieces(subject: Subject) -> str:
    words = [subject.title, *subject.loose, *subject.structure, *(r.text for r in subject.removed)]
    for e in subject.entries:
        words += [e.word, e.code, e.title, e.source, *e.paragraphs, *e.related, *(r.text for r in e.removed)]
    return "".join(words)


def body(text: str) -> str:
    clean, _ = normalized(text)
    return clean[clean.find(BODY_MARK) + len(BODY_MARK) : clean.find(INDEX_MARK)]


def test_nothing_is_lost() -> None:
    assert letters(pieces(split_subject(SUBJECT))) == letters(body(SUBJECT))


@pytest.mark.sources
@pytest.mark.skipif(not SOURCES.is_dir(), reason="không có thư mục pháp điển")
def test_nothing_is_lost_in_any_subject() -> None:
    for path in sorted(SOURCES.rglob("*.md")):
        text = path.read_text("utf-8")
        subject = split_subject(text)
        assert letters(pieces(subject)) == letters(body(text)), path.name
        found = read_subject(text, path.name)
        kept = {p.codified: p.text for d in found for p in d.provisions}
        cut = {line for d in found for r in d.removed for line in r.text.split("\n")}
        for entry in subject.entries:
            if entry.code in kept:
                assert all(line in kept[entry.code] or line in cut for line in entry.paragraphs[-1:]) or entry.code in {
                    e.code for e in subject.entries if e is not entry
                }, f"{path.name} {entry.code}"


@pytest.mark.sources
@pytest.mark.skipif(not SOURCES.is_dir(), reason="không có thư mục pháp điển")
@pytest.mark.parametrize(
    ("file", "number", "articles"),
    [
        ("hinh-su", "100/2015/QH13", 427),
        ("to-tung-hinh-su", "101/2015/QH13", 510),
        ("to-tung-hinh-su", "43/2021/TT-BCA", 22),
    ],
)
def test_articles_of_the_field(file: str, number: str, articles: int) -> None:
    path = next(SOURCES.rglob(f"{file}.md"))
    found = next(d for d in read_subject(path.read_text("utf-8"), path.name) if d.document.number == number)
    assert len({p.id.article for p in found.provisions}) == articles
