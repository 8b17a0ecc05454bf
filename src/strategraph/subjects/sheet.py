"""The sheet: what words say of each element, as a table that a person fills in with a spreadsheet program.

Semicolons and a byte order mark, so that Czech spreadsheet programs open it as a table. Nothing that is read back
looks like a number or a day to them: `plan/sprss-ustecky/goal/1.1` instead of `1.1`, which would become a day
of January, and `sha256:` before the digits of a digest. Only the columns element, code, decision, who, when, why,
text_sha and before are read back; the others are for reading. `before` repeats what was decided when the sheet was
written, so that a row that nobody touched can be told from one whose decision a person emptied to withdraw it.
"""

import csv
import io
from collections.abc import Iterable, Mapping

from strategraph.concepts import Descriptor
from strategraph.plans import Element, Plan
from strategraph.spreadsheets import harmless
from strategraph.subjects.decision_rows import NONE, Decision, Place, text_sha
from strategraph.subjects.decisions import Decided
from strategraph.subjects.model import HEADING, Match, Subject
from strategraph.subjects.plan_subjects import headings_of, indexed_elements

__all__ = ["COLUMNS", "SEPARATORS", "SHA_MARK", "as_before", "write_sheet"]

COLUMNS = (
    "element", "level", "headings", "text", "code", "label", "status", "weight", "evidence",
    "decision", "who", "when", "why", "text_sha", "before",
)  # fmt: skip
SEPARATORS = (";", ",", "\t")
SHA_MARK = "sha256:"


def write_sheet(held: Iterable[tuple[Plan, Decided]], descriptors: Iterable[Descriptor]) -> str:
    """The sheet of some plans: a row for each element and descriptor, and one without a code where words say nothing.

    That no descriptor fits an element stands in a row without a code, too.
    """
    labels = {one.code: one.label_cs for one in descriptors}
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=SEPARATORS[0], lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for plan, decided in held:
        said: dict[Place, list[Subject]] = {}
        for subject in decided.subjects:
            said.setdefault((subject.kind, subject.key), []).append(subject)
        settled = {one.place: one for one in decided.decisions if one.decision == NONE}
        for element in indexed_elements(plan):
            subjects, none = said.get((element.kind, element.key), []), settled.get((element.kind, element.key))
            if none or not (subjects or element.descriptors):
                writer.writerow([*_shown(plan, element), *[""] * 5, *_decided(none, element)])
            writer.writerows(
                [
                    *_shown(plan, element),
                    *_words(one, labels),
                    *_decided(one if one.decision != NONE else None, element),
                ]
                for one in subjects
            )
    return "\ufeff" + text.getvalue()


def _shown(plan: Plan, element: Element) -> list[str]:
    level = next(level.name_cs for level in plan.levels if level.id == element.level)
    headings = " > ".join(heading.text for heading in headings_of(element, plan))
    path = f"plan/{plan.id}/{element.kind}/{element.key}"
    return [path, level, harmless(headings), harmless(element.text)]


def _words(said: Subject, labels: Mapping[str, str]) -> list[str]:
    evidence = "; ".join(_told(match) for match in said.matches)
    return [said.code, labels[said.code], said.status, f"{said.score:g}", harmless(evidence)]


def _decided(one: Subject | Decision | None, element: Element) -> list[str]:
    """The cells that a person fills in, then those that tell what the person had before."""
    sha = SHA_MARK + text_sha(element.text)
    if one is None or not one.decision:
        return ["", "", "", "", sha, ""]
    before = as_before(one.code, one.decision, one.who, one.when, one.why)
    return [one.decision, harmless(one.who), one.when, harmless(one.why), sha, before]


def as_before(code: str, decision: str, who: str, when: str, why: str) -> str:
    """A decision in one cell: `IX.a approved, Eva, 2026-11-20: why`, or nothing; each white space is one space."""
    return " ".join(f"{code} {decision}, {who}, {when}: {why}".split()) if decision else ""


def _told(match: Match) -> str:
    return f"{match.words} ({match.weight}{', nadpis' if match.where == HEADING else ''})"
