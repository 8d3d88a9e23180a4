"""TXT, Markdown and HTML: encodings, front matter, and the words of a page without its furniture."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.readers.html import HtmlReader
from ingest.readers.text import TextReader
from ingest.source import IngestError, SourceText

WORDS = "Điều 1. Tổ công tác họp sáng thứ hai, ghi biên bản đầy đủ và gửi lại trong ngày."
# The same kind of sentence as offices typed it in TCVN3: the bytes of "Cộng tác viên họp tổ"
TCVN3 = b"C\xe9ng t\xb8c vi\xaan h\xe4p t\xe6 s\xb8ng nay"


def text(tmp_path: Path, content: bytes) -> SourceText:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    return TextReader().run(path=path)["source"]


def html(tmp_path: Path, content: str | bytes) -> SourceText:
    path = tmp_path / "a.html"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return HtmlReader().run(path=path)["source"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings(tmp_path: Path, encoding: str) -> None:
    assert text(tmp_path, WORDS.encode(encoding)).pages[0].text == WORDS


def test_legacy_encoding_is_read_and_warned_of(tmp_path: Path) -> None:
    source = text(tmp_path, TCVN3)
    assert source.pages[0].text == "Cộng tác viên họp tổ sáng nay"
    assert "tcvn3" in source.warnings[0]


def test_windows_1258(tmp_path: Path) -> None:
    # Windows-1258 writes tones as marks of their own; readers keep them as read, cleaning composes them.
    decomposed = "Tô\u0309 công ta\u0301c ho\u0323p sa\u0301ng thư\u0301 hai"
    assert text(tmp_path, decomposed.encode("cp1258")).pages[0].text == decomposed


def test_front_matter_becomes_metadata(tmp_path: Path) -> None:
    source = text(tmp_path, b"---\ntitle: Thu\nSoHieu: 1/2026/TT-XX\n---\n\n# Ten\n\n| a | b |\n")
    assert source.metadata == {"title": "Thu", "SoHieu": "1/2026/TT-XX"}
    assert source.pages[0].text == "# Ten\n\n| a | b |"


def test_broken_front_matter_stays_in_the_text(tmp_path: Path) -> None:
    source = text(tmp_path, b"---\ntitle: [chua dong\n---\nDieu 1. Ten\n")
    assert source.metadata == {}
    assert "chua dong" in source.pages[0].text
    assert "Dieu 1. Ten" in source.pages[0].text
    assert "YAML" in source.warnings[0]


def test_rule_at_the_top_is_no_front_matter(tmp_path: Path) -> None:
    assert text(tmp_path, b"-----\nDieu 1. Ten\n-----\nhet").pages[0].text.startswith("-----\nDieu 1.")


@pytest.mark.parametrize("content", [b"\x00\x01\x02\xff" * 500, b"\xff\xfe\x00\xd8\x00", bytes(range(128, 256)) * 9])
def test_binary_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(IngestError, match=r"nhị phân|byte sai"):
        text(tmp_path, content)


def test_page_furniture_is_left_out(tmp_path: Path) -> None:
    source = html(
        tmp_path,
        """<html><head><title>Quy chế thử</title><meta name="Author" content="Nhóm"><style>p{}</style></head><body>
        <header>Đầu trang</header><nav>Thực đơn</nav><script>var x = 1;</script><form>Tìm kiếm</form>
        <main><h1>Quy chế</h1><div>Điều 1.\n  <b>Tên</b> điều<br>dòng hai</div><p style="display:none">giấu</p></main>
        <aside>Quảng cáo</aside><footer>Chân trang</footer></body></html>""",
    )
    assert source.pages[0].text == "Quy chế\nĐiều 1. Tên điều\ndòng hai"
    assert source.metadata == {"title": "Quy chế thử", "author": "Nhóm"}


def test_lists_keep_their_numbers_and_tables_their_rows(tmp_path: Path) -> None:
    source = html(
        tmp_path,
        """<ol start="3"><li>ba</li><li value="7"><p>bảy</p></li><li>tám<ol type="a"><li>con</li></ol></li></ol>
        <ul><li>gạch</li></ul>
        <table><tr><th>STT</th><th>Việc</th></tr><tr><td>1</td><td><p>họp</p><p>tổ</p></td></tr></table>
        <table><tr><td>CƠ QUAN</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr></table>""",
    )
    assert source.pages[0].text.split("\n") == [
        "3. ba", "7. bảy", "8. tám", "a. con", "- gạch", "STT | Việc", "1 | họp tổ", "CƠ QUAN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]  # fmt: skip


def test_encoding_of_a_page(tmp_path: Path) -> None:
    declared = "<meta charset='iso-8859-1'><p>Điều 1. Tổ công tác</p>"
    assert html(tmp_path, declared.encode()).pages[0].text == "Điều 1. Tổ công tác"
    utf16 = "<p>Điều 1. Tổ công tác</p>".encode("utf-16")
    assert html(tmp_path, utf16).pages[0].text == "Điều 1. Tổ công tác"


def test_page_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IngestError, match="không có chữ"):
        html(tmp_path, "<html><body><script>draw()</script><nav>Thực đơn</nav></body></html>")
