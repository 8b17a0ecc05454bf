"""Where what a report names is found: queries to be asked again, and the pages of resources."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from strategraph.query_files import Query, with_values
from strategraph.reports.model import Asked

__all__ = ["Addresses"]


@dataclass(frozen=True, slots=True)
class Addresses:
    """`site` is where the site is, `base` what IRIs begin with; `page` leads from an IRI to what shows it."""

    queries: Mapping[str, Query]
    base: str
    site: str
    page: Callable[[str], str] = str

    def rerun(self, asked: Asked) -> str:
        """The address that asks a query again with the same values, and answers with CSV."""
        values = f"?{urlencode(asked.values)}" if asked.values else ""
        return f"{self.site}queries/{asked.query}.csv{values}"

    def lasting(self, asked: Asked) -> str:
        """The same below the base of IRIs, for files that are the same bytes wherever they were made."""
        return f"{self.base}{self.rerun(asked).removeprefix(self.site)}"

    def told(self, asked: Asked) -> str:
        """A query by its id, with its values."""
        return " ".join((asked.query, *(f"{name}={value}" for name, value in asked.values.items())))

    def text(self, asked: Asked) -> str:
        """The query as text that any SPARQL endpoint takes, its values as VALUES, without its header."""
        bound = with_values(self.queries[asked.query], self.base, asked.values)
        lines = bound.splitlines()
        first = next(number for number, line in enumerate(lines) if not line.startswith("#"))
        return "\n".join(lines[first:]).strip()
