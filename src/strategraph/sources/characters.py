"""The characters of a text that was taken out of a file: composed, without those that nobody sees."""

import re
import unicodedata

__all__ = ["READ_AS_WINDOWS", "clean", "is_damaged_utf_8", "one_line"]

#: What is said of a file whose letters were guessed.
READ_AS_WINDOWS = "The file is not UTF-8 and was read as Windows-1250; check its letters."

#: Soft hyphens, and marks without width, which a program puts where a line may be broken.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
#: Bullets of the fonts Symbol and Wingdings, which have no characters of their own (Unicode, private use area).
_BULLETS = re.compile("[\uf000-\uf0ff]")
#: What ends a line inside a paragraph (Unicode, UAX 14).
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

#: á, č, ř and the like as UTF-8 writes them; in Windows-1250 these would be pairs that no word has (Ă©, ÄŤ, Ĺ™).
_UTF_8 = re.compile(rb"[\xc3-\xc5][\x80-\xbf]")


def is_damaged_utf_8(content: bytes) -> bool:
    """Whether bytes that cannot be decoded as UTF-8 have Czech letters as it writes them."""
    return bool(_UTF_8.search(content))


def clean(text: str) -> str:
    """The text in normal form C, with line feeds as its only line ends, without trailing white space.

    Control characters stay, so that they can be refused where their place is known.
    """
    text = _BULLETS.sub("•", _UNSEEN.sub("", _LINE_ENDS.sub("\n", text)))
    return "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", text).split("\n"))


def one_line(text: str) -> str:
    """The text with single spaces for whatever white space it has, as HTML and XML mean it; no-break spaces stay."""
    return re.sub("[ \t\r\n\f]+", " ", text).strip(" ")
