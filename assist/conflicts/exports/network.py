"""A picture of a review: documents on an oval, a line between two for the pairs found, as wide as they are many.

On an oval no line passes through a document it does not belong to, and every name has room beside its mark, however many there are.
Documents that have most to do with each other stand next to each other (spectral ordering of the graph).
"""

from __future__ import annotations

import io
import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
import networkx as nx
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from assist.conflicts.desk import Entry
from assist.conflicts.exports import About
from assist.conflicts.exports.rows import Met, Pair, kinds, met, number_words, pairs
from assist.conflicts.model import Severity

MOST = 40  # documents that one picture holds
_SEED = 6
_DPI = 160
_WIDTH = 10.0  # inches; a unit of the drawing is an inch
# inches: a row's best height, and the oval's most, which gives 40 documents rows of 0.27
_LOOSE, _HIGHEST = 0.66, 5.4
_TOP, _MARGIN = 0.08, 0.85  # inches above the oval, and below it for the legend
_HALF = 2.55  # inches: half the oval's width
# how far lines are drawn to the middle: at most this share of the way, and of the line's own length
_BEND, _SLACK = 0.45, 0.6
_NODE, _OF_ROW = 0.13, 0.38  # radius of a document's mark, in inches and as a share of the height of its row
_COUNTED = 40  # lines that may carry their number, the widest
_WIDEST_FROM = 12  # pairs that make the widest line at least
_NAME, _TITLE = 30, 46  # characters of a number and of a title that are shown
_FONT = "DejaVu Sans"  # comes with matplotlib and has every Vietnamese letter
_INK, _GREY = "#1F2D3D", "#5B6770"
#: Colour and dashes, so that a print without colours tells them apart; the colours are told apart by colour-blind eyes too.
_LOOKS: dict[Severity, tuple[str, Any]] = {
    Severity.HIGH: ("#B2182B", "solid"),
    Severity.MEDIUM: ("#D9760B", (0, (3.5, 1.2))),
    Severity.LOW: ("#4D7FA8", (0, (1.0, 1.0))),
}

matplotlib.rcParams["svg.hashsalt"] = "kholuat"  # the same review makes the same file

Point = tuple[float, float]


@dataclass(frozen=True)
class _Drawing:
    """What is drawn: documents in their order round the oval, lines between them, how many documents there are in all."""

    documents: list[Met]
    pairs: list[Pair]
    known: int


