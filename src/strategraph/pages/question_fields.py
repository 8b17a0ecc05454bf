"""The fields in which a reader chooses the parameters of a question: from lists where the release tells what there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from rdflib import Literal

from strategraph.pages.lookups import Row
from strategraph.pages.site import Site
from strategraph.query_files import Parameter, Query

__all__ = ["Choice", "Field", "Fields"]

#: So many things queries/pages/choices.rq gives at most; where there are as many, there may be more.
MOST_CHOICES = 300
_LABEL_LENGTH = 90


@dataclass(frozen=True, slots=True)
class Choice:
    """A value as the address has it, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter: its name, its type, the value that stands in it, and groups of choices by the plan they belong to.

    `is_open` says that a value may be written that is not among the choices.
    """

    name: str
    type: str
    value: str
    groups: tuple[tuple[str, tuple[Choice, ...]], ...]
    is_open: bool


class Fields:
    """Makes the fields of a question; what there is to choose from is asked once, because a release does not change."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._known: dict[str, tuple[Row, ...]] = {}

    async def of(self, query: Query, values: Mapping[str, str]) -> tuple[Field, ...]:
        """The fields in the order of the query's header, each with the value given for it, else with its default."""
        return tuple([await self._field(item, values.get(item.name, item.default)) for item in query.parameters])

    async def _field(self, item: Parameter, value: str) -> Field:
        if "|" in item.type:
            words = tuple(Choice(word, word) for word in item.type.split("|"))
            return Field(item.name, "choice", value, (("", words),), False)
        rows = await self._things(item.name) if item.type == "iri" else ()
        short = value.removeprefix(self._resources)
        groups = _by_plan(rows, self._resources)
        known = {choice.value for _, choices in groups for choice in choices}
        is_open = not rows or len(rows) >= MOST_CHOICES or short not in known
        return Field(item.name, item.type, short, groups, is_open)

    async def _things(self, name: str) -> tuple[Row, ...]:
        if name not in self._known:
            self._known[name] = await self.site.lookups.rows("choices", {"parameter": Literal(name)})
        return self._known[name]

    @property
    def _resources(self) -> str:
        return f"{self.site.settings.publication.base}resource/"


def _by_plan(rows: Sequence[Row], resources: str) -> tuple[tuple[str, tuple[Choice, ...]], ...]:
    """Plan (empty for what belongs to none) → its things in the order of the document, each once."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row["thing"].text, row)
    parts = groupby(first.values(), key=lambda row: row["plan"].text if "plan" in row else "")
    return tuple(
        (plan.removeprefix(f"{resources}plan/"), tuple(_choice(row, resources) for row in members))
        for plan, members in parts
    )


def _choice(row: Row, resources: str) -> Choice:
    value = row["thing"].text.removeprefix(resources)
    named = " ".join(row[name].text for name in ("notation", "label") if name in row) or value
    return Choice(value, named if len(named) <= _LABEL_LENGTH else named[: _LABEL_LENGTH - 1].rstrip() + "…")
