"""What search does with documents that people put in themselves: ``python -m eval.own_documents [--home DIR]``.

Copies the library of a home that holds the official texts, puts the three invented documents of ``eval/questions/own-documents`` into
the copy, and prints ``eval.ask_report`` of the questions about them, and of the locked half, which must not lose by their presence.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.settings import get_settings
from eval import ask_report
from eval.ask_report import LOCKED, OWN_DOCUMENTS, OWN_QUESTIONS
from eval.home import open_application
from ingest.batch import Outcome, ingest


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 1 if a document cannot be put in, or the home has no texts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, help="where var/ lives (default: KHOLUAT_HOME)")
    home = parser.parse_args(arguments).home or get_settings().home
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copytree(home / "var", copy / "var")
        application = open_application(copy)
        results = ingest([OWN_DOCUMENTS], application.library, application.settings)
        application.prepare()
        for result in results:
            print(f"{result.path.name}: {result.outcome}", file=sys.stderr)
        if any(result.outcome is not Outcome.STORED for result in results):
            return 1
        return max(ask_report.main(["--home", folder, "--questions", str(path)]) for path in (OWN_QUESTIONS, LOCKED))


if __name__ == "__main__":
    sys.exit(main())
