"""Plans of a few lines, made for one test each."""

import hashlib
import shutil
from pathlib import Path

from strategraph.places import Places, find_places
from strategraph.plans import Plan, read_mapping, read_plan
from strategraph.settings import SourceLimits
from strategraph.sources import read_registers, read_source

COMMON = ("section", "long-term-goal", "strategic-goal", "goal", "specific-goal", "priority", "measure")
ROLES = ("gestor", "spolugestor", "spoluprace")

SOURCE = """\
title = "{title}"
title_printed = {title_printed}
issuer = "ustecky-kraj"
level = "regional"
territory = "CZ042"
period = {{ start = 2027, end = 2030 }}
licence = "https://creativecommons.org/licenses/by/4.0/"
retrieved = 2026-11-21
file = "document.txt"
original_file_name = "plan.txt"
sha256 = "{sha256}"
"""

TEXT = """\
Plán na zkoušku
1. První oblast
1.1 Cíl jedna
Gesce: MPSV
Termín: 3/2028
1.2 Cíl dvě

strana 1
"""

MAPPING = r"""
plan = "zkouska"
passages = "cs"

[[level]]
id = "area"
name_cs = "Oblast"
name_en = "Area"
kind = "section"
common = "section"

[[level]]
id = "goal"
name_cs = "Cíl"
name_en = "Goal"
kind = "goal"
common = "goal"
under = ["area"]
indexed = true
aligned_unit = true

[[line]]
rule = "title"
match = '(?P<text>Plán na zkoušku)'
use = "title"

[[line]]
rule = "area"
match = '(?P<code>\d\.) (?P<text>.+)'
use = "element"
level = "area"

[[line]]
rule = "goal"
match = '(?P<code>\d\.\d) (?P<text>.+)'
use = "element"
level = "goal"

[[line]]
rule = "gestor"
match = 'Gesce: (?P<bodies>.+)'
use = "responsibility"
role = "gestor"

[[line]]
rule = "deadline"
match = 'Termín: (?P<month>\d+)/(?P<year>\d+)'
use = "deadline"

[[line]]
rule = "page number"
match = 'strana \d+'
use = "furniture"
"""


def small_home(folder: Path) -> Places:
    """A copy of the knowledge folders that a test may change."""
    home = find_places().home
    for name in ("ontology", "mappings", "queries", "data"):
        shutil.copytree(home / name, folder / name)
    return Places(folder)


def home_of(folder: Path, *plans: str) -> Places:
    """Such a copy with these of the five plans alone: building it takes a fraction of the time."""
    places = small_home(folder)
    for source in (places.data / "sources").glob("*/*"):
        if source.name not in plans:
            shutil.rmtree(source)
            (places.mappings / "documents" / f"{source.name}.toml").unlink()
    (places.data / "vocabularies" / "printed-elsewhere.csv").unlink()  # speaks of plans that are gone
    return places


def add_plan(
    places: Places, plan_id: str = "zkouska", text: str = TEXT, mapping: str = MAPPING, title: str = "Plán na zkoušku"
) -> Path:
    """Add a plan by three files alone; returns the folder of its source."""
    folder = places.data / "sources" / "regional" / plan_id
    folder.mkdir(parents=True, exist_ok=True)
    content = text.encode()
    (folder / "document.txt").write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    manifest = SOURCE.format(title=title or "Bez názvu", title_printed=str(bool(title)).lower(), sha256=sha256)
    (folder / "source.toml").write_text(manifest, encoding="utf-8")
    (places.mappings / "documents" / f"{plan_id}.toml").write_text(mapping, encoding="utf-8")
    return folder


def read_small(tmp_path: Path, text: str = TEXT, mapping: str = MAPPING, title: str = "Plán na zkoušku") -> Plan:
    """Read a small plan; the registers are the real ones."""
    places = Places(tmp_path)
    (tmp_path / "mappings" / "documents").mkdir(parents=True, exist_ok=True)
    if not (tmp_path / "mappings" / "registers").exists():
        shutil.copytree(find_places().mappings / "registers", tmp_path / "mappings" / "registers")
        shutil.copytree(find_places().mappings / "passages", tmp_path / "mappings" / "passages")
    folder = add_plan(places, "zkouska", text, mapping, title)
    document = read_source(folder, SourceLimits())
    return read_plan(document, read_mapping(places.mappings, "zkouska", COMMON, ROLES), read_registers(places.mappings))
