"""Indexing: what the commands `strategraph subjects …` and `alignment …` do with plans, lexicon, decisions and links."""

import codecs
import contextlib
import datetime
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from strategraph.alignment import (
    AlignedUnit,
    Link,
    aligned_units,
    baselines,
    instead_of,
    link_lines,
    links_json,
    quality,
    quality_lines,
    read_judged,
    write_tables,
)
from strategraph.errors import UsageError
from strategraph.pipeline import Work, decide_subjects, read_aligner, read_plans, read_sources, read_vocabulary
from strategraph.places import Places
from strategraph.plans import Plan
from strategraph.settings import Settings
from strategraph.sources import read_utf8
from strategraph.subjects import (
    ADDED,
    Decided,
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

__all__ = ["Desk", "suggest"]

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


class Desk:
    """The plans with what words and people say of them, and the tables in which decisions are kept."""

    def __init__(self, places: Places, settings: Settings) -> None:
        """Read documents, plans and lexicon; decisions are read when they are asked for.

        Raises:
            StrategraphError: for any table or document that cannot be read.
        """
        self.work = Work(places, settings)
        read_sources(self.work)
        read_plans(self.work)
        read_vocabulary(self.work)
        self.indexer = Indexer(self.work.lexicon, settings.subjects)
        self.plans = {plan.id: plan for plan in self.work.plans}

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
        sheet = write_sheet(self._chosen(plan_ids), self.work.descriptors).encode()
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
        held = {plan.id: (plan, decided) for plan, decided in self._chosen(())}
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
        ((plan, decided),) = self._chosen([plan_id])
        places = [_place(plan, one) for one in elements]
        for notice in decided.without_effect:
            tell(f"notice: {notice}")
        labels = {one.code: one.label_cs for one in self.work.descriptors}

        def keep(decision: Decision) -> None:
            self._keep(plan_id, [decision])
            self._offer(plan_id, decision, tell)

        number = Review(labels, who, _today(), ask, tell, keep, again, places).go_through(plan, decided)
        tell(f"{number} decisions saved in {self.work.places.shown(self._table(plan_id))}.")

    def links(self, path: str, layer: str, top: int, as_json: bool) -> str:
        """The best links of a unit, which its path names (`plan/ap-ssz-2024-2026/goal/4.3.d`), and what they rest on.

        Raises:
            UsageError: for a path that names no aligned unit.
        """
        units = self._units(layer)
        base = f"{self.work.settings.publication.base}resource/"
        iri = base + path.removeprefix(base)
        if iri not in {unit.iri for unit in units}:
            raise UsageError(
                f"{path!r} is no national objective and no regional priority{instead_of(iri, units, self.work.plans, self.work.iris)}."
            )
        found = [link for link in self._links(units) if iri in (link.subject, link.object)]
        best = sorted(found, key=lambda link: link.subject_rank if iri == link.subject else link.object_rank)
        if as_json:
            return links_json(best[:top])
        texts = {unit.iri: unit.texts["own"][0] for unit in units}
        return "\n".join(link_lines(best[:top], iri, texts, base, layer))

    def write_tables(self, folder: Path, layer: str) -> None:
        """Write the tables in which the SQL text finds links, each as a folder of Parquet files.

        Raises:
            AlignmentError: if the folder is not empty.
        """
        write_tables(read_aligner(self.work).tables(self._units(layer)), folder)

    def judge(self, file: Path, plan_id: str, layer: str) -> str:
        """How well the links of a national plan, and simpler rankings, put first what a reader holds to be right.

        Raises:
            RegisterError: for a judged list that is malformed.
            UsageError: for a plan that is not there, or of which the list judges no objective.
        """
        self._chosen([plan_id])
        units = self._units(layer)
        here = {unit.iri for unit in units if unit.plan == plan_id}
        links = [link for link in self._links(units) if link.subject in here]
        judged = read_judged(file, f"{self.work.settings.publication.base}resource/")
        if not any(objective in here for objective, _ in judged):
            raise UsageError(
                f"{file} judges no objective of {plan_id}: name the national plan that was judged with --plan."
            )
        rankings = {
            "score": {(one.subject, one.object): float(one.score) for one in links},
            **baselines(units, links),
        }
        return "\n".join(quality_lines({name: quality(values, judged) for name, values in rankings.items()}))

    def _units(self, layer: str) -> tuple[AlignedUnit, ...]:
        return aligned_units(self._held(), self.work.iris, layer)

    def _links(self, units: Sequence[AlignedUnit]) -> tuple[Link, ...]:
        return tuple(one.link for one in read_aligner(self.work).regional(units).links)

    def _chosen(self, plan_ids: Sequence[str]) -> list[tuple[Plan, Decided]]:
        for plan_id in plan_ids:
            if plan_id not in self.plans:
                raise UsageError(f"There is no plan {plan_id!r}: choose one of {', '.join(sorted(self.plans))}.")
        return [(plan, decided) for plan, decided in self._held() if not plan_ids or plan.id in plan_ids]

    def _held(self) -> Iterable[tuple[Plan, Decided]]:
        """The plans with what words and people say of them."""
        if not self.work.decided:
            decide_subjects(self.work)
        return zip(self.work.plans, self.work.decided, strict=True)

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
