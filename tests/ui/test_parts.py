"""The small parts of the page: days, addresses, escaping, page layout, exports. No server, no browser."""

from __future__ import annotations

import io
from datetime import date

import pytest
from markupsafe import Markup

from corpus.documents import Status
from corpus.library import Library
from corpus.provisions import Level, ProvisionId
from search.model import Hit
from ui.web.dates import DayError, read_day, write_day
from ui.web.document import Outlines
from ui.web.escape import STATUS_LOOK, conclusion, highlight, place_link, render, web_address
from ui.web.exports import answer_docx, answer_text, hits_csv
from ui.web.links import address, anchor, read_address
from ui.web.outline import PAGE, note_lines, outline, segments
from ui.web.search import Form

LONG = "77/2015/QH13"


@pytest.fixture
def library(app) -> Library:
    return app.library


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/04/2022", date(2022, 4, 5)),
        (" 5/4/2022 ", date(2022, 4, 5)),
        ("5-4-2022", date(2022, 4, 5)),
        ("05.04.2022", date(2022, 4, 5)),
    ],
)
def test_days_are_read_as_people_write_them(text, day):
    assert read_day(text) == day
    assert read_day(write_day(day)) == day


def test_no_day_is_today():
    assert read_day("  ") == date.today()


@pytest.mark.parametrize("text", ["30/02/2024", "31/4/2022", "2024-02-01", "mai", "1/1/24"])
def test_a_day_that_is_none_is_refused_with_its_mend(text):
    with pytest.raises(DayError, match=r"Hãy"):
        read_day(text)


@pytest.mark.parametrize(
    "pid",
    [
        "43/2021/TT-BCA",
        "43/2021/TT-BCA điều 5",
        "100/2015/QH13 điều 217a",
        "43/2021/TT-BCA điều 5 khoản 1 điểm đ",
        "111/KH-CAT-CSHS mục II.4.a.(4)",
        "43/2021/TT-BCA phụ lục I",
    ],
)
def test_an_address_leads_back_to_its_place(pid):
    from urllib.parse import parse_qsl

    place = read_address(dict(parse_qsl(address(pid).lstrip("?"))))
    assert str(place) == pid


@pytest.mark.parametrize(
    ("fields", "pid"),
    [
        ({"doc": "43/2021/tt-bca", "dieu": "5"}, "43/2021/TT-BCA điều 5"),
        ({"doc": "43/2021/TT-BCA", "khoan": "1"}, "43/2021/TT-BCA"),  # a clause of no article is no place
        ({"doc": "43/2021/TT-BCA", "muc": "<script>"}, "43/2021/TT-BCA"),
    ],
)
def test_a_poor_address_is_read_as_far_as_it_goes(fields, pid):
    assert str(read_address(fields)) == pid


def test_no_document_is_no_place():
    assert read_address({"dieu": "5"}) is None


def test_anchors_of_unlike_letters_differ():
    d, dd = (anchor(ProvisionId.parse(f"x điều 1 điểm {p}").path) for p in "dđ")
    assert d != dd


def test_marks_become_links_and_everything_else_is_escaped():
    made = conclusion("Hạn <b>24</b> giờ [1] và [7]", 3, 2)
    assert 'data-jump="c3-1"' in made
    assert "&lt;b&gt;" in made
    assert "[7]" in made
    assert "c3-7" not in made  # a mark without a card is no link


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Trong thời hạn 24 giờ", "thoi han", "Trong <mark>thời hạn</mark> 24 giờ"),
        ("Trong thời hạn", "thời hàn", "Trong <mark>thời</mark> hạn"),  # typed with accents, it means them
        ("a < b & thời", "thời", "a &lt; b &amp; <mark>thời</mark>"),
        ("và của các", "và của", "và của các"),  # common words are not worth marking
    ],
)
def test_query_words_are_marked_in_escaped_text(text, query, marked):
    assert str(highlight(text, query)) == marked


def test_only_web_addresses_become_links():
    assert web_address("javascript:alert(1)") == ""
    assert web_address("https://vbpl.vn/x") == "https://vbpl.vn/x"


def test_evidence_that_is_no_provision_is_plain_escaped_text():
    assert place_link("<i>tệp</i>") == Markup("&lt;i&gt;tệp&lt;/i&gt;")


def test_every_status_has_a_look_of_its_own():
    assert set(STATUS_LOOK) == {s.value for s in Status}
    assert len({symbol for symbol, _ in STATUS_LOOK.values()}) == len(Status)
    assert len({colour for _, colour in STATUS_LOOK.values()}) == len(Status)


def test_templates_escape():
    assert "&lt;script&gt;" in render("problem.html", message="<script>")


def test_a_form_survives_its_address():
    from urllib.parse import parse_qsl

    form = Form("tin báo", "43/2021", ("Luật", "Thông tư"), ("Bộ Công an",), ("Còn hiệu lực",), "01/07/2025")
    assert Form.of_fields(dict(parse_qsl(form.fields()))) == form
    assert Form.of_fields({"tt": "bịa"}).statuses == ()


def test_a_long_code_is_cut_into_small_pages_without_loss(library):
    laid = outline(library.document_units(LONG))
    shown = [e.id.article for page in laid.pages for group in page for e in group.entries]
    assert shown == [str(n) for n in range(1, 427)]
    assert max(sum(len(g.entries) for g in page) for page in laid.pages) <= PAGE
    assert laid.pages[laid.page_of(ProvisionId.parse("x điều 301").path)][0].entries[0].id.article == "301"


