"""The words of ``terms.yaml``: abbreviations, shorthand, and how people say what the law calls otherwise."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).with_name("terms.yaml")


@lru_cache(maxsize=1)
def terms() -> dict[str, Any]:
    """The file's sections, read once; they are not to be changed."""
    # the C loader is six times as fast, which a question on the command line waits for
    data = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert isinstance(data, dict)
    return data


def spoken() -> list[str]:
    """Every phrase of the file, as people and as the law say it: texts to learn from."""
    groups = terms()["synonyms"]
    said = [phrase for group in groups for phrase in group["spoken"]]
    law = [word["term"] for group in groups for word in group["law"]]
    return [*said, *law, *terms()["abbreviations"].values()]
