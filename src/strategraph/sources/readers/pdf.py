"""PDF: paragraphs put together of lines, tables with lines around their cells, columns one after the other.

Pages without text that hold a picture are scans: a document of such pages is refused. Where it is not certain in which order
something is read, a notice says so. Forms, comments, scripts and attachments are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium
import pypdfium2.raw as c

from strategraph.errors import SourceError
from strategraph.sources.blocks import Block, Reading, Row, paragraph, table
from strategraph.sources.document import Place
from strategraph.sources.readers.pdf_columns import Columns, Plain, Spaced, stretches
from strategraph.sources.readers.pdf_lines import Segment, joined, paragraphs, rows_of
from strategraph.sources.readers.pdf_pages import MARGIN, Item, headings, sewn
from strategraph.sources.readers.pdf_tables import Grid, grids
from strategraph.sources.readers.pdf_words import Page, read_page
from strategraph.sources.source_file import SourceFile

__all__ = ["read"]

#: Text may be copied, or taken out for readers who do not see it (PDF 32000-1, table 22, bits 5 and 10).
_MAY_BE_READ = 0x10 | 0x200
#: A page without words is a scan if pictures cover this share of it.
_PICTURE = 0.3
#: A document is a scan if this share of its pages is.
_SCANNED = 0.5
#: A text of which this share of the characters has no meaning is not read.
_UNKNOWN = 0.05
#: The space between the text of a cell and its right side, which is not seen, is that on its left, within these (points).
_PADDING = 2.0, 8.0


def read(content: bytes, file: SourceFile) -> Reading:
    """The blocks of a document.

    Raises:
        SourceError: if it is encrypted, damaged, a scan, or its fonts do not say what its characters mean.
    """
    document = _opened(content, file)
    walk = _Walk()
    pages = []
    for number in range(1, len(document) + 1):
        page = read_page(document, number)
        pages.append(replace(page, strokes=[], words=page.words[:1]))
        walk.page(page)
    _refuse_scans(pages, file)
    _refuse_unknown(pages, walk, file)
    return Reading(list(walk.blocks()), walk.told(pages))


def _opened(content: bytes, file: SourceFile) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as fault:
        if fault.err_code == c.FPDF_ERR_PASSWORD:
            raise SourceError(
                f"{file.shown} is encrypted: open it with its password, and save it without one."
            ) from fault
        if fault.err_code == c.FPDF_ERR_SECURITY:
            raise SourceError(
                f"{file.shown} is encrypted in a way that is not read: save it without encryption."
            ) from fault
        raise SourceError(
            f"{file.shown} is a damaged PDF: open it in the program that made it, and save it anew."
        ) from fault
    encrypted = c.FPDF_GetSecurityHandlerRevision(document) != -1
    if encrypted and not c.FPDF_GetDocPermissions(document) & _MAY_BE_READ:
        raise SourceError(
            f"{file.shown} does not permit that its text is taken out: ask its publisher for one that does."
        )
    if len(document) == 0:
        raise SourceError(f"{file.shown} has no pages: open it in the program that made it, and save it anew.")
    return document


def _scans(pages: list[Page]) -> list[int]:
    return [page.number for page in pages if not page.words and not page.turned and page.pictures >= _PICTURE]


def _refuse_scans(pages: list[Page], file: SourceFile) -> None:
    scans = _scans(pages)
    if len(scans) >= _SCANNED * len(pages):
        raise SourceError(
            f"{file.shown} is scanned: {len(scans)} of its {len(pages)} pages are pictures without text. Recognise the text "
            f"first (OCR), for example with `ocrmypdf --language ces IN.pdf OUT.pdf`, and read what that writes."
        )


def _refuse_unknown(pages: list[Page], walk: "_Walk", file: SourceFile) -> None:
    unknown = sum(page.unknown for page in pages)
    if unknown > _UNKNOWN * max(sum(len(item.text) for item in walk.items), 1):
        raise SourceError(
            f"{file.shown} does not say what {unknown} of its characters mean, so its text cannot be read: save it anew from "
            "the program that made it, or recognise its text (OCR), for example with `ocrmypdf --force-ocr --language ces`."
        )


@dataclass(slots=True)
class _Walk:
    """Goes through pages, and keeps what is on them until it is known what they have in common."""

    items: list[Item] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    #: The right side of the text on the page, which numbers of pages may stand beyond.
    right: float = 0.0

    def page(self, page: Page) -> None:
        """Add what is on a page, in the order of reading."""
        words = page.words
        found = grids(page.strokes)
        for grid in found:
            words = grid.take(words)
        rows = rows_of(words)
        self.right = _right(rows, page)
        for grid in found:
            above = [row for row in rows if row[0].bottom < grid.top]
            rows = rows[len(above) :]
            self.flow(above, page)
            self.grid(grid, page)
        self.flow(rows, page)
        self.turned(page)

    def flow(self, rows: list[list[Segment]], page: Page) -> None:
        for stretch in stretches(rows):
            if isinstance(stretch, Plain):
                self.items += (Item.of(one, page) for one in paragraphs(stretch.lines, self.right))
            elif isinstance(stretch, Columns):
                self.notices.append(
                    f"Page {page.number} has text in {len(stretch.columns)} columns, which were read one after the other."
                )
                for column in stretch.columns:
                    self.items += (Item.of(one, page, at == 0) for at, one in enumerate(paragraphs(column)))
            else:
                self.spaced(stretch, page)

    def spaced(self, stretch: Spaced, page: Page) -> None:
        self.notices.append(
            f"Page {page.number} has a table without lines between its cells: its rows were told apart by the space between, "
            "so look them over."
        )
        rows = [[[text] if text else [] for text in row] for row in stretch.rows]
        self.items.append(Item("", page.number, rows=rows, pages=[page.number] * len(rows)))

    def grid(self, grid: Grid, page: Page) -> None:
        rows = [[_cell(grid, row, column) for column in range(len(grid.xs) - 1)] for row in range(len(grid.ys) - 1)]
        if any(cell for row in rows for cell in row):
            self.items.append(Item("", page.number, rows=rows, pages=[page.number] * len(rows), sides=tuple(grid.xs)))

    def turned(self, page: Page) -> None:
        if page.turned:
            text = joined(word.text for word in page.turned)
            self.items.append(Item(text, page.number))
            self.notices.append(
                f"Page {page.number} has text that is turned: it stands at the end of the page, on one line."
            )
        if page.drawn:
            self.notices.append(f"Page {page.number} has a drawing of very many lines, so no tables were looked for.")

    def blocks(self) -> Iterator[Block]:
        """The lines of the document, paragraphs that go on over a page put together."""
        items = sewn(self.items)
        levels = headings(items)
        number = tables = 0
        for place, item in enumerate(items):
            if not item.rows:
                number += 1
                yield from paragraph(item.text, Place(page=item.page, paragraph=number, heading=levels.get(place)))
                continue
            tables += 1
            rows: list[Row] = []
            for row in item.rows:
                cells = []
                for column, texts in enumerate(row, 1):
                    cells.append(
                        (column, [block for text in texts for block in paragraph(text, Place(paragraph=number))])
                    )
                    number += len(texts)
                rows.append(cells)
            for block in table(rows, Place(table=tables)):
                page = item.pages[(block.place.row or 1) - 1]
                yield replace(block, place=replace(block.place, page=page))

    def told(self, pages: list[Page]) -> list[str]:
        scans = _scans(pages)
        told = [
            f"{_pages(scans)} without text: recognise their text (OCR), for example with `ocrmypdf --skip-text --language ces`."
        ] if scans else []  # fmt: skip
        unknown = [page.number for page in pages if page.unknown]
        told += (
            [f"{_pages(unknown, '', 'has characters', 'have characters')} that cannot be told, written as �."]
            if unknown
            else []
        )
        return told + self.notices


def _pages(numbers: list[int], of: str = "", one: str = "is a picture", many: str = "are pictures") -> str:
    named = ", ".join(map(str, numbers))
    return f"Page {named} {one}" if len(numbers) == 1 else f"Pages {named} {many}"


def _right(rows: list[list[Segment]], page: Page) -> float:
    """How far lines go to the right, those in the margins of the page aside."""
    inner = [row for row in rows if MARGIN * page.height < row[0].middle < (1 - MARGIN) * page.height]
    return max((row[-1].x1 for row in inner or rows), default=page.width)


def _cell(grid: Grid, row: int, column: int) -> list[str]:
    """The paragraphs of a cell; gaps between its words mean nothing."""
    words = grid.cells.get((row, column), [])
    left = min((word.x0 for word in words), default=0.0) - grid.xs[column]
    padding = min(max(left, _PADDING[0]), _PADDING[1])
    lines = [Segment([word for segment in line for word in segment.words]) for line in rows_of(words)]
    right = grid.right((row, column)) - padding
    found = list(paragraphs(lines, right))
    if len(found) > 1:
        found = list(paragraphs(lines, right, items=True))
    return [one.text for one in found]
