"""Aligned units: what is compared, read from the plans and from what was decided on their descriptors."""

from collections.abc import Iterable

from strategraph.alignment.model import NATIONAL, REGIONAL, AlignedUnit
from strategraph.iris import Iris
from strategraph.plans import Element, Plan
from strategraph.settings import LAYERS
from strategraph.subjects import Decided, headings_of

__all__ = ["aligned_units"]

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


def _unit(plan: Plan, element: Element, decided: Decided, iris: Iris, statuses: tuple[str, ...]) -> AlignedUnit:
    codes = {printed.code: PRINTED for printed in element.descriptors}
    weights = {}
    for one in decided.subjects:
        if (one.kind, one.key) == (element.kind, element.key) and one.status in statuses:
            codes[one.code], weights[one.code] = one.status, one.score
    below = tuple(one.text for one in plan.elements if one.parent == (element.kind, element.key))
    headings = tuple(one.text for one in headings_of(element, plan))
    texts = {"own": (element.text,), "heading": headings, "below": below}
    side = NATIONAL if plan.manifest.level == "national" else REGIONAL
    iri = str(iris.element(plan.id, element.kind, element.key))
    return AlignedUnit(iri, plan.id, side, codes, texts, weights)
