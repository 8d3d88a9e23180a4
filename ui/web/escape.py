"""Text to HTML. Templates escape everything by themselves; the few functions that build markup escape each part first."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from corpus.documents import Status
from corpus.numbers import fold
from corpus.provisions import ProvisionId
from ui.web.dates import write_day
from ui.web.links import address

#: How each status is shown besides its word: a symbol and a colour class, so that neither colour nor symbol is needed alone.
STATUS_LOOK = {
    Status.IN_FORCE.value: ("✓", "in-force"),
    Status.PARTLY.value: ("◐", "partly"),
    Status.EXPIRED.value: ("✕", "expired"),
    Status.NOT_YET.value: ("○", "not-yet"),
    Status.UNVERIFIED.value: ("?", "unverified"),
}

#: Words too common to be worth marking in a result.
_COMMON = frozenset(
    "và của các những là có cho khi thì mà được không trong theo với về tại từ đến này đó ai gì nào bao nhiêu lâu thế "
    "mấy phải hay hoặc bị do để ra vào một ở như".split()
)
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The template environment: everything escaped, an unknown name is an error."""
    made = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters.update(day=write_day, address=address, pinpoint=pinpoint, place_link=place_link, web=web_address)
    made.globals.update(status_look=status_look)
    return made


def render(template: str, **values: Any) -> str:
    """Fill a template of ``templates/``."""
    return environment().get_template(template).render(**values)


def status_look(status: str) -> tuple[str, str]:
    """Symbol and colour class of a status word."""
    return STATUS_LOOK.get(str(status), STATUS_LOOK[Status.UNVERIFIED.value])


def pinpoint(pid: str) -> str:
    """The place of a canonical id as a lawyer cites it, as a heading; the text itself if it is none."""
    try:
        words = ProvisionId.parse(pid).pinpoint() or pid
    except ValueError:
        return pid
    return words[:1].upper() + words[1:]


def place_link(source: str) -> Markup:
    """Evidence as HTML: a link where it is a provision id, plain text where it is a file or page name."""
    try:
        pid = ProvisionId.parse(source)
    except ValueError:
        return escape(source)
    if not pid.path:
        return escape(source)
    return Markup('<a href="{}" data-go>{}, {}</a>').format(address(pid), pid.pinpoint(), pid.document)


def web_address(text: str) -> str:
    """The address if it is one of the web, else nothing: a stored ``javascript:`` must never become a link."""
    return text if re.match(r"https?://", text, re.IGNORECASE) else ""


def conclusion(text: str, turn: int, count: int) -> Markup:
    """An answer's text with its marks [1] … [count] as links to the cards of that turn."""
    parts: list[Markup] = []
    for piece in re.split(r"(\[\d+\])", text):
        number = int(piece[1:-1]) if re.fullmatch(r"\[\d+\]", piece) else 0
        if 1 <= number <= count:
            parts.append(
                Markup(
                    '<a class="mark" href="#c{0}-{1}" data-jump="c{0}-{1}" aria-label="Xem căn cứ {1}">[{1}]</a>'
                ).format(turn, number)
            )
        else:
            parts.append(escape(piece))
    return Markup().join(parts)


def highlight(text: str, query: str) -> Markup:
    """``text`` with the words of the query marked; a word typed without accents marks every accented form.

    >>> str(highlight("Trong 24 giờ", "24 gio"))
    'Trong <mark>24 giờ</mark>'
    """
    words = {w for w in _WORD.findall(query.lower()) if w not in _COMMON and (len(w) > 1 or w.isdigit())}
    bare = {w for w in words if fold(w) == w}
    parts: list[Markup | str] = []
    end = 0
    for found in _WORD.finditer(text):
        word = found[0].lower()
        if word in words or (word not in _COMMON and fold(word) in bare):
            parts += [escape(text[end : found.start()]), Markup("<mark>{}</mark>").format(found[0])]
            end = found.end()
    parts.append(escape(text[end:]))
    return Markup("").join(parts).replace(Markup("</mark> <mark>"), Markup(" "))


def today() -> str:
    """Today as the day fields show it."""
    return write_day(date.today())
