"""Aligned units: what is compared, read from the plans and from what was decided on their descriptors."""

from collections.abc import Iterable, Sequence

from strategraph.alignment.model import AlignedUnit
from strategraph.iris import Iris
from strategraph.plans import Element, Plan
from strategraph.settings import LAYERS
from strategraph.subjects import Decided, headings_of

__all__ = ["aligned_units", "instead_of"]

PRINTED = "printed"


def aligned_units(held: Iterable[tuple[Plan, Decided]], iris: Iris, layer: str = "all") -> tuple[AlignedUnit, ...]:
    """The units of some plans in document order, with the descriptors of a layer.

    A unit may have no descriptor; it then has no link.
    """
    return tuple(
        _unit(plan, element, decided, iris, LAYERS[layer])
        for plan, decided in held
        for element in plan.aligned_elements
    )


def instead_of(iri: str, units: Sequence[AlignedUnit], plans: Sequence[Plan], iris: Iris) -> str:
    """What to name in the place of something that is no unit: units below it, or some of its plan; the end of a sentence."""
    base = str(iris.resource())
    plan = next((one for one in plans if iri.startswith(f"{base}plan/{one.id}/")), None)
    if plan is None:
        known = ", ".join(sorted(one.id for one in plans))
        return f": name one as plan/ID/KIND/KEY, where the ID is that of a plan: {known}"
    parents = {(one.kind, one.key): one.parent for one in plan.elements}
    named = {str(iris.element(plan.id, *place)): place for place in parents}

    def is_below(place: tuple[str, str] | None) -> bool:
        while place and place != named.get(iri):
            place = parents.get(place)
        return place is not None

    own = [unit.iri for unit in units if unit.plan == plan.id]
    below = [one for one in own if is_below(named[one])] if iri in named else []
    shown = [one.removeprefix(base) for one in below or own]
    told = "those below it are compared" if below else "units of this plan that are compared are"
    return f"; {told}: {', '.join(shown[:4])}{', …' if shown[4:] else ''}"


def _unit(plan: Plan, element: Element, decided: Decided, iris: Iris, statuses: tuple[str, ...]) -> AlignedUnit:
    codes = {printed.code: PRINTED for printed in element.descriptors}
    weights = {}
    for one in decided.subjects:
        if (one.kind, one.key) == (element.kind, element.key) and one.status in statuses:
            codes[one.code], weights[one.code] = one.status, one.score
    below = tuple(one.text for one in plan.elements if one.parent == (element.kind, element.key))
    headings = tuple(one.text for one in headings_of(element, plan))
    texts = {"own": (element.text,), "heading": headings, "below": below}
    iri = str(iris.element(plan.id, element.kind, element.key))
    return AlignedUnit(iri, plan.id, plan.manifest.level, codes, texts, weights)
