"""A fault: one thing in a graph that breaks one rule, told so that a person can mend it."""

from dataclasses import dataclass

__all__ = ["Fault"]


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """`rule` is a SKOS rule (`S14`) or a rule of ours (`orphan`), `subject` the IRI at fault, `message` a sentence."""

    rule: str
    subject: str
    message: str
