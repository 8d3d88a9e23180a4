"""The application a report runs on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.settings import get_settings

if TYPE_CHECKING:
    from ui.state import App


def open_application(home: Path | None) -> App:
    """The application over the library below ``home`` (None: as the settings say), its index up to date."""
    if home:
        os.environ["KHOLUAT_HOME"] = str(home)
        get_settings.cache_clear()
    from ui.state import App

    application = App()
    application.prepare()
    return application
