"""The master of slides and posters, made in code: one theme, four layouts with real placeholders, so that outlines and readers work.

Sizes are points, places (left, top, width, height) in points from the upper left corner of the page.
"""

from __future__ import annotations

import copy
from datetime import date, datetime, time
from typing import Any
from xml.sax.saxutils import escape

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Pt

from assist.office.text import clean
from assist.training.exports.metrics import FALLBACK, FONT, LEADING

MEDIA = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
Box = tuple[float, float, float, float]

#: Colours by the theme's names. Each of ink, grey, deep, good, bad and doubt has a contrast of at least 4.5 to white and to pale.
COLOURS = {
    "dk1": "1B2733",  # ink
    "lt1": "FFFFFF",
    "dk2": "12395B",  # deep: titles, heads of tables
    "lt2": "EEF3F7",  # pale: every other row
    "accent1": "12395B",
    "accent2": "1E5B2A",  # good
    "accent3": "8B1A1A",  # bad
    "accent4": "8A3B00",  # doubt
    "accent5": "4D5863",  # grey: provisions, feet
    "accent6": "2E6A9E",
    "hlink": "12395B",
    "folHlink": "4D5863",
}
INK, WHITE, DEEP, PALE, GOOD, BAD, MARK, GREY = "tx1", "bg1", "tx2", "bg2", "accent2", "accent3", "accent4", "accent5"

WIDE = (960.0, 540.0)  # a slide of 16:9
A4_LYING = (842.0, 595.0)
LEFT, WIDTH = 44.0, 872.0
TITLE_SIZE, KICKER_SIZE, BASIS_SIZE, FOOT_SIZE = 28.0, 16.0, 12.0, 12.0
TITLE_SMALLER = (22.0, 20.0)  # of a title that needs two lines
TITLE: Box = (LEFT, 42.0, WIDTH, 58.0)
KICKER: Box = (LEFT, 18.0, WIDTH, 22.0)
BODY: Box = (LEFT, 110.0, WIDTH, 326.0)
_GAP = 32.0
_HALF = (WIDTH - _GAP) / 2
HEADS: tuple[Box, Box] = ((LEFT, 110.0, _HALF, 32.0), (LEFT + _HALF + _GAP, 110.0, _HALF, 32.0))
HALVES: tuple[Box, Box] = ((LEFT, 152.0, _HALF, 284.0), (LEFT + _HALF + _GAP, 152.0, _HALF, 284.0))
BASIS: Box = (LEFT, 440.0, WIDTH, 64.0)
BASIS_LINES = 4
FOOT: Box = (LEFT, 510.0, 760.0, 20.0)
NUMBER: Box = (LEFT + WIDTH - 80.0, 510.0, 80.0, 20.0)

COVER, TEXT, COLUMNS, PLAIN = range(4)  # the layouts
# what a placeholder is for, by its number in a layout
KICKER_AT, BASIS_AT, RIGHT_AT, HEADS_AT, FOOT_AT, NUMBER_AT = 13, 14, 2, (15, 16), 11, 12


