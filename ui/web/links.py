"""Addresses of places in the library: ``?doc=43/2021/TT-BCA&dieu=5&khoan=1``, made to be shared and read back after a reload."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from corpus.numbers import normalize_number
from corpus.provisions import Level, Path, ProvisionId, Step

#: Names of the levels in an address, in the order of a path below an article.
_NAMES = {Level.ARTICLE: "dieu", Level.CLAUSE: "khoan", Level.POINT: "diem"}


def address(place: ProvisionId | str) -> str:
    """The address of a document or a provision; a text that is no provision id is taken as a document number.

    >>> address("43/2021/TT-BCA điều 5 khoản 1 điểm đ")
    '?doc=43/2021/TT-BCA&dieu=5&khoan=1&diem=%C4%91'
    >>> address("111/KH-CAT-CSHS mục II.4.a.(4)")
    '?doc=111/KH-CAT-CSHS&muc=m%E1%BB%A5c%20II.4.a.%284%29'
    """
    pid = _parsed(place) if isinstance(place, str) else place
    fields = {"doc": pid.document}
    if pid.path and all(step.level in _NAMES for step in pid.path):
        fields |= {_NAMES[step.level]: step.label for step in pid.path}
    elif pid.path:
        fields["muc"] = path_text(pid.path)
    return "?" + urlencode(fields, quote_via=quote, safe="/")


def _parsed(text: str) -> ProvisionId:
    try:
        return ProvisionId.parse(text)
    except ValueError:
        return ProvisionId(text)


def read_address(fields: Mapping[str, str]) -> ProvisionId | None:
    """The place an address names; None if it names no document. What cannot be read below the document is left out."""
    number = normalize_number(fields.get("doc", ""))
    if not number:
        return None
    steps = [Step(level, fields[name].lower()) for level, name in _NAMES.items() if fields.get(name)]
    if fields.get("muc"):
        try:
            return ProvisionId(number, ProvisionId.parse(f"x {fields['muc']}").path)
        except ValueError:
            return ProvisionId(number)
    return ProvisionId(number, tuple(steps) if steps and steps[0].level is Level.ARTICLE else ())


def path_text(path: Path) -> str:
    """A path in canonical words, without the document: ``điều 5 khoản 1``."""
    return str(ProvisionId("", path)).strip()


def anchor(path: Path) -> str:
    """The id of a place within a document page; unlike letters stay unlike (d and đ).

    >>> anchor(ProvisionId.parse("x điều 5 khoản 1 điểm đ").path)
    'điều-5-khoản-1-điểm-đ'
    """
    return re.sub(r"[\s.()/]+", "-", path_text(path)).strip("-")
