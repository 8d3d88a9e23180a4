"""What the tabs do, without a browser: asking, searching, uploading, files, downloads, starting."""

from __future__ import annotations

import re
import socket
from datetime import date

import gradio as gr
import pytest
from starlette.testclient import TestClient

from corpus.documents import Document
from corpus.library import FileFacts, LibraryError, Text
from corpus.settings import Settings
from search.dense import DenseModelError
from tests.ui.small_library import EVIL_FILE
from ui.state import App
from ui.web import ask, library, search
from ui.web.server import listen, serve, web_app


def last_thread(app: App, question: str, day: str = "", conversation: str = "") -> tuple:
    return list(ask.answer(app, question, day, conversation))[-1]


def test_an_answer_is_kept_with_all_its_citations(app):
    thread, _, _, conversation, history = last_thread(app, "mượn sách", "01/05/2024")
    kept = app.library.conversation(conversation)[0]["answer"]
    assert kept["on"] == "2024-05-01"
    assert {"id", "quote", "status", "warnings", "gloss", "document_title"} <= set(kept["citations"][0])
    assert ask.show_thread(app, conversation) == thread
    assert "mượn sách" in history


def test_a_second_question_joins_the_conversation(app):
    conversation = last_thread(app, "mượn sách")[3]
    assert last_thread(app, "thẻ", "", conversation)[3] == conversation
    assert len(app.library.conversation(conversation)) == 2


def test_no_basis_is_an_answer_with_its_reason(app):
    thread = last_thread(app, "xyzzy")[0]
    assert "Không tìm thấy căn cứ trong kho." in thread
    assert "Kho không có điều khoản nào khớp." in thread
    assert 'class="card"' not in thread


@pytest.mark.parametrize(
    ("question", "day", "word"), [("  ", "", "gõ câu hỏi"), ("mượn", "31/02/2024", "không có trong lịch")]
)
def test_what_cannot_be_asked_is_said_and_nothing_is_kept(app, question, day, word):
    problem = last_thread(app, question, day)[2]
    assert word in problem
    assert app.library.conversations() == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (RuntimeError("boom at 0x7f"), ask.FAILED),
        (DenseModelError("Không có mô hình. Hãy sửa KHOLUAT_EMBEDDING_MODEL."), "Hãy sửa KHOLUAT_EMBEDDING_MODEL"),
    ],
)
def test_a_fault_is_a_vietnamese_sentence_and_the_question_is_not_lost(app, monkeypatch, error, told):
    def broken(*_, **__):
        raise error

    monkeypatch.setattr(app.answerer, "ask", broken)
    thread, question, *_ = last_thread(app, "mượn sách")
    assert told in thread
    assert "Traceback" not in thread
    assert "0x7f" not in thread
    assert question == "mượn sách"
    assert app.library.conversations() == []


def test_asking_brings_the_index_up_to_date_first(app):
    said = [update[0] for update in ask.answer(app, "mượn sách", "", "")]
    assert any("<progress" in str(s) for s in said)
    assert not app.searcher.behind()


def test_a_worded_answer_is_shown_as_it_grows_and_escaped(app):
    said = [str(update[0]) for update in ask.answer(app, "mượn sách", "", "")]
    assert any("Theo kho &lt;b&gt;" in s and "Đang viết câu trả lời" in s for s in said)
    assert "Đang viết" not in said[-1]


def test_a_language_model_words_answers_only_where_one_is_set(settings, monkeypatch):
    from assist.language_model import Worder

    library = App(settings).library
    searcher = object()
    assert App(settings, library=library, searcher=searcher).answerer.worder is None
    monkeypatch.setenv("KHOLUAT_LLM_URL", "http://127.0.0.1:9/v1")
    assert isinstance(App(Settings(), library=library, searcher=searcher).answerer.worder, Worder)


def test_conversations_are_opened_and_forgotten(app):
    first = last_thread(app, "mượn sách")[3]
    second = last_thread(app, "thẻ")[3]
    thread, _, current, _ = ask.talk(app, "open", first, second)
    assert current == first
    assert "mượn sách" in thread
    _, _, current, history = ask.talk(app, "delete", first, first)
    assert current == ""
    assert app.library.conversation(first) == []
    assert second in history


def results(app: App, **fields) -> str:
    return list(search.search(app, search.Form(**fields)))[-1]


def test_search_narrows_by_any_spelling_and_by_words_of_the_title(app):
    assert "Thời hạn mượn" in results(app, text="ngày", document="11/2020/tt-abc")
    assert "Thời hạn mượn" in results(app, text="ngày", document="muon sach")
    assert "Kho không có văn bản nào" in results(app, text="ngày", document="không có đâu")


def test_search_says_when_nothing_matches_and_when_nothing_was_typed(app):
    assert "Không có điều khoản nào khớp" in results(app, text="xyzzy")
    assert "Hãy gõ từ khóa" in results(app, text=" ")
    app.searcher.broken = True
    assert search.FAILED in results(app, text="mượn")


def test_the_list_is_narrowed_by_words_without_accents_status_and_origin(app):
    documents = app.library.documents(date(2024, 5, 1))
    assert [d.number for d in library.chosen(documents, "quy tac muon", library.ANY, library.ANY)] == ["11/2020/TT-ABC"]
    assert [d.number for d in library.chosen(documents, "", "Hết hiệu lực", library.ANY)] == [
        "77/2015/QH13",
        "05/2010/TT-ABC",
    ]
    assert [d.number for d in library.chosen(documents, "", library.ANY, "Chưa có toàn văn")] == ["05/2010/TT-ABC"]


