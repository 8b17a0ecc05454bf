"""The sheet: what words say of each element, as a table that a person fills in with a spreadsheet program.

Semicolons and a byte order mark, so that Czech spreadsheet programs open it as a table. Nothing that is read back
looks like a number or a day to them: `plan/sprss-ustecky/goal/1.1` instead of `1.1`, which would become a day
of January, and `sha256:` before the digits of a digest. Only the columns element, code, decision, who, when, why and
text_sha are read back; the others are for reading.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from strategraph.concepts import Descriptor
from strategraph.errors import RegisterError
from strategraph.plans import Element, Plan
from strategraph.subjects.decision_table import Decision, Place, decision_fault, text_sha
from strategraph.subjects.decisions import Decided
from strategraph.subjects.model import APPROVED, HEADING, Match, Subject
from strategraph.subjects.plan_subjects import headings_of, indexed_elements

__all__ = ["COLUMNS", "read_sheet", "write_sheet"]

COLUMNS = (
    "element", "level", "headings", "text", "code", "label", "status", "weight", "evidence",
    "decision", "who", "when", "why", "text_sha",
)  # fmt: skip
_READ = ("element", "code", "decision", "who", "when", "why", "text_sha")
_SEPARATORS = (";", ",", "\t")
_SHA_MARK = "sha256:"
#: What a spreadsheet program would take for a formula (CWE-1236).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CZECH_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\Z")


def write_sheet(held: Iterable[tuple[Plan, Decided]], descriptors: Iterable[Descriptor]) -> str:
    """The sheet of some plans: a row for each element and descriptor, and an empty one where words say nothing."""
    labels = {one.code: one.label_cs for one in descriptors}
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=_SEPARATORS[0], lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for plan, decided in held:
        said: dict[Place, list[Subject]] = {}
        for subject in decided.subjects:
            said.setdefault((subject.kind, subject.key), []).append(subject)
        for element in indexed_elements(plan):
            subjects: list[Subject | None] = [*said.get((element.kind, element.key), ())]
            if subjects or not element.descriptors:
                writer.writerows(_row(plan, element, one, labels) for one in subjects or [None])
    return "\ufeff" + text.getvalue()


def _row(plan: Plan, element: Element, said: Subject | None, labels: Mapping[str, str]) -> list[str]:
    level = next(level.name_cs for level in plan.levels if level.id == element.level)
    headings = " > ".join(heading.text for heading in headings_of(element, plan))
    shown = [f"plan/{plan.id}/{element.kind}/{element.key}", level, _harmless(headings), _harmless(element.text)]
    sha = _SHA_MARK + text_sha(element.text)
    if said is None:
        return [*shown, *[""] * 9, sha]
    evidence = "; ".join(_told(match) for match in said.matches)
    words = [said.code, labels[said.code], said.status, f"{said.score:g}", _harmless(evidence)]
    return [*shown, *words, said.decision, _harmless(said.who), said.when, _harmless(said.why), sha]


def _told(match: Match) -> str:
    return f"{match.words} ({match.weight}{', nadpis' if match.where == HEADING else ''})"


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _as_written(text: str) -> str:
    """Without the apostrophe that made a text harmless; any other is the person's own."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def read_sheet(
    text: str,
    held: Mapping[str, tuple[Plan, Decided]],
    codes: Iterable[str],
    stored: Mapping[str, Iterable[Decision]],
    who: str,
    when: str,
    shown: str = "The sheet",
) -> dict[str, tuple[Decision, ...]]:
    """The decisions of a sheet by plan, every row checked; rows without a decision are left out.

    A row that says what a `stored` decision says stays that decision, with its person, day and text, unless the row
    names others: a sheet that nobody touched changes nothing, and whoever confirms a decision writes a new day. `who`
    and `when` (ISO 8601) stand for what a new row leaves empty; `shown` opens the messages.

    Raises:
        RegisterError: naming every faulty row with what to do; nothing may be taken over then.
    """
    known, faults = frozenset(codes), list[str]()
    before = {(plan_id, (one.kind, one.key), one.code): one for plan_id, ones in stored.items() for one in ones}
    decisions: dict[tuple[str, Place, str], Decision] = {}
    rows = _rows(text, shown)
    shas = {row["element"]: row["text_sha"] for _, row in rows if row["text_sha"]}
    for number, row in rows:
        if not row["decision"]:
            continue
        where = f"{shown}, row {number}"
        plan_id, element, told = _element(row["element"], {name: plan for name, (plan, _) in held.items()})
        if element is not None:
            row["text_sha"] = row["text_sha"] or shas.get(row["element"], "")
            place = (element.kind, element.key)
            kept = before.get((plan_id, place, row["code"]))
            if kept and _says(row, kept):
                one = replace(kept, where=where)
            else:
                told, one = _decision(row, element, known, who, when, where)
            first = decisions.setdefault((plan_id, place, one.code), one)
            if not told and first is not one:
                told = f"decides on {row['element']} and {one.code} again, after {first.where}; keep one of the two."
            elif not told and one.decision == APPROVED and not kept and one.code not in _codes(held[plan_id][1], place):
                told = f"no word suggests {one.code} for {place[0]} {place[1]}; check the code, or write added and say why."
        if told:
            faults.append(f"{where}: {told}")
    if faults:
        raise RegisterError("\n".join(faults))
    found: dict[str, list[Decision]] = {}
    for (plan_id, _, _), one in decisions.items():
        found.setdefault(plan_id, []).append(one)
    return {plan_id: tuple(ones) for plan_id, ones in sorted(found.items())}


