"""Texts of OpenDocument, written by hand part by part as the standard has them."""

import io
import zipfile
from collections.abc import Iterable
from itertools import groupby
from xml.sax.saxutils import escape

#: A kind, a text, rows of a table.
Block = tuple[str, str, list[list[str]]]

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(f'xmlns:{name}="{_NAMESPACE}:{name}:1.0"' for name in ("office", "text", "table", "style"))
_FO = f'xmlns:fo="{_NAMESPACE}:xsl-fo-compatible:1.0"'
_TYPE = "application/vnd.oasis.opendocument.text"
_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_NAMESPACE}:manifest:1.0" manifest:version="1.2">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


_LIST = '<text:list-style style:name="L1"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'


def _style(name: str, size: str) -> str:
    properties = 'fo:font-weight="bold"' + (f' fo:font-size="{size}pt"' if size else "")
    return f'<style:style style:name="{name}" style:family="text"><style:text-properties {properties}/></style:style>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<text:line-break/>")


def _paragraph(kind: str, text: str) -> str:
    shown = _lines(text)
    if kind[0] == "h" and kind != "h0":
        return f'<text:h text:outline-level="{kind[1:]}">{shown}</text:h>'
    if kind == "p":
        return f"<text:p>{shown}</text:p>"
    return f'<text:p><text:span text:style-name="{kind}">{shown}</text:span></text:p>'


def _cell(rows: list[list[str]], number: int, column: int) -> str:
    text = rows[number][column]
    if text == "^":
        return "<table:covered-table-cell/>"
    below = next((n for n in range(number + 1, len(rows)) if rows[n][column] != "^"), len(rows)) - number
    paragraphs = "".join(f"<text:p>{_lines(part)}</text:p>" for part in text.split(" // "))
    return f'<table:table-cell table:number-rows-spanned="{below}">{paragraphs}</table:table-cell>'


def _table(rows: list[list[str]]) -> str:
    made = ("".join(_cell(rows, number, column) for column in range(len(row))) for number, row in enumerate(rows))
    inner = "".join(f"<table:table-row>{row}</table:table-row>" for row in made)
    return f'<table:table><table:table-column table:number-columns-repeated="{len(rows[0])}"/>{inner}</table:table>'


def _body(blocks: list[Block]) -> str:
    found = []
    for is_item, group in groupby(blocks, key=lambda block: block[0] == "li"):
        if is_item:
            items = "".join(f"<text:list-item>{_paragraph('p', text)}</text:list-item>" for _, text, _ in group)
            found.append(f'<text:list text:style-name="L1">{items}</text:list>')
        else:
            found += [_table(rows) if rows else _paragraph(kind, text) for kind, text, rows in group]
    return "".join(found)


def made_odt(blocks: Iterable[Block]) -> bytes:
    """A text with headings, lists, tables and letters in bold."""
    known = list(blocks)
    kinds = {kind for kind, _, _ in known if kind[0] in "bs"} | {"h0"}
    styles = "".join(_style(kind, kind[1:] if kind[0] == "s" else "") for kind in sorted(kinds))
    content = (
        f'<office:document-content {_SPACES} {_FO} office:version="1.2">'
        f"<office:automatic-styles>{styles}{_LIST}</office:automatic-styles>"
        f"<office:body><office:text>{_body(known)}</office:text></office:body></office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made:
        made.writestr("mimetype", _TYPE)
        made.writestr("content.xml", content)
        made.writestr("META-INF/manifest.xml", _MANIFEST)
    return stream.getvalue()