def test_a_long_list_is_paged_and_the_last_page_is_never_passed(app):
    texts = [Text(Document(f"{n}/2001/QĐ-ABC", "Quyết định", f"Việc thứ {n}")) for n in range(1, 61)]
    app.library.store(FileFacts("77" * 32, "nhiều", "/many", 1, "catalogue"), texts)
    shown = library.show_documents(app, "việc thứ", library.ANY, library.ANY, "", 99)
    assert "Trang 3/3" in shown
    assert shown.count("<tr>") == 1 + 60 - 2 * library.PAGE


def test_uploads_say_a_line_a_file_and_the_index_follows(app, tmp_path):
    good, bad = tmp_path / "noi-quy.txt", tmp_path / "hong.pdf"
    good.write_text(
        "Điều 1. Giờ mở cửa\n1. Thư viện mở từ 8 giờ.\nĐiều 2. Giữ trật tự\n1. Không nói to.\n", encoding="utf-8"
    )
    bad.write_bytes(b"")
    said = list(library.take_in(app, [str(good), str(bad)]))
    assert "<progress" in said[0]
    assert "1 tệp đã nạp" in said[-1]
    assert "1 lỗi" in said[-1]
    assert "hong.pdf" in said[-1]
    assert app.searcher.refreshed
    assert not app.searcher.behind()
    assert not good.exists()  # the upload's copy; the library keeps its own
    assert any(f.name == "noi-quy.txt" for f in app.library.files())


def test_a_file_goes_out_of_use_and_comes_back(app):
    out = list(library.change_file(app, "remove", "ab" * 32, ""))[-1]
    assert "Hoàn tác" in out
    assert app.library.unit("11/2020/TT-ABC điều 1", date(2024, 5, 1)) is None
    back = list(library.change_file(app, "restore", "ab" * 32, ""))[-1]
    assert "dùng trở lại" in back
    assert app.library.unit("11/2020/TT-ABC điều 1", date(2024, 5, 1)) is not None
    assert "Không đổi được" in list(library.change_file(app, "restore", "99" * 32, ""))[-1]


@pytest.fixture
def client(app) -> TestClient:
    return TestClient(web_app(app))


def test_originals_are_handed_out_under_their_own_name(client):
    answer = client.get(f"/tep/{'ab' * 32}")
    assert answer.text == "bản gốc để thử"
    assert "attachment" in answer.headers["content-disposition"]
    assert "quy-tac.txt" in answer.headers["content-disposition"]


def test_nothing_outside_the_folder_of_originals_is_handed_out(app, client):
    outside = app.settings.var / "library.sqlite"
    assert outside.exists()
    app.library.store(
        FileFacts("55" * 32, "lạ.txt", "/x", 1, "text", stored="files/../library.sqlite"),
        [Text(Document("1/2001/QĐ-X"))],
    )
    for address in (f"/tep/{'55' * 32}", f"/tep/{'00' * 32}", "/tep/..%2Flibrary.sqlite", f"/tep/{'ef' * 32}"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "SQLite" not in answer.text
    assert client.get(f"/gradio_api/file={outside.absolute()}").status_code in {403, 404}


def test_answers_and_results_are_handed_out(app, client):
    conversation = last_thread(app, "mượn sách")[3]
    assert "CĂN CỨ" in client.get(f"/xuat/tra-loi/{conversation}/1.txt").text
    assert client.get(f"/xuat/tra-loi/{conversation}/1.docx").content[:2] == b"PK"
    assert client.get(f"/xuat/tra-loi/{conversation}/2.txt").status_code == 404
    assert "Thời hạn mượn" in client.get("/xuat/tra-cuu.csv?tim=ngày").text
    assert client.get("/xuat/tra-cuu.csv?tim=").status_code == 400


def test_the_served_page_names_no_other_host(client):
    answer = client.get("/")
    fetched = re.findall(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="([^"]+)"', answer.text)
    assert fetched
    assert [a for a in fetched if a.startswith(("http:", "https:", "//"))] == []
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "fonts.g" not in client.get("/theme.css").text


def test_a_taken_port_is_said_and_exits_with_one(app, capsys):
    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        app.settings = Settings(port=taken.getsockname()[1])
        assert serve(app) == 1
    assert "đang có chương trình khác dùng" in capsys.readouterr().err


def test_listening_takes_a_free_port():
    with listen("127.0.0.1", 0) as bound:
        assert bound.family == socket.AF_INET
        assert bound.getsockname()[1] > 0


def test_parts_are_built_once_and_the_shipped_corpus_is_there(settings):
    app = App(settings)
    assert app.library is app.library
    assert app.library.unit("43/2021/TT-BCA điều 5", date.today()) is not None
    assert app.load_shipped() == []


def test_the_list_of_documents_is_kept_until_the_library_changes(app):
    day = date(2024, 5, 1)
    kept = app.documents(day)
    assert app.documents(day) is kept
    app.library.remove_file("ef" * 32)
    assert "66/2020/TT-ABC" not in {d.number for d in app.documents(day)}


def test_a_library_that_cannot_be_opened_is_said_on_the_page(settings, tmp_path):
    from ui.web.page import Page

    (tmp_path / "var").mkdir(exist_ok=True)
    (tmp_path / "var" / "library.sqlite").mkdir()
    app = App(settings)
    with pytest.raises(LibraryError):
        _ = app.library
    page = Page(app)
    with gr.Blocks() as blocks:
        page.lay_out(blocks)
    shown = page._arrive("", "", "")
    assert len(shown) == len(page.arriving)
    assert any("Không mở được kho dữ liệu" in str(part) for part in shown)


def test_names_of_files_are_escaped_in_lists(app):
    shown = library.show_files(app.library)
    assert EVIL_FILE not in shown
    assert "&lt;img" in shown
