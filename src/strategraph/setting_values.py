"""Values of settings: each in the type of its default, or refused with the place and the remedy."""

import math
from typing import Any

from strategraph.errors import SettingsError

__all__ = ["typed"]


def typed(value: Any, default: Any, where: str) -> Any:
    """The value in the type of its default; text is never made of a number, and a number is finite and not negative.

    Raises:
        SettingsError: for a value of another type, with the place and the remedy.
    """
    wanted = type(default)
    if wanted is bool:
        return _truth(value, where)
    try:
        found = wanted(value) if wanted is not str or isinstance(value, str) else None
    except (TypeError, ValueError):
        found = None
    if found is None or isinstance(value, bool) or (wanted is int and isinstance(value, float)):
        raise SettingsError(f"{where} is {value!r}: write a value of type {wanted.__name__}, such as {default!r}.")
    if wanted is not str and not 0 <= found < math.inf:
        raise SettingsError(f"{where} is {value!r}: write a finite number that is not below 0.")
    return found


def _truth(value: Any, where: str) -> bool:
    """True or false, which a variable of the environment can only spell."""
    spelt = {"true": True, "false": False}.get(value) if isinstance(value, str) else value
    if not isinstance(spelt, bool):
        raise SettingsError(f"{where} is {value!r}: write true or false.")
    return spelt