def test_articles_go_by_number_when_their_texts_come_from_several_files(library):
    from corpus.documents import Document
    from corpus.library import FileFacts, Text
    from tests.ui.small_library import provision

    number = "88/2020/QH14"
    first = [provision(number, n, "Tên", ["Lời."]) for n in (1, 3)]
    library.store(FileFacts("11" * 32, "a", "/a", 1, "pdf"), [Text(Document(number), tuple(first))])
    second = [provision(number, 2, "Tên", ["Lời."])]
    library.store(FileFacts("12" * 32, "b", "/b", 1, "scan"), [Text(Document(number), tuple(second))])
    assert [e.id.article for e in outline(library.document_units(number)).entries] == ["1", "2", "3"]


def test_a_chapter_is_named_once_and_again_at_the_head_of_a_page(library):
    laid = outline(library.document_units(LONG))
    assert laid.groups[1].titles == ("Chương II. NHÓM QUY TẮC SỐ 101",)
    assert [g.fresh for g in laid.pages[1]] == [laid.pages[1][0].titles]


def test_the_pieces_of_an_article_are_its_text(library):
    for unit in library.document_units("11/2020/TT-ABC"):
        assert "".join(s.text for s in segments(unit.provision)) == unit.provision.text


def test_a_note_stands_beside_the_text_it_explains_and_alone_where_there_is_none(library):
    laid = outline(library.document_units("11/2020/TT-ABC"))
    entry = laid.entry_of(ProvisionId.parse("x điều 2 khoản 1").path)
    assert entry.unit.origin == "nguyên văn"
    assert entry.gloss.origin == "tóm lược"


def test_a_note_is_cut_to_stand_beside_the_clauses_it_tells(library):
    from corpus.notes import Notes

    notes = Notes.model_validate(
        {
            "document": "11/2020/TT-ABC",
            "articles": [
                {
                    "provision": "điều 2",
                    "heading": "Mượn bao lâu",
                    "gist": "Sách phải trả đúng hạn.",
                    "statements": [
                        {"text": "có hai hạn", "evidence": "điều 2"},
                        {"text": "hạn là hai tuần", "evidence": "điều 2 khoản 1"},
                        {"text": "sách quý thì ba ngày", "evidence": "điều 2 khoản 2 điểm a"},
                    ],
                }
            ],
        }
    )
    gist, told = note_lines(notes.provisions()[0])
    assert gist == "Sách phải trả đúng hạn. Có hai hạn."
    assert {" ".join(map(str, path)): words for path, words in told.items()} == {
        "khoản 1": "Hạn là hai tuần.",
        "khoản 2 điểm a": "Sách quý thì ba ngày.",
    }


def test_outlines_are_made_anew_when_the_library_changes(library):
    outlines = Outlines(kept=1)
    made = outlines.of(library, LONG)
    assert outlines.of(library, LONG) is made
    library.remove_file("ac" * 32)
    assert outlines.of(library, LONG) is not made


ANSWER = {
    "on": "2025-07-01",
    "answered": True,
    "answer": "Hai tuần [1]",
    "reason": "",
    "citations": [
        {"id": "11/2020/TT-ABC điều 2 khoản 1", "document": "11/2020/TT-ABC", "quote": "Mỗi lần 14 ngày.",
         "origin": "nguyên văn", "status": "Còn hiệu lực", "file": "quy-tac.txt", "page": 2}
    ],
    "notes": ["Xem thêm."],
}  # fmt: skip


def test_an_answer_to_take_away_has_its_bases():
    text = answer_text("Mượn bao lâu?", ANSWER)
    for part in (
        "Mượn bao lâu?",
        "01/07/2025",
        "[1] Khoản 1 Điều 2, 11/2020/TT-ABC",
        "“Mỗi lần 14 ngày.”",
        "Còn hiệu lực",
        "trang 2",
        "- Xem thêm.",
    ):
        assert part in text


REFUSAL = {
    "on": "2025-07-01",
    "answered": False,
    "answer": "Không tìm thấy căn cứ trong kho.",
    "reason": "Không đủ nội dung.",
    "citations": [],
    "notes": [],
    "nearest": [
        {"id": "11/2020/TT-ABC điều 2", "document": "11/2020/TT-ABC", "title": "Mượn", "document_title": "Mượn sách"}
    ],
}


def test_a_refusal_to_take_away_points_to_what_came_nearest():
    from docx import Document

    line = "- Điều 2, 11/2020/TT-ABC (Mượn sách)"
    assert f"không phải căn cứ:\n{line}\n" in answer_text("Mượn xe?", REFUSAL)
    words = [p.text for p in Document(io.BytesIO(answer_docx("Mượn xe?", REFUSAL))).paragraphs]
    assert line in words


def test_an_answer_opens_in_word():
    from docx import Document

    words = "\n".join(p.text for p in Document(io.BytesIO(answer_docx("Mượn bao lâu?", ANSWER))).paragraphs)
    assert "Mỗi lần 14 ngày." in words
    assert "Khoản 1 Điều 2" in words


def test_results_as_csv_read_in_an_office_and_run_nothing():
    pid = ProvisionId.parse("11/2020/TT-ABC điều 2")
    csv = hits_csv([Hit(pid, "=cmd()", "Tên", "Lời", "nguyên văn", Status.IN_FORCE, 1.0)])
    assert csv.startswith("\ufeff")
    assert ",'=cmd()," in csv
    assert pid.path[0].level is Level.ARTICLE
