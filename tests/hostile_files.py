"""Files that were made to exhaust, mislead or reach out of the program that reads them, each with what has to be said of it."""

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from made_documents import docx_typed, html_page, pptx_slides, xlsx_rows

_LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
DOCTYPE = f'<!DOCTYPE lolz [<!ENTITY a0 "lol">{_LAUGHS}]>'
_STRATML = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
_TEXT_TYPE = "application/vnd.oasis.opendocument.text"
_ODF = '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
_ODF += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'


def archive(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return stream.getvalue()


@cache
def parts_of(make: Callable[[], bytes]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(make())) as made:
        return {name: made.read(name) for name in made.namelist()}


def docx_with(**parts: bytes | str) -> bytes:
    """A sound DOCX with further parts, or others in their place; `__` in a name stands for a stroke, `_` for a point."""
    named = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    return archive(parts_of(docx_typed) | named)


def odf(kind: str, body: str, **more: str) -> bytes:
    content = f"{_ODF}<office:body>{body}</office:body></office:document-content>"
    return archive({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content, **more})


def _document(inner: str) -> str:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{space}"><w:body>{inner}</w:body></w:document>'


def _in_utf_7() -> str:
    return '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AFsAXQ-+AD4-<a/>'


def _flagged() -> bytes:
    """A ZIP archive whose parts say that they are encrypted."""
    content = bytearray(docx_typed())
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(magic)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(magic, at + 4)
    return bytes(content)


def _pdf(encryption: StandardEncryption | None = None, draw: Callable[[Canvas], None] | None = None) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=encryption)
    if draw:
        draw(canvas)
    else:
        canvas.drawString(72, 700, "1. Plan")
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "lightgrey")), 0, 0, width=595, height=842)


def _duplicate() -> bytes:
    stream = io.BytesIO(docx_typed())
    with zipfile.ZipFile(stream, "a") as made:
        made.writestr("word/document2.xml", "<a/>")
        made.filelist[-1].filename = "word/document.xml"
    return stream.getvalue()


