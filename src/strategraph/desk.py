"""A desk: the plans of the sources with what words and people say of them, as commands look at them between builds."""

from collections.abc import Iterable, Sequence

from strategraph.errors import UsageError
from strategraph.pipeline import Work, decide_subjects, read_plans, read_sources, read_vocabulary
from strategraph.places import Places
from strategraph.plans import Plan
from strategraph.settings import Settings
from strategraph.subjects import Decided

__all__ = ["Desk"]


class Desk:
    """What the desks of subjects and of alignment have in common."""

    def __init__(self, places: Places, settings: Settings) -> None:
        """Read documents, plans and lexicon; decisions are read when they are asked for.

        Raises:
            StrategraphError: for any table or document that cannot be read.
        """
        self.work = Work(places, settings)
        read_sources(self.work)
        read_plans(self.work)
        read_vocabulary(self.work)
        self.plans = {plan.id: plan for plan in self.work.plans}

    def chosen(self, plan_ids: Sequence[str]) -> list[tuple[Plan, Decided]]:
        """Some plans, or all if none is named, with what is decided on their descriptors.

        Raises:
            UsageError: for a plan that is not there.
        """
        for plan_id in plan_ids:
            if plan_id not in self.plans:
                raise UsageError(f"There is no plan {plan_id!r}: choose one of {', '.join(sorted(self.plans))}.")
        return [(plan, decided) for plan, decided in self.held() if not plan_ids or plan.id in plan_ids]

    def held(self) -> Iterable[tuple[Plan, Decided]]:
        """The plans with what words and people say of them."""
        if not self.work.decided:
            decide_subjects(self.work)
        return zip(self.work.plans, self.work.decided, strict=True)
