"""How rare a descriptor is, as alignment reckons it (queries/alignment/links.sql), from who carries it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

from strategraph.alignment import AlignedUnit

__all__ = ["PARTICULAR", "information"]

#: A descriptor with at least so much information content (nats) is particular; a link that shares one is specific.
PARTICULAR = 1.0


def information(sides: Sequence[Sequence[AlignedUnit]]) -> Mapping[str, float]:
    """Descriptor → its information content in nats: −ln of the share of units that carry it, on the side where that is larger."""
    found: dict[str, float] = {}
    for units in sides:
        for code, number in sorted(Counter(code for one in units for code in one.codes).items()):
            content = log(len(units) / number)
            found[code] = min(content, found.get(code, content))
    return found
