"""Published units: what is compared, read back from a release, so that its tables are made of what it holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from strategraph.alignment.model import AlignedUnit

__all__ = ["PUBLISHED", "published_units"]

#: The queries of queries/alignment/ that ask a release for its units, in the order in which `published_units` takes them.
PUBLISHED = ("units", "unit-texts", "unit-descriptors")
#: Variable → value, empty where it is not bound.
Row = Mapping[str, str]
PRINTED = "printed"


def published_units(units: Iterable[Row], texts: Iterable[Row], descriptors: Iterable[Row]) -> tuple[AlignedUnit, ...]:
    """The units of a release by IRI, from the rows of the three queries; what is printed has no weight."""
    written: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"own": [], "heading": [], "below": []})
    for row in texts:
        written[row["unit"]][row["origin"]].append(row["text"])
    codes: dict[str, dict[str, str]] = defaultdict(dict)
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    for row in descriptors:
        codes[row["unit"]][row["code"]] = row["status"]
        if row["status"] != PRINTED:
            weights[row["unit"]][row["code"]] = float(row["weight"])
    return tuple(
        AlignedUnit(
            row["unit"],
            row["plan"],
            row["side"],
            codes[row["unit"]],
            {origin: tuple(some) for origin, some in written[row["unit"]].items()},
            weights[row["unit"]],
        )
        for row in units
    )
