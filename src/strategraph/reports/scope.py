"""What a report is about: one national plan, the regional plans of a region or of all, a layer of descriptors, a language."""

from collections.abc import Sequence
from dataclasses import dataclass

from strategraph.alignment import PUBLISHED_LEVELS, Levels, Period, Statistics
from strategraph.errors import UsageError
from strategraph.levels import LEVELS
from strategraph.reports.answers import Answer, Answers, LinkRows
from strategraph.reports.model import Asked, Linked
from strategraph.reports.reckoning import RECKONED
from strategraph.reports.words import LANGUAGES, Words
from strategraph.settings import LAYERS

__all__ = ["Options", "Plan", "Scope", "scope_of"]

PLANS = Asked("plans-of-reports", {})


@dataclass(frozen=True, slots=True)
class Options:
    """What the reader chose; an empty choice leaves it to us.

    `region` is the code of a territory (NUTS) or the id of a regional plan: all, if it is empty. `national` is the id of a
    national plan: that with the latest period. Links lead from the plans of one level to those of another: if these are not the
    national and the regional one, "national" plans are those of `from_level` and "regional" ones those of `to_level`.
    """

    region: str = ""
    national: str = ""
    layer: str = "all"
    language: str = "cs"
    from_level: str = PUBLISHED_LEVELS.subject
    to_level: str = PUBLISHED_LEVELS.object


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
    def years(self) -> Period:
        """Its first and its last year, None where the document states none."""
        start, _, end = self.period.partition("–")
        return (int(start), int(end)) if start else None

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
    others: tuple[Plan, ...] = ()

    def rows(self, query: str, **values: str) -> tuple[tuple[Answer, ...], Asked]:
        """The rows of a query, and the query with its values, to be cited."""
        if query in RECKONED and not self.is_published:
            reckoned = self._reckoned(values.get("layer", self.layer))
            return reckoned.rows(query, values), reckoned.asked
        asked = Asked(query, values)
        return self.answers.rows(asked), asked

    @property
    def is_published(self) -> bool:
        """Whether the release holds the links that the report is about."""
        return (self.options.from_level, self.options.to_level) == (PUBLISHED_LEVELS.subject, PUBLISHED_LEVELS.object)

    @property
    def statistics(self) -> Statistics | None:
        """Those by which links that are reckoned for the report weigh; None where descriptors and words were counted anew."""
        return self._reckoned(self.layer).statistics

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans that a report on plans as such is about: those of other levels, too."""
        return (*self.nationals, *self.regionals, *self.others)

    @property
    def subjects(self) -> tuple[Plan, ...]:
        """The plans from whose units links lead; within one level that is the plan of the report alone."""
        one_level = self.options.from_level == self.options.to_level
        return ((self.national,) if self.national else ()) if one_level else self.nationals

    def _reckoned(self, layer: str) -> LinkRows:
        options, national = self.options, self.national.id if self.national else ""
        same = options.from_level == options.to_level
        levels = Levels(options.from_level, options.to_level, national if same else "")
        key = (levels, layer)
        if key not in self.answers.reckoned:
            assert self.answers.reckoner is not None
            periods = {plan.id: plan.years for plan in (*self.nationals, *self.regionals, *self.elsewhere)}
            self.answers.reckoned[key] = self.answers.reckoner.reckon(self.answers, levels, layer, periods)
        return self.answers.reckoned[key]

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
    _check_levels(options, answers)
    words = Words(options.language, (options.from_level, options.to_level))
    plans = [_plan(row, words) for row in answers.rows(PLANS)]
    nationals = tuple(plan for plan in plans if plan.side == options.from_level)
    national = _national(nationals, options)
    regionals = tuple(plan for plan in plans if plan.side == options.to_level and plan != national)
    chosen = tuple(plan for plan in regionals if options.region in ("", plan.territory, plan.id))
    elsewhere = tuple(plan for plan in regionals if plan not in chosen)
    between = (options.from_level, options.to_level)
    others = tuple(
        plan for plan in plans if plan.side not in between and options.region in ("", plan.territory, plan.id)
    )
    return Scope(answers, words, options, release, nationals, national, chosen, elsewhere, others)


def _check_levels(options: Options, answers: Answers) -> None:
    for level in (options.from_level, options.to_level):
        if level not in LEVELS:
            raise UsageError(f"There is no level {level!r}: choose one of {', '.join(LEVELS)}.")
    levels = (options.from_level, options.to_level)
    if levels != (PUBLISHED_LEVELS.subject, PUBLISHED_LEVELS.object) and answers.reckoner is None:
        raise UsageError(
            f"Links from the {levels[0]} to the {levels[1]} level are not published, and nothing here can reckon them: ask "
            "for them by `strategraph report` or by strategraph.open."
        )


def _national(plans: Sequence[Plan], options: Options) -> Plan | None:
    wanted = options.national
    if wanted:
        found = next((plan for plan in plans if plan.id == wanted), None)
        if found is None:
            known = ", ".join(plan.id for plan in plans) or "none"
            raise UsageError(f"There is no {options.from_level} plan {wanted!r}: choose one of {known}.")
        return found
    return max(plans, key=lambda plan: (plan.period[-4:], plan.id), default=None)


def _plan(row: Answer, words: Words) -> Plan:
    start, end = (str(row.get(name, "")) for name in ("start", "end"))
    period = f"{start}–{end}" if start else ""
    units = int(row.get("units", 0))
    iri, id_, title, side, territory = (str(row[name]) for name in ("plan", "id", "title", "side", "territory"))
    return Plan(iri, id_, title, side, territory, words.of(row, "territory"), period, units)