def draw(entries: Sequence[Entry], about: About, kind: str) -> bytes:
    """The picture, ``png`` or ``svg``; the same entries give the same picture. Letters are outlines: no font is needed to see it."""
    drawing = _choose(entries, about)
    per_side = math.ceil(len(drawing.documents) / 2)
    height = max(2 * _LOOSE, min(per_side * _LOOSE, _HIGHEST))
    radius = min(_NODE, _OF_ROW * height / max(per_side, 1))
    whole = height + _MARGIN + _TOP
    figure = Figure(figsize=(_WIDTH, whole), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0, _MARGIN / whole, 1, height / whole))
    axes.set_axis_off()
    axes.set_xlim(-_WIDTH / 2, _WIDTH / 2)
    axes.set_ylim(-height / 2, height / 2)
    places = _places(drawing.documents, height)
    _draw_pairs(axes, drawing.pairs, places, radius)
    names = _short_numbers(drawing.documents)
    for document in drawing.documents:
        _draw_document(axes, document, places[document.number], names, radius)
    _write_below(figure, drawing)
    stream = io.BytesIO()
    figure.savefig(
        stream, format=kind, metadata={"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
    )
    made = stream.getvalue()
    if kind == "svg":  # a page reads the title out
        made = made.replace(b"<metadata>", f"<title>{told(entries, about)}</title>\n <metadata>".encode(), 1)
    return made


def told(entries: Sequence[Entry], about: About) -> str:
    """What the picture shows, in a sentence; it also says where documents are left out."""
    drawing = _choose(entries, about)
    two, _, _ = kinds(entries)
    if not two:
        return "Không có chỗ nào được nêu giữa hai văn bản khác nhau."
    words = f"{number_words(two)} cặp quy phạm giữa {len(pairs(entries))} cặp văn bản"
    if drawing.known > len(drawing.documents):
        return f"{words}; vẽ {len(drawing.documents)} trong {number_words(drawing.known)} văn bản, những văn bản có nhiều cặp nhất."
    return f"{words}, của {drawing.known} văn bản."


# -- what is drawn, and where --------------------------------------------------------------------------------------------


def _choose(entries: Sequence[Entry], about: About) -> _Drawing:
    known = met(entries, about)
    most = sorted(known, key=lambda d: (-(d.checked + d.basis), -d.inside, not d.reviewed, d.number))[:MOST]
    shown = {d.number for d in most}
    lines = [pair for pair in pairs(entries) if {pair.one, pair.other} <= shown]
    # numbers and not names: the order of a set of names differs from run to run
    graph = nx.Graph()
    graph.add_nodes_from(range(len(most)))
    places = {document.number: place for place, document in enumerate(most)}
    graph.add_weighted_edges_from((places[p.one], places[p.other], p.count) for p in lines)
    order = nx.spectral_ordering(graph, seed=_SEED) if most else []
    return _Drawing([most[place] for place in order], lines, len(known))


def _places(documents: Sequence[Met], height: float) -> dict[str, Point]:
    """Round the oval, down its left side and up its right; on a side one below the other at even distances, so that names fit."""
    left = math.ceil(len(documents) / 2)
    found: dict[str, Point] = {}
    for side, column in ((-1, documents[:left]), (1, documents[left:][::-1])):
        for place, document in enumerate(column):
            y = (0.5 - (place + 0.5) / len(column)) * height
            found[document.number] = (side * _HALF * math.sqrt(1 - (y / (height * 0.54)) ** 2), y)
    return found


def _short_numbers(documents: Sequence[Met]) -> dict[str, str]:
    """The numbers, long ones cut after a hyphen; two that would look alike stay whole."""
    short = {d.number: _cut(d.number, _NAME, "-") for d in documents}
    alike = [words for words in short.values() if list(short.values()).count(words) > 1]
    return {number: number if words in alike else words for number, words in short.items()}


def _cut(words: str, longest: int, after: str) -> str:
    words = " ".join(unicodedata.normalize("NFC", words).split())
    if len(words) <= longest:
        return words
    kept = words[: longest - 1]
    return (kept[: kept.rfind(after) + 1] or kept).rstrip() + "…"


# -- drawing -------------------------------------------------------------------------------------------------------------


def _draw_pairs(axes: Any, lines: Sequence[Pair], places: dict[str, Point], radius: float) -> None:
    """The lines, wide ones above thin ones, and on each how many pairs it stands for, where there is room to write it."""
    most = max((pair.count for pair in lines), default=1)
    written: list[Point] = []
    for rank, pair in enumerate(reversed(lines)):
        start, end = places[pair.one], places[pair.other]
        middle = _middle(start, end)
        colour, dashes = _LOOKS[pair.worst]
        share = math.sqrt(pair.count / max(most, _WIDEST_FROM))
        curve = Path([start, middle, end], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
        look = {"edgecolor": colour, "linewidth": 1.1 + 5.4 * share, "linestyle": dashes, "alpha": 0.5 + 0.4 * share}
        axes.add_patch(PathPatch(curve, fill=False, zorder=1 + rank / 1000, **look))
    for pair in lines[:_COUNTED]:
        spots = _spots(places[pair.one], places[pair.other])
        spot = next((p for p in spots if _free(p, written, places, radius)), None)
        if spot is None:
            continue
        written.append(spot)
        box = {"boxstyle": "round,pad=0.18", "facecolor": "white", "edgecolor": _LOOKS[pair.worst][0], "linewidth": 0.7}
        _write(axes, spot, str(pair.count), 7, ha="center", va="center", bbox=box, zorder=4)


def _middle(start: Point, end: Point) -> Point:
    """The point that bends a line: its own middle, drawn to the middle of the oval so that it leaves the rim."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    away = math.hypot(x, y)
    stays = 1 - min(_BEND, _SLACK * math.dist(start, end) / away) if away else 1
    return x * stays, y * stays


def _spots(start: Point, end: Point) -> Iterator[Point]:
    """Points of a line where its count could stand, the best first."""
    bend = _middle(start, end)
    for at in (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.2, 0.8):
        yield (
            (1 - at) ** 2 * start[0] + 2 * at * (1 - at) * bend[0] + at**2 * end[0],
            (1 - at) ** 2 * start[1] + 2 * at * (1 - at) * bend[1] + at**2 * end[1],
        )


def _free(spot: Point, written: Sequence[Point], places: dict[str, Point], radius: float) -> bool:
    beside = all(abs(spot[0] - x) > 0.34 or abs(spot[1] - y) > 0.2 for x, y in written)
    return beside and all(math.dist(spot, place) > radius + 0.16 for place in places.values())


def _draw_document(axes: Any, document: Met, place: Point, names: dict[str, str], radius: float) -> None:
    """Its mark, filled if it was reviewed, with the entries inside it; its number and title on the outer side."""
    fill, ink = (_INK, "white") if document.reviewed else ("white", _INK)
    axes.plot(
        *place, marker="o", markersize=radius * 2 * 72, color=fill, markeredgecolor=_INK, markeredgewidth=1.0, zorder=3
    )
    if document.inside:
        _write(axes, place, str(document.inside), 46 * radius, ha="center", va="center", color=ink, zorder=5)
    side = -1 if place[0] < 0 else 1
    x, align = place[0] + side * (radius + 0.07), "right" if side < 0 else "left"
    number, title = names[document.number], _cut(document.title, _TITLE, " ")
    # the number stands above the middle of the mark and the title below it; a number alone, beside it
    _write(axes, (x, place[1] + 0.01), number, 7.5, ha=align, va="bottom" if title else "center", weight="bold")
    if title:
        _write(axes, (x, place[1] - 0.01), title, 6, ha=align, va="top", color=_GREY)


def _write_below(figure: Any, drawing: _Drawing) -> None:
    """What the signs mean."""
    signs = [
        Line2D([], [], color=colour, linestyle=dashes, linewidth=2.4, label=f"mức độ cao nhất: {severity.value}")
        for severity, (colour, dashes) in _LOOKS.items()
    ]
    for fill, label in ((_INK, "văn bản được rà soát"), ("white", "văn bản được đối chiếu")):
        signs.append(
            Line2D([], [], marker="o", linestyle="", color=fill, markeredgecolor=_INK, markersize=9, label=label)
        )
    high = figure.get_figheight()
    font = {"family": _FONT, "size": 7.5}
    figure.legend(
        handles=signs,
        loc="lower center",
        bbox_to_anchor=(0.5, 0.36 / high),
        ncols=len(signs),
        frameon=False,
        prop=font,
        handlelength=3.2,
        columnspacing=1.6,
        labelcolor=_INK,
    )
    words = (
        "Đường càng rộng càng nhiều cặp quy phạm; số trên đường là số cặp, ghi ở những đường rộng nhất và còn chỗ. "
        "Số trong vòng tròn: số chỗ trong chính văn bản hoặc với dữ kiện."
    )
    figure.text(0.5, 0.26 / high, words, ha="center", color=_INK, **font)
    if drawing.known > len(drawing.documents):
        cut = (
            f"Vẽ {len(drawing.documents)} trong {number_words(drawing.known)} văn bản: những văn bản có nhiều cặp nhất."
        )
        figure.text(0.5, 0.08 / high, cut, ha="center", weight="bold", color=_INK, **font)


def _write(axes: Any, place: Point, words: str, size: float, **look: Any) -> None:
    """Words as they are: a dollar sign opens no formula."""
    axes.text(*place, words, fontsize=size, family=_FONT, parse_math=False, **{"color": _INK, **look})
