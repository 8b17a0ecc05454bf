"""Holds a publication against every rule, in the order of the table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import httpx

from strategraph.inspection.data_probes import DATA_PROBES
from strategraph.inspection.http_probes import HTTP_PROBES
from strategraph.inspection.place import Place, Verdict
from strategraph.inspection.record_probes import RECORD_PROBES
from strategraph.inspection.rules import Rule
from strategraph.inspection.visiting import visiting

__all__ = ["PROBES", "Finding", "inspect"]

#: Id of a rule → how it is tried.
PROBES: dict[str, Callable[[Place], Verdict]] = {**DATA_PROBES, **HTTP_PROBES, **RECORD_PROBES}


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule, and how it fared."""

    rule: Rule
    verdict: Verdict


def inspect(url: str, rules: Sequence[Rule], transport: httpx.BaseTransport | None = None) -> tuple[Finding, ...]:
    """Try every rule at the site; `transport` takes the place of the network.

    Raises:
        UsageError: if the address is none.
        KeyError: for a rule that nobody knows how to try.
    """
    with visiting(url, transport) as visitor:
        place = Place(visitor)
        return tuple(Finding(rule, PROBES[rule.id](place)) for rule in rules)
