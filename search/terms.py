"""The words of ``terms.yaml``: abbreviations, shorthand, and how people say what the law calls otherwise."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml


@lru_cache(maxsize=1)
def terms() -> dict[str, Any]:
    """The file's sections, read once; they are not to be changed."""
    # the C loader is six times as fast, which a question on the command line waits for
    data = yaml.load(Path(__file__).with_name("terms.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert isinstance(data, dict)
    return data
