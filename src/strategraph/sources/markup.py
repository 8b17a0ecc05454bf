"""XML from files of others: no DOCTYPE, no entities but those of XML itself, nothing fetched, bounded depth."""

import codecs
import re
from typing import TypeAlias

from lxml import etree

from strategraph.errors import SourceError

__all__ = ["Element", "check_markup", "local", "parse_xml", "reason", "refuse_if_full"]

Element: TypeAlias = etree._Element

#: XML 1.0, 2.8 and 4.3.3; processors have to know UTF-8 and UTF-16, and such files use no other.
_DOCTYPE = re.compile(r"<!(DOCTYPE|ENTITY)")
_ENCODING = re.compile(rb"\A<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
_ENCODINGS = ("utf-8", "us-ascii", "ascii", "utf-16", "utf-16le", "utf-16be")
#: XML_ERR_NO_MEMORY of libxml2.
_NO_MEMORY = 2
#: The most that is told of what a parser says (characters).
_TOLD = 120
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def check_markup(content: bytes, shown: str) -> None:
    """Look for declarations in XML before any library reads it.

    Raises:
        SourceError: for a DOCTYPE, an entity declaration, or an encoding in which one could hide.
    """
    stated = _ENCODING.match(content.removeprefix(codecs.BOM_UTF8))
    encoding = stated[1].decode().lower() if stated else "utf-8"
    wide = content.startswith(_MARKS) or b"\x00" in content[:4]
    if encoding not in _ENCODINGS:
        raise SourceError(f"{shown} is XML in {encoding}: save it as UTF-8.")
    try:
        text = content.decode("utf-16" if wide else "utf-8")
    except UnicodeDecodeError as fault:
        raise SourceError(
            f"{shown} is not {fault.encoding.upper()} at byte offset {fault.start}: save it as UTF-8."
        ) from fault
    found = _DOCTYPE.search(text)
    if found:
        raise SourceError(
            f"{shown} has a {found[0][2:]} at character offset {found.start()}, which may declare entities without end: "
            "remove it, or do not trust this file."
        )


def parse_xml(content: bytes, shown: str) -> Element:
    """The root element; comments and processing instructions are left out.

    Raises:
        SourceError: if it is not well-formed, is nested more than 256 deep, or declares entities.
    """
    check_markup(content, shown)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        refuse_if_full(fault)
        raise SourceError(f"{shown} cannot be read as XML ({reason(fault)}): save it anew.") from fault


def refuse_if_full(fault: etree.XMLSyntaxError) -> None:
    """Where memory is short libxml2 may stop without a reason, or say so in an error of syntax.

    Raises:
        MemoryError: if that is what the error means.
    """
    if fault.code in (0, _NO_MEMORY) or fault.msg in (None, "unknown error"):
        raise MemoryError from fault


def reason(fault: etree.XMLSyntaxError) -> str:
    """What libxml2 says of a fault, on one line; it may quote the file."""
    said = "".join(sign if sign.isprintable() else " " for sign in str(fault.msg))
    return " ".join(said.split())[:_TOLD]


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return str(etree.QName(element).localname)
