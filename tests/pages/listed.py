"""What a reader gets of a page: its HTML, a section of it, its bare text, and its list as rows of cells."""

import csv
import io
import re
from html import unescape

from running import Running

__all__ = ["listed", "section", "shown", "texts"]


def listed(server: Running, address: str) -> list[dict[str, str]]:
    """Column → cell, row by row, of the list as CSV; the same list as JSON has to agree."""
    mark = "&" if "?" in address else "?"
    answer = server.client.get(f"{address}{mark}format=csv")
    assert answer.status_code == 200, answer.text
    rows = list(csv.DictReader(io.StringIO(answer.text, newline="")))
    same = server.client.get(f"{address}{mark}format=json").json()
    assert [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in same] == rows
    return rows


def shown(server: Running, address: str, language: str = "cs") -> str:
    """The page at an address, which may have parameters."""
    mark = "&" if "?" in address else "?"
    answer = server.client.get(f"{address}{mark}lang={language}", headers={"Accept": "text/html"})
    assert answer.status_code == 200, answer.text
    return answer.text


def section(html: str, name: str) -> str:
    """A section of a page by the id of its heading."""
    return html.partition(f'<section aria-labelledby="{name}">')[2].partition("</section>")[0]


def texts(html: str) -> str:
    """The text without its tags, white space squeezed, none before a comma, a full stop or a closing bracket."""
    bare = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    return re.sub(r" (?=[,.)])", "", bare).replace("( ", "(")
