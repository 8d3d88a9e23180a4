"""Shared test set-up: no network, no telemetry, and a skip that CI may not allow."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("HAYSTACK_TELEMETRY_ENABLED", "False")
os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def sources() -> Path:
    """The official texts; the test is skipped where they are not at hand."""
    folder = Path(os.environ.get("KHOLUAT_SOURCES", ROOT.parent / "shared" / "sources"))
    if not folder.is_dir():
        pytest.skip(f"official texts not at hand: {folder}")
    return folder


@pytest.fixture(scope="session", autouse=True)
def few_phrasings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A handful of phrasings in place of the thousands that ship, which every fresh home would read and encode anew."""
    from corpus import phrasings

    folder = tmp_path_factory.mktemp("phrasings")
    (folder / "43-2021-tt-bca.yaml").write_text(
        "document: 43/2021/TT-BCA\nasked:\n  điều 5 khoản 1:\n    - xã nhận tin trẻ bị hại thì mấy tiếng phải gửi lên trên\n",
        encoding="utf-8",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(phrasings, "FOLDER", folder)
        yield


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Settings with a home of their own."""
    from corpus.settings import Settings, get_settings

    for name in [
        n
        for n in os.environ
        if n.startswith(("KHOLUAT_", "QDRANT_")) and n not in {"KHOLUAT_SOURCES", "KHOLUAT_REQUIRE"}
    ]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KHOLUAT_HOME", str(tmp_path))
    get_settings.cache_clear()
    yield Settings()
    get_settings.cache_clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """A skip of a test whose marker is named in KHOLUAT_REQUIRE is a failure: CI must not pass by skipping."""
    report = yield
    required = set(os.environ.get("KHOLUAT_REQUIRE", "").split())
    marks = required & {mark.name for mark in item.iter_markers()}
    if report.skipped and marks and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, but CI requires {', '.join(sorted(marks))}: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> object:
    """The application as a fresh clone has it: catalogue, notes and all phrasings, indexed. Tests must not write to it."""
    from corpus.settings import Settings
    from ui.state import App

    app = App(Settings(home=tmp_path_factory.mktemp("shipped")))
    with pytest.MonkeyPatch.context() as patch:
        _know_all_phrasings(patch)
        assert app.prepare() == []
    return app


@pytest.fixture
def all_phrasings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undoes ``few_phrasings``: a program that opens the home of ``shipped`` anew would learn the handful in place of those it was
    made with, and judge as no user's does."""
    _know_all_phrasings(monkeypatch)


def _know_all_phrasings(patch: pytest.MonkeyPatch) -> None:
    from corpus import phrasings

    patch.setattr(phrasings, "FOLDER", Path(phrasings.__file__).with_name("phrasings"))
