"""The desk of subjects: what the commands `strategraph subjects …` do with plans, lexicon and decisions."""

import codecs
import contextlib
import datetime
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from strategraph.desk import Desk
from strategraph.errors import UsageError
from strategraph.pipeline import Work, read_vocabulary
from strategraph.places import Places
from strategraph.plans import Plan
from strategraph.settings import Settings
from strategraph.sources import read_utf8
from strategraph.subjects import (
    ADDED,
    Decision,
    Indexer,
    Review,
    Wording,
    evaluate_printed,
    evaluation_lines,
    indexed_elements,
    read_decisions,
    read_sheet,
    read_text,
    seems_foreign,
    suggestion_lines,
    suggestions_json,
    take_over,
    write_sheet,
)

__all__ = ["SubjectsDesk", "suggest"]

#: What is meant as a file and not as a text: one piece with a slash, or with the ending of a file.
_PATH = re.compile(r"\S*/\S*|\S+\.(txt|md|csv|docx?|pdf|odt|html?)")


def suggest(places: Places, settings: Settings, words: str, as_json: bool) -> str:
    """What a text suggests, for a person or as JSON: that of a file, of standard input (`-`), or the words themselves.

    Raises:
        TextError: for a text that cannot be used.
    """
    work = Work(places, settings)
    read_vocabulary(work)
    text = read_text(_given(words), settings.subjects.text_bytes)
    found = Indexer(work.lexicon, settings.subjects).assign(text)
    foreign = not found and seems_foreign(text)
    descriptors = {one.code: one for one in work.descriptors}
    if as_json:
        return suggestions_json(found, descriptors, work.lexicon, foreign)
    return "\n".join(suggestion_lines(found, descriptors, foreign))