#: Name of the file → what makes it, and words of the sentence that refuses it.
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "entities.docx": (
        lambda: docx_with(word__document_xml=DOCTYPE + "<a>&a9;</a>"),
        "part word/document.xml has a DOCTYPE at character offset 0, which may declare entities without end",
    ),
    "entities.odt": (lambda: archive({"mimetype": _TEXT_TYPE, "content.xml": DOCTYPE + "<a>&a9;</a>"}), "has a DOCTYPE"),
    "entities.xml": (
        lambda: f'<?xml version="1.0"?>{DOCTYPE}<StrategicPlan xmlns="{_STRATML}"><Name>&a9;</Name></StrategicPlan>'.encode(),
        "entities.xml has a DOCTYPE at character offset 21",
    ),
    "outside.xml": (
        lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "outside.xml has a DOCTYPE",
    ),
    "wide.xml": (lambda: f'<?xml version="1.0" encoding="UTF-16"?>{DOCTYPE}<a/>'.encode("utf-16"), "has a DOCTYPE"),
    "hidden.docx": (lambda: docx_with(word__document_xml=_in_utf_7()), "is XML in utf-7: save it as UTF-8"),
    "entities.html": (
        lambda: b"<!DOCTYPE html [<!ENTITY a 'b'>]><html><body>&a;</body></html>",
        "declares entities of its own at character offset 0",
    ),
    "packed.docx": (
        lambda: docx_with(word__media__a_png=b"\0" * 100_000_000),
        "part word/media/a.png unpacks from",
    ),
    "large.docx": (
        lambda: archive(parts_of(docx_typed) | {f"word/media/{n}.png": b"\0" * 4_900_000 for n in range(70)}),
        "more than the 300000000 that sources.max_unpacked_bytes allows",
    ),
    "many.docx": (
        lambda: archive(parts_of(docx_typed) | {f"word/{n}.txt": b"" for n in range(10_001)}),
        "and 10000 is the most that is unpacked",
    ),
    "deep.docx": (
        lambda: docx_with(word__document_xml=_document("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)),
        "part word/document.xml cannot be read as XML (Excessive depth in document",
    ),
    "deep.odt": (
        lambda: odf("text", "<office:text>" + "<text:section>" * 50_000 + "</text:section>" * 50_000 + "</office:text>"),
        "part content.xml cannot be read as XML (Excessive depth in document",
    ),
    "deep.html": (
        lambda: b"<html><body>" + b"<div>" * 500_000 + b"Plan" + b"</div>" * 500_000,
        "is nested more than 200 deep",
    ),
    "repeated.ods": (
        lambda: odf(
            "spreadsheet",
            "<office:spreadsheet><table:table>"
            + '<table:table-row table:number-rows-repeated="1000000000"><table:table-cell '
            + 'table:number-columns-repeated="1000000000"><text:p>a</text:p></table:table-cell></table:table-row>'
            * 30
            + "</table:table></office:spreadsheet>",
        ),
        "",
    ),
    "spaces.odt": (
        lambda: odf("text", "<office:text><text:p>" + '<text:s text:c="1000000000"/>' * 20_000 + "a</text:p></office:text>"),
        "",
    ),
    "encrypted.docx": (
        lambda: _OLE + "EncryptedPackage".encode("utf-16-le") + b"\0" * 400,
        "encrypted.docx is encrypted: open it with its password, and save it without one",
    ),
    "flagged.docx": (_flagged, "encrypted"),
    "encrypted.odt": (
        lambda: odf("text", "<office:text/>", **{"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}),
        "is encrypted: open it with its password",
    ),
    "encrypted.pdf": (
        lambda: _pdf(StandardEncryption("tajne", "majitel")),
        "encrypted.pdf is encrypted: open it with its password, and save it without one",
    ),
    "macros.docx": (lambda: docx_with(word__vbaProject_bin=b"macro"), "holds macros (word/vbaProject.bin)"),
    "macros.xlsx": (
        lambda: archive(
            {
                name: content.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")
                for name, content in parts_of(xlsx_rows).items()
            }
        ),
        "may hold macros, which are never taken in",
    ),
    "macros.odt": (
        lambda: odf("text", "<office:text/>", **{"Basic/Standard/Modul.xml": "<a/>"}),
        "holds macros (Basic/Standard/Modul.xml)",
    ),
    "old.doc.docx": (lambda: _OLE, "is an Office document of the old formats"),
    "named.pdf": (docx_typed, "is named as PDF but holds DOCX: if you trust it, give its name the ending .docx"),
    "named.docx": (pptx_slides, "is named as DOCX but holds PPTX"),
    "named.xlsx": (html_page, "is named as XLSX but holds HTML"),
    "named.txt": (docx_typed, "is named as plain text but holds a ZIP archive"),
    "named.csv": (lambda: b"<b>a</b>", "is named as CSV and holds something else"),
    "picture.pdf": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "is a picture, which is not read: recognise its text (OCR)"),
    "program.docx": (lambda: b"MZ" + b"\0" * 100, "is a program, which is not read: do not trust it"),
    "other.docx": (lambda: archive({"a.txt": "a"}), "is a ZIP archive, but not of DOCX"),
    "above.docx": (lambda: archive(parts_of(docx_typed) | {"../../etc/passwd": "a"}), "which leads out of the archive"),
    "root.docx": (lambda: archive(parts_of(docx_typed) | {"/etc/passwd": "a"}), "which leads out of the archive"),
    "drive.docx": (lambda: archive(parts_of(docx_typed) | {"C:\\a": "a"}), "which leads out of the archive"),
    "control.docx": (lambda: archive(parts_of(docx_typed) | {"word/\x07.xml": "<a/>"}), "or is no name"),
    "decomposed.docx": (
        lambda: archive(parts_of(docx_typed) | {"word/a\u0301.xml": "<a/>"}),
        "which is not in normal form C",
    ),
    "twice.docx": (_duplicate, "has two parts of one name"),
    "method.docx": (lambda: archive(parts_of(docx_typed), zipfile.ZIP_LZMA), "packed by a method"),
    "cut.docx": (lambda: docx_typed()[:5000], "is a damaged or encrypted ZIP archive"),
    "cut.pdf": (lambda: _pdf()[:200], "is a damaged PDF"),
    "empty.docx": (lambda: docx_with(word__document_xml=_document("<w:p/>")), "holds no text"),
    "scan.pdf": (lambda: _pdf(draw=_scan), "scan.pdf is scanned: 1 of its 1 pages are pictures without text. Recognise the text"),
    "control.csv": (lambda: b"a,b\nc\x07d,e\n", "table 1, row 2 holds the control character U+0007"),
    "quotes.csv": (lambda: b'a,"b\n', "is not CSV"),
    "latin.csv": (lambda: "Cíl;Č\n".encode("cp1250") + b"\x81", "is not UTF-8 at byte offset 1: save it as CSV in UTF-8"),
    "damaged.csv": (lambda: "Cíl;Č\n".encode()[:-2], "is not UTF-8 at byte offset 5: save it as CSV in UTF-8"),
    "wide.csv": (lambda: "Cíl;Č\n".encode("utf-16")[:-1], "is not UTF-16 at byte offset 12: save it as CSV in UTF-8"),
}  # fmt: skip
