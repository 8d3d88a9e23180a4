"""What a user is told when something fails: the fault's own Vietnamese sentence where it has one, else a general one."""

from __future__ import annotations

import logging

from corpus.library import LibraryError

log = logging.getLogger(__name__)


def told(error: Exception, otherwise: str) -> str:
    """The message for an error, which is logged with its traceback; ``otherwise`` for one that is nobody's expected fault."""
    from search.dense import DenseModelError
    from search.index import IndexUnusableError

    if isinstance(error, LibraryError | DenseModelError | IndexUnusableError):
        log.error("%s", error)
        return str(error)
    log.error("lỗi ngoài dự kiến", exc_info=error)
    return otherwise
