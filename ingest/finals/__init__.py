"""The final articles: from which day a text applies, what it replaces and repeals, and what it amends anywhere in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.documents import Document, Relation, Validity
from corpus.provisions import Level, Provision, ProvisionId
from ingest.finals.acts import read_acts
from ingest.finals.commencement import read_commencement
from ingest.finals.statements import Statement, statements

#: Kinds whose final articles are those of the text they consolidate: it, not they, came into force and replaced others.
_WITNESSES = frozenset({"Văn bản hợp nhất", "Tin bài"})
_FINAL_HEADING = re.compile(r"hiệu lực|thi hành|bãi bỏ|thay thế|điều khoản cuối|chuyển tiếp", re.IGNORECASE)
_LAST_ARTICLES = 4


class Finals(NamedTuple):
    """``validity``: of the document; ``partial``: of provisions that begin on another day; ``relations``: its acts on others."""

    validity: Validity
    partial: dict[ProvisionId, Validity]
    relations: tuple[Relation, ...]
    remarks: tuple[str, ...]


def read_finals(document: Document, provisions: Sequence[Provision]) -> Finals:
    """Read the final articles of a structured document; ``document.issued`` is needed for days counted from signing."""
    if document.kind in _WITNESSES:
        return Finals(Validity(), {}, (), ())
    stated = list(_final_statements(provisions))
    commencement = read_commencement(document, stated)
    own = [p for p in provisions if not p.id.path or p.id.path[0].level is not Level.APPENDIX]
    relations, remarks = read_acts(document, own, stated, commencement.validity.effective)
    return Finals(
        commencement.validity,
        commencement.partial,
        tuple(relations),
        tuple(dict.fromkeys([*commencement.remarks, *remarks])),
    )


def _final_statements(provisions: Sequence[Provision]) -> list[Statement]:
    """Statements of the articles that may end a text: by their heading, or among the last ones; of a plan, of every item."""
    articles = [p for p in provisions if p.id.path and p.id.path[0].level is Level.ARTICLE]
    if not articles:
        bodies = [
            p for p in provisions if p.level in {Level.ITEM, Level.LOOSE} and p.id.path[0].level is not Level.APPENDIX
        ]
        return [s for p in bodies for s in statements(p)]
    last = {p.id for p in articles[-_LAST_ARTICLES:]}
    chosen = [p for p in articles if p.id in last or (_FINAL_HEADING.search(p.heading) and _near_end(p, articles))]
    return [s for p in chosen for s in statements(p)]


def _near_end(provision: Provision, articles: Sequence[Provision]) -> bool:
    """A law on executing judgments has "thi hành" in every heading; only its last tenth can be final articles."""
    return articles.index(provision) >= len(articles) * 0.9