def _says(row: Mapping[str, str], kept: Decision) -> bool:
    """Does a row say no more than a decision that is stored? What it leaves empty it does not change."""
    said = (_as_written(row["who"]) or kept.who, _day(row["when"]) or kept.when, _as_written(row["why"]) or kept.why)
    return row["decision"].lower() == kept.decision and said == (kept.who, kept.when, kept.why)


def _codes(decided: Decided, place: Place) -> frozenset[str]:
    """What words or people say of an element."""
    return frozenset(one.code for one in decided.subjects if (one.kind, one.key) == place)


def _rows(text: str, shown: str) -> list[tuple[int, dict[str, str]]]:
    """The rows with their numbers as a spreadsheet program shows them; the separator is that of the header."""
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    try:
        table = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as fault:
        raise RegisterError(f"{shown} is no table: {fault}; save it as CSV in UTF-8.") from fault
    header = [name.strip() for name in table[0]] if table else []
    missing = [name for name in _READ if name not in header]
    if missing:
        raise RegisterError(
            f"{shown} has no column {', '.join(missing)}: keep the columns of `strategraph subjects export`."
        )
    rows = []
    for number, values in enumerate(table[1:], 2):
        cells = dict(zip(header, values, strict=False))
        rows.append((number, {name: cells.get(name, "").strip() for name in _READ}))
    return rows


def _element(path: str, plans: Mapping[str, Plan]) -> tuple[str, Element | None, str]:
    """Plan and element that a path names, or why there is none."""
    head, _, rest = path.partition("/")
    plan_id, _, place = rest.partition("/")
    kind, _, key = place.partition("/")
    if head != "plan" or not key:
        return "", None, f"{path!r} names no element; write it as plan/sprss-ustecky/goal/1.1."
    if plan_id not in plans:
        return "", None, f"there is no plan {plan_id!r}; the plans are {', '.join(sorted(plans))}."
    elements = {(one.kind, one.key): one for one in plans[plan_id].elements}
    element = elements.get((kind, key))
    if element is None:
        return plan_id, None, f"{kind} {key} is not in {plan_id} any more; export the sheet again."
    if element not in tuple(indexed_elements(plans[plan_id])):
        return plan_id, None, f"{kind} {key} is at a level that gets no descriptors; leave its decision empty."
    return plan_id, element, ""


def _decision(
    row: Mapping[str, str], element: Element, codes: frozenset[str], who: str, when: str, where: str
) -> tuple[str, Decision]:
    """The decision of a row, and what is wrong with it."""
    sha = text_sha(element.text)
    filled = {
        "kind": element.kind,
        "key": element.key,
        "code": row["code"],
        "decision": row["decision"].lower(),
        "who": _as_written(row["who"]) or who,
        "when": _day(row["when"]) or when,
        "why": _as_written(row["why"]),
        "text_sha": sha,
    }
    told = decision_fault(filled, codes)
    if row["code"] in {printed.code for printed in element.descriptors}:
        told = f"the document itself prints {row['code']}; what is printed is not decided."
    seen = row["text_sha"].removeprefix(_SHA_MARK)
    if not told and seen and seen != sha:
        told = f"{element.kind} {element.key} reads otherwise now than in the sheet; export it again and look anew."
    return told, Decision(**filled, where=where)


def _day(text: str) -> str:
    """A day as ISO 8601 has it; spreadsheet programs turn it into `21.11.2026`."""
    found = _CZECH_DAY.match(text)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text
