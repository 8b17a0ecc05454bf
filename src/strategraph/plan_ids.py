"""What may be the id of a plan, told without a library of RDF: the process that reads a file starts in half the time so."""

import re

__all__ = ["is_plan_id"]

_PLAN_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_plan_id(text: str) -> bool:
    """Whether a text can be the id of a plan: lower-case letters of ASCII, digits and single hyphens between them."""
    return _PLAN_ID.fullmatch(text) is not None
