"""How often descriptors are used: at how many goals, measures and sections, by status and layer, plan and level."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from starlette.requests import Request

from strategraph.namespaces import SG
from strategraph.pages.lookups import Row
from strategraph.settings import LAYERS
from strategraph.web import HttpProblem

__all__ = ["PLAN", "Use", "Used", "Uses", "chosen_layer", "read_uses", "used"]

#: What stands before the identifier of a plan in its IRI.
PLAN = "/resource/plan/"
_KINDS = (str(SG.Goal), str(SG.Measure), str(SG.Section))


@dataclass(frozen=True, slots=True)
class Used:
    """At how many goals, measures and sections a descriptor stands: status → number. An element has a descriptor once."""

    goals: Mapping[str, int] = field(default_factory=dict)
    measures: Mapping[str, int] = field(default_factory=dict)
    sections: Mapping[str, int] = field(default_factory=dict)

    def all_goals(self, layer: str) -> int:
        """The goals at which it stands in a layer."""
        return sum(self.goals.get(status, 0) for status in LAYERS[layer])

    def all_measures(self, layer: str) -> int:
        """The measures at which it stands in a layer."""
        return sum(self.measures.get(status, 0) for status in LAYERS[layer])

    def all_sections(self, layer: str) -> int:
        """The sections at which it stands in a layer."""
        return sum(self.sections.get(status, 0) for status in LAYERS[layer])

    def elements(self, layer: str) -> int:
        """All elements at which it stands in a layer."""
        return self.all_goals(layer) + self.all_measures(layer) + self.all_sections(layer)


@dataclass(frozen=True, slots=True)
class Use:
    """So many elements of a plan, at a common level, have a descriptor by assignments of one status."""

    plan: str
    level: str
    status: str
    number: int


@dataclass(frozen=True, slots=True)
class Uses:
    """The uses of a descriptor in a layer, in the order of the plans; how many elements each plan and each level has."""

    every: tuple[Use, ...]
    plans: Mapping[str, int]
    levels: Mapping[str, int]

    @classmethod
    def of(cls, every: Iterable[Use]) -> "Uses":
        """Uses that are in the order of the plans."""
        uses = tuple(every)
        plans, levels = Counter[str](), Counter[str]()
        for use in uses:
            plans[use.plan] += use.number
            levels[use.level] += use.number
        return cls(uses, plans, levels)

    @property
    def total(self) -> int:
        """How many elements there are."""
        return sum(self.levels.values())


def chosen_layer(request: Request) -> str:
    """The layer that `?layer=` names: which descriptors count; all that hold without it.

    Raises:
        HttpProblem: 400 for one that there is not.
    """
    layer = request.query_params.get("layer", "all")
    if layer not in LAYERS:
        offered = ", ".join(LAYERS)
        raise HttpProblem(
            400,
            f"There is no layer {layer[:40]!r} of descriptors; write one of {offered}.",
            f"Vrstva deskriptorů „{layer[:40]}“ není; napište jednu z těchto: {offered}.",
        )
    return layer


def used(rows: Iterable[Row], subject: str = "descriptor", group: str = "status") -> Mapping[str, Used]:
    """IRI → how often it is used, from the rows of queries/pages/concept-uses.rq.

    Those of theme-uses.rq have `theme` as the subject, and count by `layer`, each of which stands for itself.
    """
    found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: {kind: Counter() for kind in _KINDS})
    for row in rows:
        found[row[subject].text][row["kind"].text][row[group].text] += int(row["number"].text)
    return {iri: Used(*(kinds[kind] for kind in _KINDS)) for iri, kinds in found.items()}


def read_uses(rows: Iterable[Row], layer: str, plans: Iterable[str]) -> Uses:
    """The uses in a layer, from the rows of queries/pages/uses-by-plan.rq; a plan that is not among `plans` comes after them."""
    places = {plan: place for place, plan in enumerate(plans)}
    found = [
        Use(
            row["plan"].text,
            row["level"].text if "level" in row else "",
            row["status"].text,
            int(row["number"].text),
        )
        for row in rows
        if row["status"].text in LAYERS[layer]
    ]
    return Uses.of(sorted(found, key=lambda use: (places.get(use.plan, len(places)), use.plan, use.level, use.status)))
