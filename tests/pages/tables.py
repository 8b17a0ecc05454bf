"""The page of a thing, and its tables as a reader sees them: by caption, the texts of the cells row by row, what is folded up left out."""

from html.parser import HTMLParser

from running import Running

__all__ = ["Table", "page", "tables"]

Table = list[list[str]]


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: dict[str, Table] = {}
        self._table: Table = []
        self._caption: list[str] = []
        self._into: list[str] | None = None
        self._folded = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._table, self._caption = [], []
        elif tag == "tr":
            self._end_cell()
            self._table.append([])
        elif tag == "details":
            self._folded += 1
        elif tag in ("th", "td", "caption"):
            self._end_cell()
            self._into = self._caption if tag == "caption" else []

    def handle_endtag(self, tag: str) -> None:
        if tag == "caption":
            self._into = None
        elif tag == "details":
            self._folded -= 1
        elif tag in ("th", "td", "tr", "thead", "tbody", "tfoot", "table"):
            self._end_cell()
        if tag == "table":
            self.found[_squeezed(self._caption)] = self._table

    def _end_cell(self) -> None:
        """Cells need no end tag: the next cell, row or group of rows ends them, too (HTML, 13.1.2.4)."""
        if self._into is not None:
            self._table[-1].append(_squeezed(self._into))
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None and not self._folded:
            self._into.append(data)


def page(server: Running, path: str, language: str = "cs") -> str:
    """The page of a thing, by its path below /page/."""
    answer = server.client.get(f"/page/{path}", params={"lang": language}, headers={"Accept": "text/html"})
    assert answer.status_code == 200, path
    return answer.text


def tables(html: str) -> dict[str, Table]:
    """Caption → rows, the header first; white space is squeezed."""
    return _Reader(html).found


def _squeezed(pieces: list[str]) -> str:
    return " ".join(" ".join(pieces).split())