def begin(title: str, made: date, page: tuple[float, float] = WIDE) -> Any:
    """An empty presentation with the master. ``made``: the day its properties tell; no author is named."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(page[0]), Pt(page[1])
    deck.part._element.sldSz.attrib.pop("type", None)  # the library's own slides are 4:3 and say so
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _theme(theme.blob)
    for layout in [each for at, each in enumerate(deck.slide_layouts) if at not in {0, 1, 3, 5}]:
        deck.slide_layouts.remove(layout)
    _write_master(deck.slide_master)
    _write_layouts(deck.slide_layouts)
    for each in (deck.slide_master, *deck.slide_layouts):
        number_shapes(each)
    about = deck.core_properties
    about.title, about.language = clean(title)[:255], "vi-VN"
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = datetime.combine(made, time.min)
    return deck


def add_slide(deck: Any, layout: int, foot: str) -> Any:
    """A slide with its foot and number, which the library leaves to the layout."""
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    for shape in deck.slide_layouts[layout].placeholders:
        kind = shape.element.ph.get("type")
        if kind in {"ftr", "sldNum"}:
            own = copy.deepcopy(shape.element)
            slide.shapes._spTree.append(own)
            if kind == "ftr":
                own.find(f".//{qn('a:t')}").text = clean(foot)
    return slide


def placeholder(slide: Any, at: int) -> Any:
    """The placeholder of that number."""
    return next(shape for shape in slide.placeholders if shape.placeholder_format.idx == at)


def drop_empty(slide: Any) -> None:
    """Take away placeholders nobody wrote in: they would show a prompt."""
    for shape in list(slide.placeholders):
        if shape.has_text_frame and not shape.text_frame.text.strip():
            shape.element.getparent().remove(shape.element)


def order(slide: Any) -> None:
    """What is read last stands last: provisions, foot and number come after the text and the table."""
    for at in (BASIS_AT, FOOT_AT, NUMBER_AT):
        for shape in [shape for shape in slide.placeholders if shape.placeholder_format.idx == at]:
            slide.shapes._spTree.append(shape._element)


def number_shapes(page: Any) -> None:
    """Every shape its own number, which copies have not."""
    for number, found in enumerate(page.shapes._spTree.iter(qn("p:cNvPr")), start=1):
        found.set("id", str(number))


# -- theme ---------------------------------------------------------------------------------------------------------------


def _theme(blob: bytes) -> bytes:
    theme = parse_xml(blob)
    theme.set("name", "Kho Luật")
    colours = theme.find(f".//{qn('a:clrScheme')}")
    colours.set("name", "Kho Luật")
    for name, value in COLOURS.items():
        colour = colours.find(qn(f"a:{name}"))
        colour.clear()
        colour.append(_xml(f'<a:srgbClr {_NS} val="{value}"/>'))
    fonts = theme.find(f".//{qn('a:fontScheme')}")
    fonts.set("name", "Kho Luật")
    for kind in ("major", "minor"):
        font = fonts.find(qn(f"a:{kind}Font"))
        for child in list(font):
            font.remove(child)
        # the panose figures let a program without the font choose one like it
        panose = 'panose="020B0603030804020204" pitchFamily="34" charset="0"'
        font.append(_xml(f'<a:latin {_NS} typeface="{FONT}" {panose}/>'))
        font.append(_xml(f'<a:ea {_NS} typeface="{FALLBACK}"/>'))
        font.append(_xml(f'<a:cs {_NS} typeface="{FALLBACK}"/>'))
    from lxml import etree

    made: bytes = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


# -- master and layouts --------------------------------------------------------------------------------------------------

_FLAT = 'marL="0" indent="0" algn="l"'  # a paragraph at the left edge
_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def _write_master(master: Any) -> None:
    tree = _empty(master)
    tree.append(_bar((0, 0, 12, WIDE[1]), "Vạch màu"))
    tree.append(_shape("Tiêu đề", 'type="title"', TITLE, TITLE_SIZE, colour=DEEP, bold=True))
    tree.append(_shape("Nội dung", 'type="body" idx="1"', BODY, 22))
    tree.append(_shape("Chân trang", 'type="ftr" sz="quarter" idx="3"', FOOT, FOOT_SIZE, colour=GREY, anchor="ctr"))
    tree.append(_number('type="sldNum" sz="quarter" idx="4"'))
    styles = master._element.find(qn("p:txStyles"))
    for child in list(styles):
        styles.remove(child)
    levels = "".join(f"<a:lvl{n}pPr {_FLAT}>{_look(22, INK)}</a:lvl{n}pPr>" for n in range(1, 6))
    for tag, inside in (
        ("titleStyle", f"<a:lvl1pPr {_FLAT}>{_look(TITLE_SIZE, DEEP, bold=True)}</a:lvl1pPr>"),
        ("bodyStyle", levels),
        ("otherStyle", ""),
    ):
        styles.append(_xml(f"<p:{tag} {_NS}>{inside}</p:{tag}>"))


def _write_layouts(layouts: Any) -> None:
    cover, text, columns, plain = layouts
    for layout, name in ((cover, "Bìa"), (text, "Nội dung"), (columns, "Hai cột"), (plain, "Bảng")):
        layout._element.cSld.set("name", name)
        _empty(layout)
    tree = cover.shapes._spTree
    deep = f'<p:bg {_NS}><p:bgPr><a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    cover._element.cSld.insert(0, _xml(deep))
    tree.append(_shape("Tên bài", 'type="ctrTitle"', (80, 130, 800, 190), 36, colour=WHITE, bold=True, anchor="b"))
    tree.append(_shape("Giới thiệu", 'type="subTitle" idx="1"', (80, 340, 800, 120), 20, colour=WHITE))
    _foot(tree, WHITE)
    for layout in (text, columns, plain):
        tree = layout.shapes._spTree
        tree.append(_shape("Tiêu đề", 'type="title"', None, TITLE_SIZE))
        tree.append(_shape("Phần", f'type="body" idx="{KICKER_AT}"', KICKER, KICKER_SIZE, colour=GREY, bold=True))
        tree.append(_shape("Căn cứ", f'type="body" idx="{BASIS_AT}"', BASIS, BASIS_SIZE, colour=GREY, anchor="b"))
        _foot(tree, GREY)
    text.shapes._spTree.append(_shape("Nội dung", 'type="body" idx="1"', None, 22))
    tree = columns.shapes._spTree
    for at, box in zip(HEADS_AT, HEADS, strict=True):
        tree.append(
            _shape("Đầu cột", f'type="body" sz="half" idx="{at}"', box, 20, colour=WHITE, bold=True, anchor="ctr")
        )
    for at, box in zip((1, RIGHT_AT), HALVES, strict=True):
        tree.append(_shape("Cột", f'type="body" sz="half" idx="{at}"', box, 20))


def _foot(tree: Any, colour: str) -> None:
    tree.append(
        _shape("Chân trang", f'type="ftr" sz="quarter" idx="{FOOT_AT}"', FOOT, FOOT_SIZE, colour=colour, anchor="ctr")
    )
    tree.append(_number(f'type="sldNum" sz="quarter" idx="{NUMBER_AT}"', colour))


def _empty(page: Any) -> Any:
    tree = page.shapes._spTree
    for shape in list(tree)[2:]:  # the group's own properties stand first
        tree.remove(shape)
    return tree


def _shape(
    name: str,
    place: str,
    box: Box | None,
    size: float,
    *,
    colour: str = "",
    bold: bool = False,
    anchor: str = "t",
) -> Any:
    """A placeholder. Without a box it stands where the master's stands."""
    level = f"<a:lvl1pPr {_FLAT}>{_look(size, colour, bold=bold)}</a:lvl1pPr>" if box else ""
    return _xml(
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="0" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {place}/></p:nvPr></p:nvSpPr><p:spPr>{_xfrm(box)}</p:spPr><p:txBody>"
        f'<a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle>{level}</a:lstStyle>'
        f'<a:p><a:r><a:rPr lang="vi-VN"/><a:t>{escape(name)}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def _number(place: str, colour: str = GREY) -> Any:
    shape = _shape("Số trang", place, NUMBER, FOOT_SIZE, colour=colour, anchor="ctr")
    shape.find(f".//{qn('a:lvl1pPr')}").set("algn", "r")
    paragraph = shape.find(f".//{qn('a:p')}")
    paragraph.remove(paragraph[0])
    field = '<a:fld {} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr lang="vi-VN"/><a:t>‹#›</a:t></a:fld>'
    paragraph.append(_xml(field.format(_NS)))
    return shape


def _bar(box: Box, name: str) -> Any:
    return _xml(
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="0" name="{name}" descr=""/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_xfrm(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="tx2"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def _xfrm(box: Box | None) -> str:
    if box is None:
        return ""
    x, y, width, height = (int(Pt(value)) for value in box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'


def _look(size: float, colour: str, *, bold: bool = False) -> str:
    fill = f'<a:solidFill><a:schemeClr val="{colour}"/></a:solidFill>' if colour else ""
    fonts = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
    return (
        f'<a:lnSpc><a:spcPts val="{round(size * LEADING) * 100}"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}" kern="1200">{fill}{fonts}</a:defRPr>'
    )


def _xml(text: str) -> Any:
    return parse_xml(text)
