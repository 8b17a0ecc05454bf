"""A file on its way to a reader: its name, how messages say it, and the limits it is held to."""

import unicodedata
from dataclasses import dataclass

from strategraph.errors import SourceError

__all__ = ["SourceFile", "check_file_name"]

#: The most bytes that a name of a file has on usual systems.
_NAME_BYTES = 255


@dataclass(frozen=True, slots=True)
class SourceFile:
    """`shown` is the file as messages name it; the rest are the limits of the settings (bytes, lines, characters)."""

    shown: str
    ending: str
    max_bytes: int
    max_lines: int
    max_line_characters: int
    max_unpacked_bytes: int


def check_file_name(name: str) -> None:
    """Hold the name of a file, without folders, against what a name may be; also where somebody else states it.

    Raises:
        SourceError: if it leads to another folder, has control characters, or is not in normal form C.
    """
    shown = name.encode("utf-8", errors="backslashreplace").decode()
    if "/" in name or "\\" in name or name in ("", ".", "..") or len(shown.encode()) > _NAME_BYTES:
        raise SourceError(
            f"{shown!r} is no name of a file: give it one without folders, of at most {_NAME_BYTES} bytes."
        )
    if any(unicodedata.category(character) in ("Cc", "Cf", "Cs") for character in name):
        raise SourceError(f"{shown!r} has a character in its name that nobody sees: rename the file.")
    if not unicodedata.is_normalized("NFC", name):
        raise SourceError(f"{shown!r} is a name that is not in normal form C (NFC): rename the file.")
