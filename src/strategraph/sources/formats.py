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


_MACROS = "files of this kind hold macros, which are never taken in: save it without macros, as {}"
_OLD = "there is no reader for this old format: save it as {}"
_PICTURE = (
    "pictures are not read: recognise the text (OCR), for example with `ocrmypdf --language ces`, and read that PDF"
)
#: Endings that have no reader → what to do with such a file.
_SAVE_AS = {
    **{ending: _MACROS.format(".docx") for ending in (".docm", ".dotm")},
    **{ending: _MACROS.format(".xlsx") for ending in (".xlsm", ".xltm", ".xlsb")},
    **{ending: _MACROS.format(".pptx") for ending in (".pptm", ".potm", ".ppsm")},
    **{ending: _OLD.format(".docx or .odt") for ending in (".doc", ".rtf", ".sxw")},
    **{ending: _OLD.format(".xlsx or .ods") for ending in (".xls", ".sxc")},
    **{ending: _OLD.format(".pptx or .odp") for ending in (".ppt", ".sxi")},
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff"), _PICTURE),
}  # fmt: skip


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
    if found is None and ending in _SAVE_AS:
        raise SourceError(f"{path}: {_SAVE_AS[ending]}.")
    if found is None:
        known = ", ".join(ending for one in FORMATS for ending in one.endings)
        raise SourceError(f"{path}: there is no reader for {path.suffix!r}; there are readers for {known}.")
    return found
