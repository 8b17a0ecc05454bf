"""What spreadsheet programs do to texts in tables: some they would run as formulas, unless an apostrophe stands before them."""

__all__ = ["as_written", "harmless"]

#: How a text begins that a spreadsheet program would take for a formula (CWE-1236).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """The text with an apostrophe before it, if a spreadsheet program would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def as_written(text: str) -> str:
    """Without the apostrophe that made a text harmless; any other is the writer's own."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text
