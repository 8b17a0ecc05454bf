"""A page of HTML as a tree: decoded by the encoding it states, without declarations of entities, nested no deeper than pages are."""

import codecs
import re

from lxml import etree

from strategraph.errors import SourceError
from strategraph.sources.markup import Element, reason, refuse_if_full
from strategraph.sources.source_file import SourceFile

__all__ = ["HEADINGS", "parsed_page"]

#: The elements of headings with their levels (HTML 4.3.6).
HEADINGS = {f"h{level}": level for level in range(1, 7)}
#: Deeper than this nobody writes; a document made to exhaust a parser is.
DEEPEST = 200
_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)|encoding\s*=\s*[\"']([A-Za-z0-9_-]+)[\"']", re.I
)
_ENCODINGS = {
    "utf-8": "utf-8", "utf8": "utf-8", "us-ascii": "ascii", "ascii": "ascii", "utf-16": "utf-16",
    "windows-1250": "cp1250", "cp1250": "cp1250", "iso-8859-2": "iso8859-2",
    "windows-1252": "cp1252", "iso-8859-1": "cp1252",
}  # fmt: skip
_SUBSET = re.compile(r"<!DOCTYPE[^>]*\[|<!ENTITY", re.IGNORECASE)
_NESTED = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)[^<>]*?(/?)>")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
#: Elements whose end may be left out close themselves, so they do not nest by being opened again (HTML 13.1.2.4).
_SELF_CLOSING = frozenset(["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "colgroup"])


def parsed_page(content: bytes, file: SourceFile) -> Element | None:
    """The root of a page; None where it is empty.

    Raises:
        SourceError: if its encoding is unknown or not kept to, it declares entities, or is nested too deep.
    """
    text = _decoded(content, file)
    declared = _SUBSET.search(text)
    if declared:
        raise SourceError(
            f"{file.shown} declares entities of its own at character offset {declared.start()}, as pages do not: "
            "do not trust this file."
        )
    _check_depth(text, file)
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(_without_declaration(text), parser) if text.strip() else None
    except etree.XMLSyntaxError as fault:
        refuse_if_full(fault)
        raise SourceError(f"{file.shown} cannot be read as HTML ({reason(fault)}): save it anew.") from fault
    if any("xcessive depth" in one.message for one in parser.error_log):
        raise SourceError(f"{file.shown} is nested too deep: save it anew, or do not trust it.")
    return root


def _decoded(content: bytes, file: SourceFile) -> str:
    stated = _CHARSET.search(content[:4096])
    name = (stated[1] or stated[2]).decode().lower() if stated else "utf-8"
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = "utf-16"
    elif content.startswith(codecs.BOM_UTF8):
        name, content = "utf-8", content.removeprefix(codecs.BOM_UTF8)
    if name not in _ENCODINGS:
        raise SourceError(f"{file.shown} says that it is in {name}, which is not read: save it as UTF-8.")
    try:
        return content.decode(_ENCODINGS[name])
    except UnicodeDecodeError as fault:
        raise SourceError(
            f"{file.shown} is not {name.upper()} at byte offset {fault.start}: save it as UTF-8."
        ) from fault


def _check_depth(text: str, file: SourceFile) -> None:
    """Count how deep elements are nested before they are parsed."""
    depth = 0
    for found in _NESTED.finditer(text):
        closing, name, empty = found[1], found[2].lower(), found[3]
        if name in _VOID or name in _SELF_CLOSING or (empty and ":" in name):
            continue
        depth = max(depth - 1, 0) if closing else depth + 1
        if depth > DEEPEST:
            raise SourceError(
                f"{file.shown} is nested more than {DEEPEST} deep at character offset {found.start()}: "
                "save it anew, or do not trust it."
            )


def _without_declaration(text: str) -> str:
    """Lxml takes no text that states an encoding in an XML declaration."""
    return re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
