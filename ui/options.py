"""Options that several commands have: the day in force, JSON instead of text, lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated

import typer

JsonFlag = Annotated[bool, typer.Option("--json", help="In JSON.")]
OnOption = Annotated[
    str | None, typer.Option("--on", help="Ngày áp dụng (2025-07-01 hoặc 01/7/2025); mặc định hôm nay.")
]


def typed_day(text: str | None) -> date:
    """The day as typed, today if nothing is; BadParameter, which ends the command with 2, for what is no day."""
    if not text:
        return date.today()
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()
        except ValueError:
            continue
    raise typer.BadParameter(f"“{text}” không phải một ngày có thật; viết như 2025-07-01 hoặc 01/7/2025.")


def split(words: Sequence[str]) -> list[str]:
    """What was given separated by commas or one option at a time.

    >>> split(["43/2021/TT-BCA, 28/2020/TT-BCA", "BLHS"])
    ['43/2021/TT-BCA', '28/2020/TT-BCA', 'BLHS']
    """
    return [part.strip() for word in words for part in word.split(",") if part.strip()]