class SubjectsDesk(Desk):
    """The plans with what words and people say of them, and the tables in which decisions are kept."""

    def __init__(self, places: Places, settings: Settings) -> None:
        """Read documents, plans and lexicon; decisions are read when they are asked for.

        Raises:
            StrategraphError: for any table or document that cannot be read.
        """
        super().__init__(places, settings)
        self.indexer = Indexer(self.work.lexicon, settings.subjects)

    def evaluate(self, plan_id: str) -> str:
        """Figures of the lexicon against the descriptors that a plan prints, whatever people decided.

        Raises:
            UsageError: for a plan that prints none.
        """
        printing = {plan.id: plan for plan in self.work.plans if any(one.descriptors for one in plan.elements)}
        if plan_id not in printing:
            known = ", ".join(printing) or "none"
            raise UsageError(f"No plan {plan_id!r} prints descriptors: choose one of {known}.")
        others = [plan for plan in self.work.plans if plan.id != plan_id]
        evaluation = evaluate_printed(printing[plan_id], self.indexer, others)
        return "\n".join(evaluation_lines(evaluation, self.work.lexicon))

    def export(self, plan_ids: Sequence[str], file: Path | None) -> None:
        """Write the sheet of some plans, or of all if none is named, into a file or to standard output.

        Raises:
            UsageError: for a plan that is not there, or a file that is there already: it may be filled in.
        """
        if file is not None and file.exists():
            raise UsageError(f"{file} is there already and may be filled in: name another file, or remove it first.")
        sheet = write_sheet(self.chosen(plan_ids), self.work.descriptors).encode()
        if file is None:
            sys.stdout.buffer.write(sheet)
        else:
            file.write_bytes(sheet)

    def take(self, sheet: Path, who: str, tell: Callable[[str], None]) -> None:
        """Check a sheet that a person filled in, merge it into the tables of decisions, and say what came of it.

        Raises:
            RegisterError: naming every faulty row; no table has been changed then.
        """
        codes = {one.code for one in self.work.descriptors}
        held = {plan.id: (plan, decided) for plan, decided in self.chosen(())}
        stored = {plan_id: read_decisions(self._table(plan_id), codes) for plan_id in held}
        read = read_sheet(read_utf8(sheet), held, codes, stored, who, _today(), str(sheet))
        for plan_id, decisions in read.items():
            tell(self._keep(plan_id, decisions))
            for one in decisions:
                self._offer(plan_id, one, tell)
        if read:
            tell("They hold in the next release: make it with `strategraph build`.")
        else:
            tell(
                f"{sheet} holds no decision: write approved, rejected, added, none or withdrawn into the column decision."
            )

    def review(
        self,
        plan_id: str,
        who: str,
        ask: Callable[[str], str],
        tell: Callable[[str], None],
        again: bool = False,
        elements: Sequence[str] = (),
    ) -> None:
        """Let a person go through a plan, or some of its `elements` (`goal/1.1`); every decision is saved at once.

        Raises:
            UsageError: for a plan or an element that is not there, or without the name of a person.
        """
        if not who.strip():
            raise UsageError("--who is empty: name the person who decides.")
        ((plan, decided),) = self.chosen([plan_id])
        places = [_place(plan, one) for one in elements]
        for notice in decided.without_effect:
            tell(f"notice: {notice}")
        labels = {one.code: one.label_cs for one in self.work.descriptors}

        def keep(decision: Decision) -> None:
            self._keep(plan_id, [decision])
            self._offer(plan_id, decision, tell)

        number = Review(labels, who, _today(), ask, tell, keep, again, places).go_through(plan, decided)
        tell(f"{number} decisions saved in {self.work.places.shown(self._table(plan_id))}.")

    def _table(self, plan_id: str) -> Path:
        return self.work.places.mappings / "decisions" / f"{plan_id}.csv"

    def _keep(self, plan_id: str, decisions: Iterable[Decision]) -> str:
        """Merge decisions into the table of a plan; gives a sentence on what changed."""
        path, new = self._table(plan_id), tuple(decisions)
        if self.work.places.is_shipped:
            raise UsageError(
                "Decisions would be written into the installed package and be lost with its next version: name your own "
                "folder with --home or STRATEGRAPH_HOME."
            )
        order = {(one.kind, one.key): rank for rank, one in enumerate(self.plans[plan_id].elements)}
        taken = take_over(path, new, {one.code for one in self.work.descriptors}, order)
        counts = f"{taken.new} new, {taken.changed} changed, {taken.same} as before"
        counts += f", {taken.withdrawn} withdrawn" if taken.withdrawn else ""
        number = taken.new + taken.changed + taken.same
        return f"{self.work.places.shown(path)}: {number} decisions taken over ({counts})."

    def _offer(self, plan_id: str, decision: Decision, tell: Callable[[str], None]) -> None:
        """After an addition, the words of the element that could become terms of the lexicon, as rows of its tables."""
        if decision.decision != ADDED:
            return
        wording = Wording(one.text for plan in self.work.plans for one in indexed_elements(plan))
        elements = {(one.kind, one.key): one for one in self.plans[plan_id].elements}
        text = elements[decision.kind, decision.key].text
        offers = wording.offers(text, decision.code, self.indexer)
        table = f"mappings/lexicon/{decision.code.partition('.')[0]}.csv"
        tell(f"Words of {decision.kind} {decision.key} that could speak for {decision.code} in {table}:")
        for one in offers:
            tell(f"  in {one.elements:>3} elements of all plans:  {decision.code},{one.words.lower()},2,,")
        if not offers:
            tell("  none: every word of the text stands in many elements, or speaks for it already.")


def _given(words: str) -> bytes:
    """The bytes of standard input, of a file, or of the words themselves; a byte order mark is no part of them."""
    if words == "-":
        return sys.stdin.buffer.read().removeprefix(codecs.BOM_UTF8)
    with contextlib.suppress(OSError, ValueError):  # a text is seldom a file name, and may be too long to be one
        if Path(words).is_file():
            return Path(words).read_bytes().removeprefix(codecs.BOM_UTF8)
        if Path(words).is_dir() or _PATH.fullmatch(words):
            raise UsageError(f"{words} is no file: correct the path, or give the text itself in quotes.")
    return words.encode("utf-8", "surrogateescape")


def _place(plan: Plan, path: str) -> tuple[str, str]:
    """Kind and key of an element that gets descriptors."""
    place = tuple(path.removeprefix(f"plan/{plan.id}/").partition("/")[::2])
    if place not in {(one.kind, one.key) for one in indexed_elements(plan)}:
        raise UsageError(
            f"{plan.id} has no element {path!r} that gets descriptors: write kind and key, such as goal/1.1, as "
            "`strategraph subjects export` names them."
        )
    return place[0], place[1]


def _today() -> str:
    """The day on which a person decides."""
    return datetime.datetime.now().astimezone().date().isoformat()
