"""A measurement beside its target, as the benchmarks print it."""

__all__ = ["told"]


def told(what: str, seen: float, target: float) -> bool:
    """Print a measurement and whether it meets its target, which is the most that it may be."""
    met = seen <= target
    print(f"{what:<52} {seen:8.3f}   target {target:g}: {'met' if met else 'MISSED'}", flush=True)
    return met
