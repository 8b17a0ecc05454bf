"""The formats of files that can be read, each with the endings of its names and the name of its reader."""

from dataclasses import dataclass
from pathlib import Path

from strategraph.errors import SourceError

__all__ = ["FORMATS", "Format", "format_named", "format_of_ending"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format; `name` is that of its module in `readers/`, `title` what messages call it."""

    name: str
    title: str
    endings: tuple[str, ...]


FORMATS = (
    Format("text", "plain text", (".txt",)),
    Format("csv", "CSV", (".csv", ".tsv")),
    Format("docx", "DOCX", (".docx",)),
    Format("html", "HTML", (".html", ".htm", ".xhtml")),
    Format("odp", "ODP", (".odp",)),
    Format("ods", "ODS", (".ods",)),
    Format("odt", "ODT", (".odt",)),
    Format("pdf", "PDF", (".pdf",)),
    Format("pptx", "PPTX", (".pptx",)),
    Format("stratml", "StratML", (".stratml", ".xml")),
    Format("xlsx", "XLSX", (".xlsx",)),
)


def format_named(name: str) -> Format:
    """The format by its name, such as `docx`."""
    return next(one for one in FORMATS if one.name == name)


def format_of_ending(path: Path) -> Format:
    """The format that the ending of a file's name speaks of.

    Raises:
        SourceError: if there is no reader for it.
    """
    ending = path.suffix.lower()
    found = next((one for one in FORMATS if ending in one.endings), None)
    if found is None:
        known = ", ".join(ending for one in FORMATS for ending in one.endings)
        raise SourceError(f"{path}: there is no reader for {path.suffix!r}; there are readers for {known}.")
    return found
