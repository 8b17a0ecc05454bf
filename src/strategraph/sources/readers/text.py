"""Plain text: UTF-8 in normal form C, without a byte order mark and without control characters."""

import re
import unicodedata
from pathlib import Path

from strategraph.errors import SourceError

__all__ = ["read_text"]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_text(content: bytes, path: Path) -> str:
    """Decode bytes as UTF-8.

    Raises:
        SourceError: naming the file and the offset of the first byte or character that is wrong.
    """
    if content.startswith(b"\xef\xbb\xbf"):
        raise SourceError(f"{path} begins with a byte order mark at byte offset 0: save it as UTF-8 without one.")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as fault:
        found = content[fault.start]
        raise SourceError(
            f"{path} is not UTF-8: byte 0x{found:02x} at byte offset {fault.start} ({fault.reason}); save it as UTF-8."
        ) from fault
    control = _CONTROL.search(text)
    if control:
        raise SourceError(
            f"{path} holds the control character U+{ord(control[0]):04X} at character offset {control.start()}: remove it."
        )
    if not unicodedata.is_normalized("NFC", text):
        composed = unicodedata.normalize("NFC", text)
        same = next(
            (at for at, pair in enumerate(zip(text, composed, strict=False)) if pair[0] != pair[1]), len(composed)
        )
        raise SourceError(
            f"{path} is not in normal form C (NFC) at character offset {same}: save it so, for example with `uconv -x NFC`."
        )
    return text
