"""Which links a reader wants to see, and in which order: what the address of a page of alignments says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from strategraph.pages.pairs import Pair, Pairs, Unit
from strategraph.settings import LAYERS
from strategraph.web import HttpProblem

__all__ = ["AUTO", "CHOICES", "Choice", "read_choice"]

ALL, AUTO, NONE = "all", "auto", "none"
#: What there is to choose from, the default first; that of `layer` is the layer of the release.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "layer": tuple(LAYERS),
    "class": (ALL, "specific", "general"),
    "period": (ALL, "overlapping", "apart", "unknown"),
    "sort": (AUTO, "order", "score", "links"),
    "detail": (AUTO, "units", "sections"),
}
#: What names a thing of the release, by the end of its IRI.
_THINGS = ("section", "objective", "priority", "descriptor")
_PAGES = ("page", "across")
MAX_PAGE = 1_000_000
_TOLD = 60


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of links. Empty texts and tuples choose all; `score` is the least; pages are counted from 1.

    `national` and `regional` are ids of plans; `section`, `objective` and `priority` what IRIs have after `…/resource/`, the
    section `none` being that of objectives in no section; `descriptor` is a code. `link_class` is `class` in the address.
    `detail` is what a row of the matrix stands for; how a view sorts and what it shows by itself is `auto`.
    """

    layer: str
    national: tuple[str, ...] = ()
    regional: tuple[str, ...] = ()
    link_class: str = ALL
    score: float = 0.0
    period: str = ALL
    section: str = ""
    objective: str = ""
    priority: str = ""
    descriptor: str = ""
    sort: str = AUTO
    detail: str = AUTO
    page: int = 1
    across: int = 1

    @property
    def is_in_order(self) -> bool:
        """Whether the rows of a matrix stand as the plans print them."""
        return self.sort in (AUTO, "order")

    def but(self, **changes: Any) -> "Choice":
        """The same with changes, from its first page if not said otherwise."""
        return replace(self, **{"page": 1, "across": 1} | changes)

    def among(self, known: Pairs, base: str) -> Sequence[Pair]:
        """The links that are chosen, the best first; `base` is what the IRIs of all resources begin with."""
        pairs: Sequence[Pair] = known.layers.get(self.layer, ())
        if self.national or self.section or self.objective:
            ends = {unit.iri for unit in known.objectives if self.has_objective(unit, base)}
            pairs = [pair for pair in pairs if pair.objective.iri in ends]
        if self.regional or self.priority:
            ends = {unit.iri for unit in known.priorities if self.has_priority(unit, base)}
            pairs = [pair for pair in pairs if pair.priority.iri in ends]
        if self.link_class != ALL:
            pairs = [pair for pair in pairs if pair.link_class == self.link_class]
        if self.period != ALL:
            pairs = [pair for pair in pairs if pair.overlap == self.period]
        if self.score:
            pairs = [pair for pair in pairs if pair.score >= self.score]
        if self.descriptor:
            pairs = [pair for pair in pairs if self.descriptor in pair.codes]
        return pairs

    def has_objective(self, unit: Unit, base: str) -> bool:
        """Whether an objective is chosen."""
        return (
            (not self.national or unit.plan.id in self.national)
            and (not self.objective or unit.iri == base + self.objective)
            and (not self.section or self.section == (unit.section.iri.removeprefix(base) if unit.section else NONE))
        )

    def has_priority(self, unit: Unit, base: str) -> bool:
        """Whether a priority is chosen."""
        return (not self.regional or unit.plan.id in self.regional) and (
            not self.priority or unit.iri == base + self.priority
        )

    def query(self, layer: str, **more: str) -> str:
        """The part of an address after the path, `?` included; what is the default (`layer`, of layers) or empty is left out."""
        default, pairs = Choice(layer), []
        for name in (field.name for field in fields(self)):
            value = getattr(self, name)
            if value != getattr(default, name):
                values = value if isinstance(value, tuple) else (f"{value:g}" if isinstance(value, float) else value,)
                pairs += [(_parameter(name), one) for one in values]
        pairs += [(name, value) for name, value in more.items() if value]
        return f"?{urlencode(pairs, safe='/')}" if pairs else ""


def read_choice(asked: QueryParams, known: Pairs, layer: str, base: str) -> Choice:
    """The choice in an address, `layer` being the default of layers.

    What is empty counts as not said; parameters of other names are left aside.

    Raises:
        HttpProblem: 400 for a value that is none, with those there are.
    """
    chosen = {_parameter(name): _one_of(asked, name, offered) for name, offered in CHOICES.items() if asked.get(name)}
    plans = {side: _plans(asked, side, known) for side in ("national", "regional")}
    units = known.objectives + known.priorities
    things: Mapping[str, set[str]] = {
        "section": {NONE, *(unit.section.iri.removeprefix(base) for unit in units if unit.section)},
        "objective": {unit.iri.removeprefix(base) for unit in known.objectives},
        "priority": {unit.iri.removeprefix(base) for unit in known.priorities},
        "descriptor": set(known.labels),
    }
    named = {name: asked[name] for name in _THINGS if asked.get(name)}
    for name, value in named.items():
        if value not in things[name]:
            raise _refused(name, value, "a part of the compared plans", "část srovnávaných plánů")
    pages = {name: _page(name, asked[name]) for name in _PAGES if asked.get(name)}
    score = _score(asked["score"]) if asked.get("score") else 0.0
    renamed = {_field(name): value for name, value in chosen.items()}
    return Choice(**{"layer": layer} | renamed | plans | named | pages, score=score)  # type: ignore[arg-type]


def _one_of(asked: QueryParams, name: str, offered: tuple[str, ...]) -> str:
    value = asked[name]
    if value not in offered:
        listed = ", ".join(offered)
        raise _refused(name, value, f"one of {listed}", f"jedna z hodnot {listed}")
    return value


def _plans(asked: QueryParams, side: str, known: Pairs) -> tuple[str, ...]:
    """The ids of plans, in the order of the pages."""
    offered = [plan.id for plan in known.plans.values() if plan.national == (side == "national")]
    named = {value for value in asked.getlist(side) if value}
    for value in sorted(named.difference(offered)):
        raise _refused(side, value, "the id of a compared plan", "označení srovnávaného plánu")
    return tuple(plan for plan in offered if plan in named)


def _page(name: str, value: str) -> int:
    if not (value.isascii() and value.isdecimal() and 0 < int(value[:9]) <= MAX_PAGE and len(value) < 9):
        raise _refused(name, value, "the number of a page, from 1", "číslo stránky, od 1")
    return int(value)


def _score(value: str) -> float:
    """A least score, with a point or a comma."""
    plain = value.strip().replace(",", ".")
    digits = plain.replace(".", "", 1)
    if not (digits.isascii() and digits.isdecimal() and len(plain) <= 10 and float(plain) <= 1):
        raise _refused("score", value, "a number from 0 to 1", "číslo od 0 do 1")
    return float(plain)


def _refused(name: str, value: str, wanted: str, wanted_cs: str) -> HttpProblem:
    shown = value if len(value) <= _TOLD else value[:_TOLD] + "…"
    return HttpProblem(
        400,
        f"The parameter {name} is {shown!r}, and has to be {wanted}; start again from /alignment.",
        f"Parametr {name} má hodnotu „{shown}“, ale má to být {wanted_cs}; začněte znovu od /alignment.",
    )


def _parameter(name: str) -> str:
    return "class" if name == "link_class" else name


def _field(name: str) -> str:
    return "link_class" if name == "class" else name
