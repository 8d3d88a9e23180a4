"""The READMEs say what the code does: settings, commands, options, verbs, markers, contracts, links, example ids."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
import typer
from pydantic import AliasChoices

from assist.model import Answer, Quote
from corpus.citations import find_citations
from corpus.documents import Status
from corpus.library import DocumentSummary
from corpus.provisions import ProvisionId
from corpus.settings import Settings
from ingest.batch import FileResult, Outcome
from search.model import Hit
from ui.cli import app
from ui.state import App

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
VIETNAMESE = (ROOT / "README.vi.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
TEXTS = {"README.md": ENGLISH, "README.vi.md": VIETNAMESE, "CHANGELOG.md": CHANGELOG}

_PREFIX = str(Settings.model_config["env_prefix"])
_PID = ProvisionId.parse("43/2021/TT-BCA điều 5 khoản 1 điểm đ")


def environment_names() -> dict[str, list[str]]:
    """Field -> the variables it is read from."""
    names = {}
    for name, field in Settings.model_fields.items():
        alias = field.validation_alias
        read_from = alias.choices if isinstance(alias, AliasChoices) else [f"{_PREFIX}{name}".upper()]
        names[name] = [str(choice) for choice in read_from]
    return names


def section(heading: str) -> str:
    """The part of README.md under a heading, up to the next heading of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", ENGLISH, re.MULTILINE | re.DOTALL)
    assert found, f"README.md has no section {heading!r}"
    return found[1]


def commands() -> dict[str, set[str]]:
    """Command -> its long options, as the program has them."""
    group = typer.main.get_command(app)
    return {
        name: {o for p in command.params for o in p.opts if o.startswith("--")} - {"--help"}
        for name, command in group.commands.items()  # type: ignore[attr-defined]
    }


@pytest.mark.parametrize(("field", "names"), environment_names().items())
def test_every_setting_stands_in_the_table(field: str, names: list[str]) -> None:
    rows = [line for line in section("Settings").splitlines() if line.startswith(f"| `{names[0]}`")]
    assert len(rows) == 1
    assert all(f"`{name}`" in rows[0] for name in names)
    default = Settings.model_fields[field].default
    if isinstance(default, int) or field == "host":
        assert f"| `{default}` |" in rows[0]


def test_the_language_model_of_the_settings_words_the_conclusions(tmp_path: Path) -> None:
    told = Settings(home=tmp_path, llm_url="http://127.0.0.1:9/v1", llm_model="m")
    assert App(Settings(home=tmp_path, llm_url="")).answerer.worder is None
    assert App(told).answerer.worder is not None, "KHOLUAT_LLM_URL is documented and does nothing"


def test_the_readmes_name_no_setting_that_does_not_exist() -> None:
    known = {n for names in environment_names().values() for n in names}
    of_tests = {"KHOLUAT_SOURCES", "KHOLUAT_REQUIRE"}
    for text in (ENGLISH, VIETNAMESE):
        assert set(re.findall(r"\b(?:KHOLUAT|QDRANT)_[A-Z_]*[A-Z]", text)) <= known | of_tests


@pytest.mark.parametrize("command", commands())
@pytest.mark.parametrize("name", ["README.md", "README.vi.md"])
def test_every_command_stands_in_both_readmes(name: str, command: str) -> None:
    assert f"`kholuat {command}" in TEXTS[name]


def test_the_readmes_name_no_command_that_does_not_exist() -> None:
    for text in (ENGLISH, VIETNAMESE):
        assert set(re.findall(r"`(?:\.venv/bin/)?kholuat ([a-z]+)", text)) <= set(commands())


@pytest.mark.parametrize(("command", "options"), commands().items())
def test_the_command_line_is_documented_with_its_options(command: str, options: set[str]) -> None:
    rows = [line for line in section("Command line").splitlines() if re.match(rf"\| `kholuat {command}\b", line)]
    assert len(rows) == 1
    written = set(re.findall(r"--[a-z]+", rows[0]))
    assert written <= options
    assert options - written <= {"--batch"}
    for name in options - written:
        assert f"`{command} {name}`" in section("Command line")


