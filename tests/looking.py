"""Small ways to look into a plan."""

from strategraph.plans import Element, Plan


def element(plan: Plan, key: str) -> Element:
    """The element with a key."""
    return next(element for element in plan.elements if element.key == key)


def at_line(plan: Plan, line: int) -> Element:
    """The first element that begins on a line."""
    return next(element for element in plan.elements if element.passages[0].line == line)


def lines(plan: Plan, use: str) -> list[int]:
    """The numbers of the lines put to a use."""
    return [line.line for line in plan.lines if line.use == use]
