"""Uses: how things of each class use each property, what an editor needs to complete a query, and a reader to write one."""

from collections import Counter
from dataclasses import dataclass, field

__all__ = ["Use"]


@dataclass(slots=True)
class Use:
    """The statements with one property of things of one class: how many, and with what at their other end.

    `classes` maps a class to the number of statements whose object is one of its things, `datatypes` a datatype to the
    number of statements whose object is such a literal. A thing of several classes counts for each.
    """

    triples: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    datatypes: Counter[str] = field(default_factory=Counter)
