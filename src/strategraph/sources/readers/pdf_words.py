"""Words and strokes of a page of a PDF, in points from its upper left corner, the page turned as it is shown.

PDFium gives characters with their boxes; a word is a run of them without white space.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as c

__all__ = ["Page", "Stroke", "Word", "read_page"]

#: What PDFium gives for the hyphen at the end of a line.
_HYPHEN = 2
#: A character without a meaning (Unicode, replacement character).
UNKNOWN = "\ufffd"
#: A filled shape thinner than this is a line (points).
THIN = 3.0
#: A page with more pieces of lines than this is a drawing, in which no tables are looked for.
MOST_STROKES = 4_000
#: Text that is turned by more than this is no line of the page (degrees).
_TURNED = 10.0
_BOLD = 600
#: How much of the height of a font is above the line that letters stand on.
_ASCENT = 0.8


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box; `size` is that of its font in points."""

    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    text: str

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line that is drawn, level or upright."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def is_level(self) -> bool:
        """Whether it is wider than high."""
        return self.x1 - self.x0 >= self.bottom - self.top


@dataclass(slots=True)
class Page:
    """What is on a page; `pictures` is the share of it that they cover, `unknown` counts characters without a meaning."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    turned: list[Word] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    pictures: float = 0.0
    unknown: int = 0
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class _Turn:
    """From the space of a page, whose height grows upwards, to the page as it is shown (PDF 32000-1, 8.3.2.3)."""

    degrees: int
    left: float
    bottom: float
    width: float
    height: float

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        x0, x1, y0, y1 = x0 - self.left, x1 - self.left, y0 - self.bottom, y1 - self.bottom
        if self.degrees == 90:
            return y0, x0, y1, x1
        if self.degrees == 180:
            return self.width - x1, y0, self.width - x0, y1
        if self.degrees == 270:
            return self.height - y1, self.width - x1, self.height - y0, self.width - x0
        return x0, self.height - y1, x1, self.height - y0


def read_page(document: pdfium.PdfDocument, number: int) -> Page:
    """The page of that number, from 1."""
    page = document[number - 1]
    left, bottom, right, top = page.get_bbox()
    turn = _Turn(page.get_rotation(), left, bottom, right - left, top - bottom)
    sideways = turn.degrees in (90, 270)
    found = Page(number, turn.height if sideways else turn.width, turn.width if sideways else turn.height)
    text = page.get_textpage()
    _words(text, turn, found)
    _objects(page, turn, found)
    text.close()
    page.close()
    return found


def _words(text: pdfium.PdfTextPage, turn: _Turn, page: Page) -> None:
    codes: list[str] = []
    first = 0
    for index in range(text.count_chars()):
        code = c.FPDFText_GetUnicode(text, index)
        character = "-" if code == _HYPHEN else _character(code)
        if character.isspace():
            _take(text, first, codes, turn, page)
            codes = []
            continue
        if not codes:
            first = index
        codes.append(character)
        if code == _HYPHEN:  # PDFium leaves the end of the line out
            _take(text, first, codes, turn, page)
            codes = []
    _take(text, first, codes, turn, page)


def _character(code: int) -> str:
    """The character of a code; a high and a low half come one after the other and are put together at the end."""
    if code in (9, 10, 13):
        return " "
    return UNKNOWN if code < 32 or 127 <= code < 160 or code in (0xFFFE, 0xFFFF) else chr(min(code, 0x10FFFF))


def _take(text: pdfium.PdfTextPage, first: int, codes: list[str], turn: _Turn, page: Page) -> None:
    """Add the word of those characters, which stand from `first` on."""
    if not codes:
        return
    start, end = _box(text, first), _box(text, first + len(codes) - 1)
    x0, top, x1, bottom = turn.box(
        min(start[0], end[0]), min(start[1], end[1]), max(start[2], end[2]), max(start[3], end[3])
    )  # fmt: skip
    written = "".join(codes).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    page.unknown += written.count(UNKNOWN)
    angle = math.degrees(c.FPDFText_GetCharAngle(text, first)) + turn.degrees
    is_turned = min(angle % 360, 360 - angle % 360) > _TURNED
    size = _size(text, first)
    if not is_turned:
        line = _line(text, first, turn)
        top, bottom = line - _ASCENT * size, line + (1 - _ASCENT) * size
    word = Word(x0, top, x1, bottom, round(size, 1), _is_bold(text, first), written)
    (page.turned if is_turned else page.words).append(word)


def _size(text: pdfium.PdfTextPage, index: int) -> float:
    """The size of a character's font as it is shown, in points."""
    matrix = c.FS_MATRIX()
    c.FPDFText_GetMatrix(text, index, matrix)
    return float(c.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d))


def _line(text: pdfium.PdfTextPage, index: int, turn: _Turn) -> float:
    """The height of the line that a character stands on."""
    x, y = ctypes.c_double(), ctypes.c_double()
    c.FPDFText_GetCharOrigin(text, index, x, y)
    return turn.box(x.value, y.value, x.value, y.value)[1]


def _is_bold(text: pdfium.PdfTextPage, index: int) -> bool:
    if c.FPDFText_GetFontWeight(text, index) >= _BOLD:
        return True
    name = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    c.FPDFText_GetFontInfo(text, index, name, 128, flags)
    return b"bold" in name.value.lower()


def _box(text: pdfium.PdfTextPage, index: int) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of a character, as high as its font."""
    box = c.FS_RECTF()
    c.FPDFText_GetLooseCharBox(text, index, box)
    return box.left, box.bottom, box.right, box.top


def _objects(page: pdfium.PdfPage, turn: _Turn, found: Page) -> None:
    """Lines that are drawn, and how much of the page pictures cover."""
    area = 0.0
    for one in page.get_objects(filter=(c.FPDF_PAGEOBJ_PATH, c.FPDF_PAGEOBJ_IMAGE), max_depth=3):
        if one.type == c.FPDF_PAGEOBJ_IMAGE:
            x0, y0, x1, y1 = one.get_bounds()
            area += max(x1 - x0, 0) * max(y1 - y0, 0)
        elif one.level == 0 and not found.drawn:
            found.strokes += _strokes(one, turn)
            if len(found.strokes) > MOST_STROKES:
                found.drawn, found.strokes = True, []
    found.pictures = min(area / max(found.width * found.height, 1.0), 1.0)


def _strokes(one: pdfium.PdfObject, turn: _Turn) -> Iterator[Stroke]:
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    c.FPDFPath_GetDrawMode(one, fill, stroked)
    for points in _figures(one):
        if stroked.value:
            for (ax, ay), (bx, by) in pairwise(points):
                if abs(ax - bx) < 1 or abs(ay - by) < 1:
                    yield Stroke(*turn.box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))
        elif fill.value and points:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= THIN:
                yield Stroke(*turn.box(min(xs), min(ys), max(xs), max(ys)))


def _figures(one: pdfium.PdfObject) -> Iterator[list[tuple[float, float]]]:
    """The figures of a path, each as its corners; curves are left out."""
    matrix = one.get_matrix()
    figure: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(c.FPDFPath_CountSegments(one), MOST_STROKES)):
        segment = c.FPDFPath_GetPathSegment(one, index)
        kind = c.FPDFPathSegment_GetType(segment)
        if not c.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if kind == c.FPDF_SEGMENT_MOVETO:
            yield figure
            figure = []
        if kind != c.FPDF_SEGMENT_BEZIERTO:
            figure.append(matrix.on_point(x.value, y.value))
        if c.FPDFPathSegment_GetClose(segment) and figure:
            figure.append(figure[0])
    yield figure
