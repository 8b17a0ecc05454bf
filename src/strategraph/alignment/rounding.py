"""Rounding: parts of a sum as decimals of which the published ones sum to the published whole, exactly."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

__all__ = ["PLACES", "rounded"]

#: One unit in the last place that is published.
PLACES = Decimal("0.0001")


def rounded(parts: Sequence[float]) -> tuple[tuple[Decimal, ...], Decimal]:
    """The parts and their sum with four decimal places (largest remainder; of equal ones the first is rounded up).

    Raises:
        ValueError: for a part that is negative or no number.
    """
    exact = [Decimal(repr(float(part))) for part in parts]
    if any(not part.is_finite() or part < 0 for part in exact):
        raise ValueError("A share is a number from 0 on.")
    total = sum(exact, Decimal(0)).quantize(PLACES)
    floors = [part.quantize(PLACES, ROUND_FLOOR) for part in exact]
    missing = int((total - sum(floors, Decimal(0))) / PLACES)
    order = sorted(range(len(exact)), key=lambda at: (floors[at] - exact[at], at))
    for at in order[: max(0, missing)]:
        floors[at] += PLACES
    return tuple(floors), sum(floors, Decimal(0))
