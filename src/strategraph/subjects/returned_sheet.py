"""The sheet as it comes back from a spreadsheet program: every row is checked, and all are taken over or none.

A person writes a decision into the column `decision`, or takes one back: by the word `withdrawn`, or by emptying the
cell. A row that says what its column `before` says was not touched and changes nothing, whatever has been decided
since; without that column a row counts as untouched if it says what is decided now.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from strategraph.errors import RegisterError
from strategraph.plans import Element, Plan
from strategraph.spreadsheets import as_written
from strategraph.subjects.decision_rows import (
    DECISIONS,
    WITHDRAWN,
    Decision,
    Place,
    contradictions,
    decision_fault,
    one_of,
    text_sha,
)
from strategraph.subjects.decisions import Decided
from strategraph.subjects.model import APPROVED
from strategraph.subjects.plan_subjects import indexed_elements
from strategraph.subjects.sheet import SEPARATORS, SHA_MARK, as_before

__all__ = ["read_sheet"]

_READ = ("element", "code", "decision", "who", "when", "why", "text_sha")
_BEFORE = "before"
_CZECH_DAY = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\Z")


class _Given(NamedTuple):
    """What every row is held against: known codes, and who and when stand for what a row leaves empty."""

    codes: frozenset[str]
    who: str
    when: str


class _Fault(Exception):
    """What is wrong with a row, its column first."""


def read_sheet(
    text: str,
    held: Mapping[str, tuple[Plan, Decided]],
    codes: Iterable[str],
    stored: Mapping[str, Iterable[Decision]],
    who: str,
    when: str,
    shown: str = "The sheet",
) -> dict[str, tuple[Decision, ...]]:
    """The decisions of a sheet by plan, every row checked; a row that takes one back is a decision `withdrawn`.

    A row that says what a `stored` decision says stays that decision, with its person, day and text, unless the row
    names others: a sheet that nobody touched changes nothing, and whoever confirms a decision writes a new day. `who`
    and `when` (ISO 8601) stand for what a new row leaves empty; `shown` opens the messages.

    Raises:
        RegisterError: naming every faulty row and its column with what to do; nothing may be taken over then.
    """
    given, faults = _Given(frozenset(codes), who, when), list[str]()
    before = {(plan_id, *one.subject): one for plan_id, ones in stored.items() for one in ones}
    found: dict[str, dict[tuple[str, str, str], Decision]] = {}
    rows = _rows(text, shown)
    shas = {row["element"]: row["text_sha"] for _, row in rows if row["text_sha"]}
    for number, row in rows:
        row["text_sha"] = row["text_sha"] or shas.get(row["element"], "")
        where = f"{shown}, row {number}"
        try:
            plan_id, element = _element(row, held)
            if element is None:
                continue
            kept = before.get((plan_id, element.kind, element.key, row["code"]))
            one = _decision(row, element, kept, held[plan_id][1], given)
            if one is None:
                continue
            one = replace(one, where=where)
            first = found.setdefault(plan_id, {}).setdefault(one.subject, one)
            if first is not one:
                told = f"column code: {row['code'] or one.decision!r} stands for {row['element']} again, after {first.where}."
                raise _Fault(f"{told} Keep one of the two rows.")
        except _Fault as fault:
            faults.append(f"{where}, {fault}")
    for ones in found.values():
        faults += [f"{one.where}, {told}" for one, told in contradictions(ones.values())]
    if faults:
        raise RegisterError("\n".join(faults))
    return {plan_id: tuple(ones.values()) for plan_id, ones in sorted(found.items())}


def _element(row: Mapping[str, str], held: Mapping[str, tuple[Plan, Decided]]) -> tuple[str, Element | None]:
    """Plan and element of a row; no element for a row that says nothing, or nothing new of one that is gone."""
    if not row["decision"] and not row[_BEFORE]:
        return "", None
    path = row["element"]
    head, _, rest = path.partition("/")
    plan_id, _, place = rest.partition("/")
    kind, _, key = place.partition("/")
    if head != "plan" or not key:
        raise _Fault(f"column element: {path!r} names no element. Write it as plan/sprss-ustecky/goal/1.1.")
    if plan_id not in held:
        raise _Fault(
            f"column element: there is no plan {plan_id!r}. The plans are {', '.join(sorted(held))}: write one of them."
        )
    plan = held[plan_id][0]
    element = next((one for one in plan.elements if (one.kind, one.key) == (kind, key)), None)
    if element is None:
        if _is_untouched(row):
            return plan_id, None
        raise _Fault(f"column element: {path!r} is not in the plan any more. Export the sheet again.")
    if element not in tuple(indexed_elements(plan)):
        raise _Fault(f"column element: {path!r} is at a level that gets no descriptors. Leave its decision empty.")
    return plan_id, element


def _decision(
    row: Mapping[str, str], element: Element, kept: Decision | None, decided: Decided, given: _Given
) -> Decision | None:
    """What a row says; None if it says nothing new of a decision that is no longer there or has become another."""
    word = row["decision"].lower()
    if _is_untouched(row):
        return kept if kept and _said(kept) == row[_BEFORE] else None
    if word in ("", WITHDRAWN):
        return _withdrawn(row, element, kept)
    if kept and _says(row, kept):
        return kept
    if word not in DECISIONS:
        allowed = one_of((*DECISIONS, WITHDRAWN))
        raise _Fault(f"column decision: {row['decision']!r} is no decision. Write {allowed}, or leave the cell empty.")
    made = _made(row, word, element, given)
    if word == APPROVED and not kept and row["code"] not in _codes(decided, made.place):
        raise _Fault(
            f"column decision: no word suggests {row['code']} for {element.kind} {element.key}, so there is nothing to approve. "
            "Check the code, or write added and say why."
        )
    return made


def _withdrawn(row: Mapping[str, str], element: Element, kept: Decision | None) -> Decision | None:
    """A decision taken back by its word or by an empty cell; None if somebody has done so already."""
    what = f"on {row['code']}" if row["code"] else "that no descriptor fits"
    if not kept:
        if row[_BEFORE]:
            return None
        raise _Fault(
            f"column decision: {row['decision']!r} takes a decision back, and nobody has decided {what} for {element.kind} "
            f"{element.key}. Check element and code, or leave the cell empty."
        )
    if not row["decision"] and _said(kept) != row[_BEFORE]:
        raise _Fault(
            f"column decision: the cell was emptied, but {kept.who} has decided {kept.decision!r} since the sheet was written. "
            f"Write {WITHDRAWN} to take that back, or export the sheet again."
        )
    return replace(kept, decision=WITHDRAWN)


def _made(row: Mapping[str, str], word: str, element: Element, given: _Given) -> Decision:
    """The new decision of a row."""
    sha = text_sha(element.text)
    filled = {
        "kind": element.kind,
        "key": element.key,
        "code": row["code"],
        "decision": word,
        "who": as_written(row["who"]) or given.who,
        "when": _day(row["when"]) or given.when,
        "why": as_written(row["why"]),
        "text_sha": sha,
    }
    if not filled["who"]:
        raise _Fault("column who: it is empty. Write who decided, or give --who to the command.")
    told = decision_fault(filled, given.codes)
    if told:
        raise _Fault(told)
    printed = [one.code for one in element.descriptors]
    if row["code"] in printed or (printed and not row["code"]):
        raise _Fault(
            f"column code: the document itself prints {row['code'] or printed[0]!r}, and what is printed is not decided. "
            "Leave the decision empty."
        )
    if row["text_sha"] and row["text_sha"].removeprefix(SHA_MARK) != sha:
        raise _Fault(
            f"column text_sha: {row['text_sha']!r} is another text than that of {element.kind} {element.key} now. "
            "Export the sheet again and look anew."
        )
    return Decision(**filled, where="")


def _is_untouched(row: Mapping[str, str]) -> bool:
    """Does a row say what it said when the sheet was written?"""
    who, when, why = as_written(row["who"]), _day(row["when"]), as_written(row["why"])
    said = as_before(row["code"], row["decision"].lower(), who, when, why)
    return bool(row[_BEFORE]) and said == row[_BEFORE]


def _said(one: Decision) -> str:
    return as_before(one.code, one.decision, one.who, one.when, one.why)


def _says(row: Mapping[str, str], kept: Decision) -> bool:
    """Does a row say no more than a decision that is stored? What it leaves empty it does not change."""
    said = (as_written(row["who"]) or kept.who, _day(row["when"]) or kept.when, as_written(row["why"]) or kept.why)
    return row["decision"].lower() == kept.decision and said == (kept.who, kept.when, kept.why)


def _codes(decided: Decided, place: Place) -> frozenset[str]:
    """What words or people say of an element."""
    return frozenset(one.code for one in decided.subjects if (one.kind, one.key) == place)


def _rows(text: str, shown: str) -> list[tuple[int, dict[str, str]]]:
    """The rows with their numbers as a spreadsheet program shows them; the separator is that of the header."""
    text = text.removeprefix("\ufeff")
    head = text.partition("\n")[0]
    separator = max(SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        table = list(reader)
    except csv.Error as fault:
        raise RegisterError(
            f"{shown}, line {reader.line_num} is not CSV ({fault}). Close every quotation mark, or save the sheet as CSV in "
            "UTF-8 again."
        ) from fault
    header = [name.strip() for name in table[0]] if table else []
    missing = [name for name in _READ if name not in header]
    if missing:
        raise RegisterError(
            f"{shown}, row 1: there is no column {', '.join(missing)}. Keep the columns of `strategraph subjects export`."
        )
    rows = []
    for number, values in enumerate(table[1:], 2):
        cells = dict(zip(header, values, strict=False))
        row = {name: cells.get(name, "").strip() for name in (*_READ, _BEFORE)}
        row[_BEFORE] = " ".join(row[_BEFORE].split())
        rows.append((number, row))
    return rows


def _day(text: str) -> str:
    """A day as ISO 8601 has it; spreadsheet programs turn it into `21.11.2026`."""
    found = _CZECH_DAY.match(text)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else text
