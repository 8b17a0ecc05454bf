"""Opening: any file that can be read as lines, plain text from whatever program it was saved in."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import regex

from strategraph.drafting.sheet import cleaned
from strategraph.errors import SourceError
from strategraph.settings import SourceLimits
from strategraph.sources import READ_AS_WINDOWS, Line, Place, is_damaged_utf_8, lines_of, read_bytes, read_file

__all__ = ["Opened", "open_file"]

#: The name under which plain text lies in data/sources.
DOCUMENT = "document.txt"
#: Endings of plain text, which is cleaned; other files stay as they are and are read by their own readers.
PLAIN = frozenset({".txt", ".text", ".md", ".markdown", ""})
#: A heading in Markdown; so many of them show that a text is written in it.
_HEADING = regex.compile(r"(#{1,6})\s+\S.*")
LEAST_HEADINGS = 2


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as lines: `content` is what has to lie in data/sources as `file`, `notices` say what was changed or left out."""

    name: str
    file: str
    content: bytes
    text: str
    lines: Sequence[Line]
    notices: tuple[str, ...]

    @property
    def sha256(self) -> str:
        """The hash of the content."""
        return hashlib.sha256(self.content).hexdigest()


def open_file(path: Path, limits: SourceLimits) -> Opened:
    """Read a file for drafting.

    Raises:
        SourceError: if it is missing, empty, too long, of a format without a reader, or damaged.
    """
    if path.suffix.lower() not in PLAIN:
        found = read_file(path, limits)
        return Opened(path.name, path.name, found.content, found.text, found.lines, found.notices)
    raw = _read(path, limits.max_bytes)
    text, notices = _decoded(raw)
    clean = cleaned(text)
    if clean != text.removeprefix("\ufeff"):
        notices.append("Line ends, control characters or decomposed letters were normalised in document.txt.")
    if not clean.strip():
        raise SourceError(f"{path} holds nothing but white space: give a file with the text of a plan.")
    lines = _with_headings(lines_of(clean))
    longest = max(len(line.text) for line in lines)
    if len(lines) - (not lines[-1].text) > limits.max_lines or longest > limits.max_line_characters:
        raise SourceError(
            f"{path} has {len(lines)} lines, the longest of {longest} characters; sources.max_lines and "
            f"sources.max_line_characters allow {limits.max_lines} and {limits.max_line_characters}: split it, or raise them."
        )
    return Opened(path.name, DOCUMENT, clean.encode(), clean, lines, tuple(notices))


def _with_headings(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, those that are headings in Markdown with their levels."""
    levels = {line.number: len(found[1]) for line in lines if (found := _HEADING.fullmatch(line.text))}
    if len(levels) < LEAST_HEADINGS:
        return lines
    return [replace(line, place=Place(heading=levels.get(line.number))) for line in lines]


def _read(path: Path, most: int) -> bytes:
    raw = read_bytes(path, most + 1)
    if not raw:
        raise SourceError(f"{path} is empty: give a file with the text of a plan.")
    if len(raw) > most:
        raise SourceError(f"{path} goes on after byte {most}, the most that sources.max_bytes allows: split it.")
    if b"\x00" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError(f"{path} is not text: give the file its right ending, or save it as text.")
    return raw


def _decoded(raw: bytes) -> tuple[str, list[str]]:
    """Unicode, or the encodings in which Czech text was saved before it."""
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw.decode("utf-8", "replace"), ["The byte order mark at the beginning is left out of document.txt."]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace"), ["The file is UTF-16; document.txt is UTF-8."]
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError:
        if is_damaged_utf_8(raw):
            return raw.decode("utf-8", "replace"), ["The file is damaged UTF-8; what cannot be read stands as U+FFFD."]
        return raw.decode("cp1250", "replace"), [READ_AS_WINDOWS]
