"""How wide a text is, near enough to cut it: Vega would measure it letter by letter, which took most of the time of a picture."""

from unicodedata import combining, normalize

from strategraph.pictures.looks import LABEL, SIZE

__all__ = ["cut", "width"]

#: Thousandths of the size of a letter → letters so wide, after the metrics of Helvetica, which Liberation Sans shares.
_WIDTHS = {
    222: "ijl'‘’",
    278: "ft.,:;/\\!I[]| \N{NO-BREAK SPACE}",
    333: "r()-`„“”",
    355: '"',
    389: "*{}",
    500: "ckxyzsvJ",
    584: "+<>=~",
    611: "FTZ",
    667: "ABEKPSVXY&",
    722: "CDHNRUw",
    778: "GOQ",
    833: "mM",
    889: "%",
    944: "W",
    1000: "…—→@",
}
_WIDTH = {letter: wide for wide, letters in _WIDTHS.items() for letter in letters}
#: All others: digits and most small letters.
_USUAL = 556


def width(text: str) -> float:
    """Pixels at the size of labels; marks above and below letters take no room."""
    bare = (letter for letter in normalize("NFD", text) if not combining(letter))
    return sum(_WIDTH.get(letter, _USUAL) for letter in bare) * SIZE / 1000


def cut(text: str, pixels: float = LABEL) -> str:
    """The text, or as much of it as there is room for, and a sign that it goes on."""
    if width(text) <= pixels:
        return text
    room, kept = pixels - width("…"), 0
    for letter in text:
        room -= width(letter)
        if room < 0:
            break
        kept += 1
    return f"{text[:kept].rstrip(' ,;:')}…"
