"""Do the plans print the descriptors that the table knows, under the names that it gives?"""

from collections.abc import Iterable

from strategraph.concepts.faults import Fault
from strategraph.concepts.model import Descriptor, PrintedLabel
from strategraph.iris import Iris

__all__ = ["check_printed"]


def check_printed(printed: Iterable[PrintedLabel], descriptors: Iterable[Descriptor], iris: Iris) -> tuple[Fault, ...]:
    """Compare what plans print with the table of descriptors; a sound set gives no fault.

    The rules are `unknown-code`, `printed-label` (another label than in the table) and `not-printed` (the table
    says that a plan prints a code, the plan was read, and it does not).
    """
    table = {descriptor.code: descriptor for descriptor in descriptors}
    labels = tuple(printed)
    faults = {fault for label in labels if (fault := _fault(label, table, iris))}
    found = {(label.code, f"plan/{label.plan_id}") for label in labels}
    places = {place for _, place in found}
    for descriptor in table.values():
        for place in descriptor.seen_in:
            if place in places and (descriptor.code, place) not in found:
                message = f"{place} does not print {descriptor.code}, though descriptors.csv says so; correct seen_in."
                faults.add(Fault("not-printed", str(iris.descriptor(descriptor.code)), message))
    return tuple(sorted(faults))


def _fault(label: PrintedLabel, table: dict[str, Descriptor], iris: Iris) -> Fault | None:
    place = f"{label.plan_id}, {label.where}"
    known = table.get(label.code)
    if known is None:
        message = f"{place} prints {label.code!r} ({label.label}), which descriptors.csv does not have; add a row."
        return Fault("unknown-code", str(iris.plan(label.plan_id)), message)
    if known.label_cs != label.label:
        told = f"{place} prints {label.label!r} for {label.code}, descriptors.csv has {known.label_cs!r}"
        message = f"{told}; correct the table or the document's mapping."
        return Fault("printed-label", str(iris.descriptor(label.code)), message)
    return None
