"""Recognising a format by its content, and holding that against the ending of the file's name."""

import codecs
import re
import zipfile
from io import BytesIO

from strategraph.errors import SourceError
from strategraph.sources.formats import FORMATS, Format, format_named
from strategraph.sources.source_file import SourceFile

__all__ = ["recognise", "refuse_other_than_text"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: The stream in which Office keeps an encrypted document (MS-OFFCRYPTO, 2.3.4.4), in UTF-16.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: What files begin with that are no documents, or none that can be read, and what to do then.
_OTHERS = (
    (b"{\\rtf", "an RTF document", "save it as DOCX or ODT"),
    (b"\x89PNG", "a picture", "recognise its text (OCR) and save that"),
    (b"\xff\xd8\xff", "a picture", "recognise its text (OCR) and save that"),
    (b"II*\x00", "a picture", "recognise its text (OCR) and save that"),
    (b"MM\x00*", "a picture", "recognise its text (OCR) and save that"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and give the document"),
    (b"7z\xbc\xaf", "a 7z archive", "unpack it and give the document"),
    (b"Rar!", "a RAR archive", "unpack it and give the document"),
    (b"MZ", "a program", "do not trust it"),
    (b"\x7fELF", "a program", "do not trust it"),
)
_OOXML = (
    ("wordprocessingml.document.main", "docx"),
    ("presentationml.presentation.main", "pptx"),
    ("presentationml.slideshow.main", "pptx"),
    ("spreadsheetml.sheet.main", "xlsx"),
)
_ODF = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}
_HTML = re.compile(r"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_PDF_HEAD = 1024


def recognise(content: bytes, file: SourceFile) -> Format:
    """The format of the content, which the ending of the name has to agree with.

    Raises:
        SourceError: if it is encrypted, has macros, is of a kind that is not read, or is named as something else.
    """
    found = _by_content(content, file)
    if file.ending not in found.endings:
        raise SourceError(
            f"{file.shown} is named as {_article(file.ending)} but holds {found.title}: if you trust it, "
            f"give its name the ending {found.endings[0]}."
        )
    return found


def refuse_other_than_text(content: bytes, shown: str) -> None:
    """Refuse a file that is named as plain text and begins as something else.

    Raises:
        SourceError: naming what it is.
    """
    held = "a PDF" if content.startswith(b"%PDF-") else "a ZIP archive, as DOCX and ODT are" if _zipped(content) else ""
    held = held or ("an Office document of the old formats" if content.startswith(_OLE) else "")
    if held:
        raise SourceError(f"{shown} is named as plain text but holds {held}: give its name the ending of its format.")
    _refuse_others(content, shown)


def _by_content(content: bytes, file: SourceFile) -> Format:
    if b"%PDF-" in content[:_PDF_HEAD]:
        return format_named("pdf")
    if _zipped(content):
        return _packed(content, file.shown)
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise SourceError(f"{file.shown} is encrypted: open it with its password, and save it without one.")
        raise SourceError(
            f"{file.shown} is an Office document of the old formats (.doc, .xls, .ppt), which are not read: "
            "save it as DOCX, XLSX or PPTX."
        )
    _refuse_others(content, file.shown)
    return _marked_up(content, file)


def _zipped(content: bytes) -> bool:
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def _refuse_others(content: bytes, shown: str) -> None:
    for magic, kind, advice in _OTHERS:
        if content.startswith(magic):
            raise SourceError(f"{shown} is {kind}, which is not read: {advice}.")


def _packed(content: bytes, shown: str) -> Format:
    """The format of an archive, by what it says of itself in its first part (ODF 1.3, 3.3) or its list of types (OPC)."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            said = {name: _beginning(archive, name) for name in ("mimetype", "[Content_Types].xml")}
    except (zipfile.BadZipFile, ValueError, EOFError, RuntimeError) as fault:
        raise SourceError(
            f"{shown} is a damaged or encrypted ZIP archive ({fault}): open it in the program that made it, and save it anew."
        ) from fault
    kind = said["mimetype"].strip().removeprefix("application/vnd.oasis.opendocument.")
    if kind in _ODF:
        return format_named(_ODF[kind])
    types = said["[Content_Types].xml"]
    if "macroEnabled" in types:
        raise SourceError(
            f"{shown} may hold macros, which are never taken in: save it without macros (.docx, .xlsx, .pptx)."
        )
    for name, format_name in _OOXML:
        if name in types:
            return format_named(format_name)
    raise SourceError(
        f"{shown} is a ZIP archive, but not of DOCX, PPTX, XLSX, ODT, ODP or ODS: unpack it, and give the document."
    )


def _beginning(archive: zipfile.ZipFile, name: str) -> str:
    """The first megabyte of a part, which is enough for a list of types."""
    if name not in archive.NameToInfo:
        return ""
    with archive.open(name) as part:
        content = part.read(1_000_000)
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return content.decode("utf-16" if wide else "utf-8", errors="replace")


def _marked_up(content: bytes, file: SourceFile) -> Format:
    """Text of some kind: StratML, HTML or CSV."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    head = content[:65_536].decode("utf-16" if wide else "utf-8", errors="replace").lstrip("\ufeff \t\r\n")
    if _HTML.search(head) and head.startswith("<"):
        return format_named("html")
    if head.startswith("<?xml") or "<StrategicPlan" in head:
        return format_named("stratml")
    named = next((one for one in FORMATS if file.ending in one.endings), format_named("text"))
    if named.name == "html" and _TAG.search(head):
        return named
    if named.name == "csv" and "\x00" not in head and not head.startswith("<"):
        return named
    if named.name == "csv":
        raise SourceError(
            f"{file.shown} is named as CSV and holds something else: give its name the ending of its format."
        )
    raise SourceError(
        f"{file.shown} holds no {named.title}: open it in the program that made it, and save it as {named.title}."
    )


def _article(ending: str) -> str:
    return next((one.title for one in FORMATS if ending in one.endings), ending)
