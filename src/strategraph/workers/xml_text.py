"""Text of an answer in XML, seen to as its bytes pass: the engine writes all characters as they are, and XML does not keep all."""

import re

from strategraph.workers.spool import RefusedError, Spool

__all__ = ["XmlText"]

#: What is no Char (XML 1.0, 2.2): control characters but tab, line feed and carriage return, and U+FFFE and U+FFFF. UTF-8 has
#: no surrogates.
_CONTROLS = bytes(byte for byte in range(0x20) if byte not in b"\t\n\r")
_LAST, _LAST_BEGIN = (b"\xef\xbf\xbe", b"\xef\xbf\xbf"), 0xEF
_NO_CHARACTER = re.compile(b"[%s]|%s|%s" % (re.escape(_CONTROLS), *_LAST))


class XmlText:
    """Passes an answer in XML on, as long as XML has its characters.

    A carriage return is written as a reference, because a reader takes one that stands there for a line feed (XML 1.0, 2.11).
    Only values of literals hold any: the engine ends lines with a line feed, and no IRI or language tag has one.
    """

    def __init__(self, out: Spool, form: str) -> None:
        self.out = out
        self.form = form
        self._tail = b""

    def write(self, piece: bytes) -> int:
        """Take the next bytes; a character may be cut by the pieces.

        Raises:
            RefusedError: at a character that XML has not.
        """
        text = self._tail + piece
        # one byte after the other is looked for, which takes a third as long as all at once
        if any(byte in piece for byte in _CONTROLS) or (_LAST_BEGIN in text and any(last in text for last in _LAST)):
            self._refuse(text)
        self._tail = text[-2:]
        self.out.write(piece.replace(b"\r", b"&#xD;"))
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""
        self.out.flush()

    def _refuse(self, text: bytes) -> None:
        found = _NO_CHARACTER.search(text)
        if found is not None:
            raise RefusedError("unwritable", format=self.form, character=f"U+{ord(found[0].decode()):04X}")
