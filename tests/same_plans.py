"""Whether a document, read by one mapping, is the plan of the Ústí Region: the same elements, parents and texts."""

import hashlib
import shutil
from pathlib import Path

from made_documents import TITLE
from small_plans import COMMON, ROLES, SOURCE
from strategraph.places import find_places
from strategraph.plans import Plan, read_mapping, read_plan
from strategraph.settings import SourceLimits
from strategraph.sources import Document, read_registers, read_source

MAPPING = rf"""
plan = "prevedeny"

[[level]]
id = "priority"
name_cs = "Priorita"
name_en = "Priority"
kind = "priority"
common = "priority"

[[level]]
id = "goal"
name_cs = "Cíl"
name_en = "Goal"
kind = "goal"
common = "goal"
under = ["priority"]

[[level]]
id = "specific-goal"
name_cs = "Dílčí cíl"
name_en = "Specific objective"
kind = "goal"
common = "specific-goal"
under = ["goal"]

[[line]]
rule = "title"
match = '(?P<text>{TITLE})'
use = "title"

[[line]]
rule = "priority"
match = '(?P<code>\d\.)(?: \|)? (?P<text>\S.*)'
use = "element"
level = "priority"

[[line]]
rule = "goal"
match = '(?:[•–] )?(?P<code>\d\.\d)(?: \|)? (?P<text>\S.*)'
use = "element"
level = "goal"

[[line]]
rule = "specific goal"
match = '(?:[•–] )?(?P<code>\d\.\d\.\d)(?: \|)? (?P<text>\S.*)'
use = "element"
level = "specific-goal"
"""
FURNITURE = r"""
[[line]]
rule = "furniture"
match = '{}'
use = "furniture"
"""

#: Kind, code, text, and kind and key of the element above.
Told = tuple[str, str, str, tuple[str, str] | None]


def told(plan: Plan) -> list[Told]:
    """What is compared of the elements of a plan."""
    return [(one.kind, one.notation, one.text, one.parent) for one in plan.elements]


def plan_of(folder: Path, file: Path, furniture: str = "") -> tuple[Plan, Document]:
    """The plan in a document as the mapping finds it, and the document."""
    home = folder / "home"
    source = home / "data" / "sources" / "regional" / "prevedeny"
    (home / "mappings" / "documents").mkdir(parents=True, exist_ok=True)
    source.mkdir(parents=True, exist_ok=True)
    for name in ("registers", "passages"):
        shutil.copytree(find_places().mappings / name, home / "mappings" / name, dirs_exist_ok=True)
    content = file.read_bytes()
    (source / file.name).write_bytes(content)
    described = SOURCE.format(title=TITLE, title_printed="true", sha256=hashlib.sha256(content).hexdigest())
    described = described.replace('file = "document.txt"', f'file = "{file.name}"')
    (source / "source.toml").write_text(described, encoding="utf-8")
    mapping = MAPPING + (FURNITURE.format(furniture) if furniture else "")
    (home / "mappings" / "documents" / "prevedeny.toml").write_text(mapping, encoding="utf-8")
    document = read_source(source, SourceLimits())
    plan = read_plan(
        document, read_mapping(home / "mappings", "prevedeny", COMMON, ROLES), read_registers(home / "mappings")
    )
    return plan, document


def plan_as_printed() -> list[Told]:
    """The same of the plan as this project has it, by its own mapping."""
    places = find_places()
    document = read_source(places.data / "sources" / "regional" / "sprss-ustecky", SourceLimits())
    mapping = read_mapping(places.mappings, "sprss-ustecky", COMMON, ROLES)
    return told(read_plan(document, mapping, read_registers(places.mappings)))
