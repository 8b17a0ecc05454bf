"""The plans as pages name them: title, territory and period, in the order in which the home page lists them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from strategraph.pages.description import Item, Names, best_label
from strategraph.pages.lookups import Row
from strategraph.pages.site import Site

__all__ = ["Plans", "plan_rows", "read_plans"]


@dataclass(frozen=True, slots=True)
class Plans:
    """The plans, from the rows of queries/pages/plan-list.rq, in their order; one that is not among them has its IRI only."""

    rows: Mapping[str, Row]
    names: Names

    def in_order(self, iris: Iterable[str]) -> list[str]:
        """Plans, each once, in their order; those that are not among these come last."""
        places = {iri: place for place, iri in enumerate(self.rows)}
        return sorted(set(iris), key=lambda iri: (places.get(iri, len(places)), iri))

    def item(self, iri: str) -> Item:
        """A plan by its title."""
        row = self.rows.get(iri, {})
        title = row.get("title")
        name = title.text if title else self.names.of_thing(iri, {})
        return Item(name, self.names.links.href(iri), title.language if title else "")

    def territory(self, iri: str) -> str:
        """The name of its territory, empty if it states none."""
        row = self.rows.get(iri, {})
        found = {
            language: row[name].text for language, name in (("cs", "territoryCs"), ("en", "territoryEn")) if name in row
        }
        return best_label(found, self.names.language)

    def period(self, iri: str) -> str:
        """From which year to which it holds, empty if it states none."""
        row = self.rows.get(iri, {})
        return f"{row['start'].text}–{row['end'].text}" if "start" in row and "end" in row else ""


async def read_plans(site: Site, names: Names) -> Plans:
    """The plans of the data that are served."""
    return Plans(await plan_rows(site), names)


async def plan_rows(site: Site) -> Mapping[str, Row]:
    """Plan → its row of queries/pages/plan-list.rq, in their order; they are asked for once for a release."""
    return await site.lookups.kept("plan-list", {}, "plans", _one_row_each)


def _one_row_each(rows: Iterable[Row]) -> Mapping[str, Row]:
    """Plan → its row of queries/pages/plan-list.rq, the first if it has several."""
    once: dict[str, Row] = {}
    for row in rows:
        once.setdefault(row["plan"].text, row)
    return once
