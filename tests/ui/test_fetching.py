"""``kholuat fetch``: what is wanted, what comes of it, and the look at whether the file is that document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import ui.fetching
from corpus.provisions import VERBATIM
from corpus.settings import Settings
from ingest.fetching import FetchOutcome, Wanted
from ingest.fetching.download import Downloader, UnreachableError
from ui.cli import app
from ui.fetching import fetch_and_ingest, wanted_documents
from ui.state import App

LETTER = """\
BỘ CÔNG AN
Số: 43/2021/TT-BCA
Hà Nội, ngày 22 tháng 4 năm 2021
THÔNG TƯ
Về việc thử tải văn bản
Điều 1. Phạm vi
1. Thông tư này dùng để thử.
2. Không dùng vào việc khác.
Điều 2. Hiệu lực
Thông tư này có hiệu lực từ ngày 08 tháng 6 năm 2021.
"""


class OneFile(Downloader):
    """Every address gives the same words, but for those that do not answer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, address: str, stem: str, advance: object = None) -> tuple[Path, bool]:
        if "khong-noi-duoc" in address:
            raise UnreachableError(f"{address}: không nối được tới máy chủ.")
        path = self.folder / f"{stem}.txt"
        path.write_text(f"{LETTER}\n{address}", encoding="utf-8")
        return path, True


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["fetch", *arguments], catch_exceptions=False)


def test_a_fetched_text_is_put_in_and_found(settings: Settings, tmp_path: Path) -> None:
    application = App(settings)
    wanted = [
        Wanted("43/2021/TT-BCA", "Thông tư", ("https://a.vn/1",)),
        Wanted("53/2024/QH15", "Luật", ("https://a.vn/2",)),
    ]
    assert "43/2021/TT-BCA" not in application.library.numbers_with_text()
    fetched, files = fetch_and_ingest(wanted, application, lambda done, total: None, downloader=OneFile(tmp_path))
    assert [f.outcome for f in fetched] == [FetchOutcome.FETCHED, FetchOutcome.FAILED]
    assert "là văn bản khác (43/2021/TT-BCA)" in fetched[1].message
    assert len(files) == 2
    assert "43/2021/TT-BCA" in application.library.numbers_with_text()
    assert application.library.document_units("43/2021/TT-BCA", VERBATIM)
    assert "43/2021/TT-BCA" not in {w.number for w in wanted_documents(application.library, ())[0]}


@pytest.mark.usefixtures("settings")
class TestCommand:
    def test_the_list_needs_no_network(self) -> None:
        result = run("--missing", "--list")
        assert result.exit_code == 0
        assert "https://vbpl.vn/tw/Pages/vbpq-toanvan.aspx?ItemID=173982" in result.stdout
        assert "mang tệp sang rồi chạy kholuat ingest" in result.stdout
        (one,) = json.loads(run("--list", "--json", "TT 43/2021").stdout)
        assert (one["number"], one["file"]) == ("43/2021/TT-BCA", "43-2021-TT-BCA")

    @pytest.mark.parametrize("arguments", [(), ("--missing", "43/2021/TT-BCA")])
    def test_one_way_of_choosing(self, arguments: tuple[str, ...]) -> None:
        result = run(*arguments)
        assert result.exit_code == 2
        assert "--missing" in result.stderr

    def test_offline_it_says_what_to_carry_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(
            ui.fetching,
            "plan",
            lambda *_: [Wanted("53/2024/QH15", "Luật Thử", ("https://khong-noi-duoc.vn/1",))],
        )
        monkeypatch.setattr(ui.fetching, "Downloader", lambda client, folder: OneFile(folder))
        result = run("53/2024/QH15")
        assert result.exit_code == 1
        assert "không nối được 53/2024/QH15" in result.stdout
        assert "Còn phải lấy bằng tay:\n53/2024/QH15 · Luật Thử\n    https://khong-noi-duoc.vn/1" in result.stdout
        assert "Traceback" not in result.output
