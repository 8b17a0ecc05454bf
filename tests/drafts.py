"""Drafts of documents for tests: made with the real words and registers, held against plans, read back by their own mapping."""

import csv
import datetime
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

from small_plans import COMMON, ROLES
from strategraph.drafting import Draft, Knowledge, Opened, as_value, draft, open_file, read_gazetteer, read_vocabulary
from strategraph.places import find_places
from strategraph.plans import Plan, read_mapping, read_plan
from strategraph.settings import SourceLimits
from strategraph.sources import Body, Registers, Territory, read_registers, read_source

PLANS = Path(__file__).parent / "drafting" / "plans"
TODAY = datetime.date(2026, 11, 27)
#: An element by its text and the text of the one above.
Pair = tuple[str, str]


@cache
def knowledge() -> Knowledge:
    places = find_places()
    registers = read_registers(places.mappings)
    return Knowledge(read_vocabulary(places.mappings), read_gazetteer(places.data), registers)


def drafted(path: Path) -> tuple[Draft, Opened]:
    opened = open_file(path, SourceLimits())
    return draft(opened, knowledge(), TODAY), opened


def pairs(made: Draft) -> Counter[Pair]:
    elements = as_value(made)["elements"]
    texts = {element["id"]: element["text"] for element in elements}
    return Counter((element["text"], texts.get(element["parent"], "")) for element in elements)


def expected(path: Path) -> Counter[Pair]:
    """The right answer beside a document: a table of line, kind, notation, text and line of the parent."""
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    texts = {row["line"]: row["text"] for row in rows}
    return Counter((row["text"], texts.get(row["parent"], "")) for row in rows)


def mapped(plan: Plan) -> Counter[Pair]:
    texts = {(element.kind, element.key): element.text for element in plan.elements}
    return Counter((element.text, texts[element.parent] if element.parent else "") for element in plan.elements)


def score(made: Draft, wanted: Counter[Pair]) -> tuple[int, int, int]:
    """Elements with the right text and parent; how many there should be; how many there are."""
    found = pairs(made)
    return (wanted & found).total(), wanted.total(), found.total()


def read_back(made: Draft, opened: Opened, folder: Path) -> Plan:
    """The plan that the reader of mappings makes of a draft, once its issuer and territory have rows in the registers."""
    source = folder / "data" / "sources" / made.about.level / made.plan_id
    source.mkdir(parents=True)
    (source / opened.file).write_bytes(opened.content)
    (source / "source.toml").write_text(made.source, encoding="utf-8")
    (folder / "mappings" / "documents").mkdir(parents=True)
    (folder / "mappings" / "documents" / f"{made.plan_id}.toml").write_text(made.mapping, encoding="utf-8")
    shutil.copytree(find_places().mappings / "passages", folder / "mappings" / "passages")
    registers = knowledge().registers
    bodies = {made.issuer: Body(made.issuer, (), made.issuer, made.issuer, "", "", "", "")} | registers.bodies
    territories = {made.territory: Territory(made.territory, "", "", ())} | registers.territories
    document = read_source(source, SourceLimits(max_lines=max(SourceLimits().max_lines, len(made.lines))))
    mapping = read_mapping(folder / "mappings", made.plan_id, COMMON, ROLES)
    return read_plan(document, mapping, Registers(bodies, territories, registers.strategies))


def as_read(plan: Plan) -> list[dict[str, object]]:
    """The elements of a plan as the JSON of a draft tells them, as far as a plan knows."""
    return [
        {
            "id": f"{element.kind}/{element.key}",
            "notation": element.notation or None,
            "level": element.level,
            "text": element.text,
            "parent": "/".join(element.parent) if element.parent else None,
        }
        for element in plan.elements
    ]


def as_drafted(made: Draft) -> list[dict[str, object]]:
    keys = ("id", "notation", "level", "text", "parent")
    return [{key: element[key] for key in keys} for element in as_value(made)["elements"]]
