"""What Python loads only when it is first used: loaded before a file is looked at, as nothing can be opened any more then."""

from importlib import import_module

__all__ = ["load_late_modules"]

#: Encodings that a page of HTML or a table may be in; a codec is a module.
_CODECS = (
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "cp1250",
    "cp1252",
    "iso8859-1",
    "iso8859-2",
    "ascii",
    "unicode_escape",
    "cp437",
)
#: What functions of the standard library import in themselves: `Counter.most_common(n)`, `datetime.strptime`.
_MODULES = ("heapq", "_strptime")


def load_late_modules() -> None:
    """Load them all."""
    for codec in _CODECS:
        "".encode(codec)
    for name in _MODULES:
        import_module(name)