def test_every_make_verb_is_documented_and_no_other() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    verbs = set(phony[1].split())
    assert set(re.findall(r"^\| `make ([a-z-]+)` \|", section("Verbs"), re.MULTILINE)) == verbs
    for text in (ENGLISH, VIETNAMESE):
        assert set(re.findall(r"`(?:[A-Z_]+=\S+ )*make ([a-z-]+)", text)) <= verbs


def test_every_marker_is_documented_and_no_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    markers = {m.split(":")[0] for m in project["tool"]["pytest"]["ini_options"]["markers"]}
    assert set(re.findall(r"^\| `([a-z]+)` \|", section("Tests"), re.MULTILINE)) == markers


def keys_of(name: str) -> set[str]:
    """The keys that "JSON contracts" gives for one kind of object."""
    found = re.search(rf"^\s*{name}\s+\[?\{{(.*?)\}}", section("JSON contracts"), re.MULTILINE)
    assert found
    return set(re.findall(r'"([a-z]+)"', found[1]))


def test_the_json_contracts_are_those_of_the_code() -> None:
    day = date(2025, 7, 1)
    hit = Hit(_PID, "", "", "", "tóm lược", Status.IN_FORCE, 1.0)
    answer = Answer("", day, True, "", (Quote(_PID, "", "tóm lược", Status.IN_FORCE),))
    document = DocumentSummary("43/2021/TT-BCA", "", "", (), day, day, None, Status.IN_FORCE, 0, "")
    assert keys_of("hit") == set(hit.as_dict())
    assert keys_of("ask") == set(answer.as_dict())
    assert keys_of("citation") == set(answer.as_dict()["citations"][0])
    assert keys_of("documents") == set(document.as_dict())
    assert keys_of("ingest") == {"files", *FileResult(Path("a.pdf"), Outcome.STORED).as_dict()}
    assert all(f'"{outcome.value}": n' in section("JSON contracts") for outcome in Outcome)


def test_the_status_words_are_explained() -> None:
    for status in Status:
        assert f"`{status.value}`" in ENGLISH
        assert re.search(rf"^\| \S {status.value} \|", VIETNAMESE, re.MULTILINE)


@pytest.mark.parametrize("name", TEXTS)
def test_links_lead_to_files_that_exist(name: str) -> None:
    links = {t for t in re.findall(r"\]\(([^)#\s]+)", TEXTS[name]) if "://" not in t}
    assert sorted(t for t in links if not (ROOT / t).exists()) == []


def test_the_layout_names_folders_that_exist() -> None:
    named, top = [], ""
    for line in section("The repository").split("```")[1].splitlines()[1:]:
        folders = re.findall(r"(?<!\S)[a-z]+/(?!\S)", line)
        if not line.startswith(" "):
            top, folders = (folders[0] if folders else ""), folders[:1]
            named += folders
        else:
            named += [top + folder for folder in folders]
    assert len(named) >= 15
    assert [folder for folder in named if not (ROOT / folder).is_dir()] == []


def example_ids() -> set[str]:
    """Canonical ids written in the READMEs."""
    return {i for text in (ENGLISH, VIETNAMESE) for i in re.findall(r"`(\S+/\S+ (?:điều|mục) [^`]+)`", text)}


def test_the_example_ids_parse_and_are_canonical() -> None:
    ids = example_ids()
    assert {"43/2021/TT-BCA điều 5 khoản 1 điểm đ", "111/KH-CAT-CSHS mục II.4.a.(4)"} <= ids
    assert [i for i in ids if str(ProvisionId.parse(i)) != i] == []


def test_the_example_citations_are_read() -> None:
    quoted = re.findall(r'"([^"\n]*(?:Điều|Đ)\s?\d[^"\n]*(?:BLHS|TT \d+/\d{4}))"', ENGLISH + VIETNAMESE)
    assert len(quoted) >= 3
    for text in quoted:
        (citation,) = find_citations(text)
        assert citation.portions or citation.targets
        assert citation.document_name


def test_no_private_place_is_named() -> None:
    for name, text in TEXTS.items():
        assert not re.search(r"/work/|/home/|/root/|/opt/|/tmp/", text), name
        hosts = set(re.findall(r"https?://([^/:\s)`]+)", text))
        assert hosts <= {"127.0.0.1"}, name
