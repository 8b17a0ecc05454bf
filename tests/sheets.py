"""Sheets of a plan of two goals: what stands in them, and what is read of them when they come back."""

from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path

import pytest

from small_plans import TEXT, read_small
from strategraph.errors import RegisterError
from strategraph.plans import Plan
from strategraph.settings import SourceLimits
from strategraph.sources import read_source
from strategraph.subjects import Decided, Decision, Indexer, assign_plan, decide, read_decisions, read_sheet, text_sha

ROWS = ("IX.a jedna 2", "XVI.d oblast 1", "IX.c jedna 1")
CODES = ("IX.a", "IX.c", "XVI.d")
ONE, TWO = f"sha256:{text_sha('Cíl jedna')}", f"sha256:{text_sha('Cíl dvě')}"
G1, G2 = "plan/zkouska/goal/1.1", "plan/zkouska/goal/1.2"
A_CODE = "Write a code of data/vocabularies/descriptors.csv."
HEAD = "element;code;decision;who;when;why;text_sha\n"


def plan_with(folder: Path, indexer: Indexer, decisions: str = "", text: str = TEXT) -> tuple[Plan, Decided]:
    plan = read_small(folder, text)
    document = read_source(folder / "data" / "sources" / "regional" / "zkouska", SourceLimits())
    (folder / "zkouska.csv").write_text(f"kind,key,code,decision,who,when,why,text_sha\n{decisions}", encoding="utf-8")
    held = decide(plan, assign_plan(plan, document, indexer), read_decisions(folder / "zkouska.csv", CODES))
    return plan, held


Held = tuple[Plan, Decided]


def read(text: str, held: Held, who: str = "Eva", stored: Sequence[Decision] = ()) -> list[tuple[str, ...]]:
    (plan, _), day = held, "2026-11-25"
    found = read_sheet(text, {plan.id: held}, CODES, {plan.id: stored}, who, day, "s.csv")
    return [(plan_id, *astuple(one)[:-1]) for plan_id, ones in found.items() for one in ones]


def refusal(text: str, held: Held, who: str = "Eva") -> list[str]:
    with pytest.raises(RegisterError) as caught:
        read(text, held, who)
    return str(caught.value).split("\n")


def stored(*rows: str) -> list[Decision]:
    """Decisions of a table, each row `key,code,decision,who,day,why,digest`."""
    return [Decision("goal", *row.split(","), where="t.csv") for row in rows]
