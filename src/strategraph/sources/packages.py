"""Packages: files that are ZIP archives (DOCX, ODT, PPTX …), looked at before anything in them is unpacked."""

import re
import unicodedata
import zipfile
from dataclasses import dataclass
from io import BytesIO

from strategraph.errors import SourceError
from strategraph.sources.markup import Element, check_markup, parse_xml

__all__ = ["Package", "open_package"]

#: More parts than this no plan has.
MOST_PARTS = 10_000
#: A part of more bytes than this that packs better than this is made to fill the memory.
RATIO, RATIO_BYTES = 200, 5_000_000
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_MARKUP = re.compile(r"\.(xml|rels|rdf|vml|xhtml|html?)\Z", re.IGNORECASE)
_MACROS = re.compile(r"(?:\A|/)(vbaProject\.bin|vbaData\.xml)\Z|\A(Basic|Scripts)/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Package:
    """An archive whose parts may be read: none is encrypted, none too large, none leads out of it."""

    shown: str
    archive: zipfile.ZipFile

    def names(self) -> list[str]:
        """The parts, in the order of the archive."""
        return self.archive.namelist()

    def read(self, name: str) -> bytes:
        """The bytes of a part; nothing where there is none."""
        return self.archive.read(name) if name in self.archive.NameToInfo else b""

    def xml(self, name: str) -> Element | None:
        """The root of a part in XML, or None where there is no such part.

        Raises:
            SourceError: if it is not well-formed, or nested too deep.
        """
        content = self.read(name)
        return parse_xml(content, f"{self.shown}, part {name}") if content else None


def open_package(content: bytes, shown: str, most_bytes: int) -> Package:
    """Open an archive after its directory has been looked through, and its markup for declarations of entities.

    Raises:
        SourceError: if it is damaged, encrypted, holds macros, unpacks to too much, has a part whose name leads out of
            it, or markup with a DOCTYPE.
    """
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, EOFError) as fault:
        raise SourceError(
            f"{shown} is a damaged ZIP archive ({fault}): open it in the program that made it, and save it anew."
        ) from fault
    package = Package(shown, archive)
    _check_directory(archive, shown, most_bytes)
    for name in archive.namelist():
        if _MACROS.search(name):
            raise SourceError(f"{shown} holds macros ({name}), which are never taken in: save it without macros.")
        if _MARKUP.search(name):
            check_markup(package.read(name), f"{shown}, part {name}")
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise SourceError(f"{shown} is encrypted: open it with its password, and save it without one.")
    return package


def _check_directory(archive: zipfile.ZipFile, shown: str, most_bytes: int) -> None:
    """Hold what the directory of the archive states against the limits; what a part holds beyond that is never read."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise SourceError(
            f"{shown} has {len(parts)} parts, and {MOST_PARTS} is the most that is unpacked: split the document."
        )
    if len({part.filename for part in parts}) < len(parts):
        raise SourceError(f"{shown} has two parts of one name, so programs read it differently: save it anew.")
    for part in parts:
        _check_part(part, shown)
    total = sum(part.file_size for part in parts)
    if total > most_bytes:
        raise SourceError(
            f"{shown} would unpack to {total} bytes, more than the {most_bytes} that sources.max_unpacked_bytes allows: "
            "take large pictures out, or split it."
        )


def _check_part(part: zipfile.ZipInfo, shown: str) -> None:
    name = part.filename
    strange = any(unicodedata.category(character) in ("Cc", "Cs") for character in name)
    if strange or "\\" in name or name.startswith("/") or ":" in name or ".." in name.split("/"):
        raise SourceError(
            f"{shown} has a part named {name!r}, which leads out of the archive or is no name: do not trust this file."
        )
    if unicodedata.normalize("NFC", name) != name:
        raise SourceError(f"{shown} has a part named {name!r}, which is not in normal form C: save it anew.")
    if part.flag_bits & _ENCRYPTED:
        raise SourceError(f"{shown} is encrypted: open it with its password, and save it without one.")
    if part.compress_type not in _METHODS:
        raise SourceError(f"{shown}: part {name} is packed by a method that such files do not use: save it anew.")
    if part.file_size > RATIO_BYTES and part.file_size > RATIO * part.compress_size:
        raise SourceError(
            f"{shown}: part {name} unpacks from {part.compress_size} to {part.file_size} bytes, as files do that are made "
            "to fill the memory: do not trust this file."
        )
