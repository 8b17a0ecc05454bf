"""What a report is about: one national plan, the regional plans of a region or of all, a layer of descriptors, a language."""

from collections.abc import Sequence
from dataclasses import dataclass

from strategraph.errors import UsageError
from strategraph.reports.answers import Answer, Answers
from strategraph.reports.model import Asked, Linked
from strategraph.reports.words import LANGUAGES, Words
from strategraph.settings import LAYERS

__all__ = ["Options", "Plan", "Scope", "scope_of"]

PLANS = Asked("plans-of-reports", {})


@dataclass(frozen=True, slots=True)
class Options:
    """What the reader chose; an empty choice leaves it to us.

    `region` is the code of a territory (NUTS) or the id of a regional plan: all, if it is empty. `national` is the id of a
    national plan: that with the latest period.
    """

    region: str = ""
    national: str = ""
    layer: str = "all"
    language: str = "cs"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as reports name it; `period` is empty where the document states none."""

    iri: str
    id: str
    title: str
    side: str
    territory: str
    place: str
    period: str
    units: int

    @property
    def value(self) -> str:
        """What a parameter of a query takes for it."""
        return f"plan/{self.id}"

    @property
    def linked(self) -> Linked:
        """Its title, which is Czech."""
        return Linked(self.title, self.iri, "cs")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about, and what it asks with."""

    answers: Answers
    words: Words
    options: Options
    release: str
    nationals: tuple[Plan, ...]
    national: Plan | None
    regionals: tuple[Plan, ...]
    elsewhere: tuple[Plan, ...]

    def rows(self, query: str, **values: str) -> tuple[tuple[Answer, ...], Asked]:
        """The rows of a query, and the query with its values, to be cited."""
        asked = Asked(query, values)
        return self.answers.rows(asked), asked

    @property
    def layer(self) -> str:
        """The layer of descriptors."""
        return self.options.layer

    def missing(self) -> str:
        """A sentence where there is no plan to report on; empty if there is one on either side."""
        if self.national is None:
            return self.words("no_national")
        if not self.regionals:
            others = ", ".join(f"{plan.territory} ({plan.place})" for plan in self.elsewhere) or "–"
            return self.words("no_regional", region=self.options.region or "–", others=others)
        return ""


def scope_of(answers: Answers, options: Options, release: str) -> Scope:
    """Find the plans that the options mean; `release` is the one that answers, if it is known.

    A region without a plan is no fault: its reports say so.

    Raises:
        UsageError: for a national plan, a layer or a language that there is not.
    """
    if options.layer not in LAYERS:
        raise UsageError(f"There is no layer {options.layer!r}: choose one of {', '.join(LAYERS)}.")
    if options.language not in LANGUAGES:
        raise UsageError(f"Reports are not written in {options.language!r}: choose one of {', '.join(LANGUAGES)}.")
    words = Words(options.language)
    plans = [_plan(row, words) for row in answers.rows(PLANS)]
    nationals = tuple(plan for plan in plans if plan.side == "national")
    regionals = tuple(plan for plan in plans if plan.side == "regional")
    chosen = tuple(plan for plan in regionals if options.region in ("", plan.territory, plan.id))
    elsewhere = tuple(plan for plan in regionals if plan not in chosen)
    return Scope(answers, words, options, release, nationals, _national(nationals, options.national), chosen, elsewhere)


def _national(plans: Sequence[Plan], wanted: str) -> Plan | None:
    if wanted:
        found = next((plan for plan in plans if plan.id == wanted), None)
        if found is None:
            known = ", ".join(plan.id for plan in plans) or "none"
            raise UsageError(f"There is no national plan {wanted!r}: choose one of {known}.")
        return found
    return max(plans, key=lambda plan: (plan.period[-4:], plan.id), default=None)


def _plan(row: Answer, words: Words) -> Plan:
    start, end = (str(row.get(name, "")) for name in ("start", "end"))
    period = f"{start}–{end}" if start else ""
    units = int(row.get("units", 0))
    iri, id_, title, side, territory = (str(row[name]) for name in ("plan", "id", "title", "side", "territory"))
    return Plan(iri, id_, title, side, territory, words.of(row, "territory"), period, units)
