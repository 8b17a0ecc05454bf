"""Plans made as documents with their mappings, for measuring whole builds: any number, the same bytes for the same seed.

Each has fifty elements: five areas of three goals of two measures each, with who answers for a goal, its deadline, page numbers, and
texts of runs of words as they stand in the real plans. One in twenty is national; the others take turns among the regions.
A plan is a folder as `strategraph draft -o` writes it: document.txt, source.toml and `<plan>.toml`.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from strategraph.pipeline import Work, read_plans, read_sources
from strategraph.places import find_places
from strategraph.settings import Settings

SEED = 11
#: Elements of a plan, by level: areas, goals of an area, measures of a goal.
AREAS, GOALS, MEASURES = 5, 3, 2
ELEMENTS = AREAS * (1 + GOALS * (1 + MEASURES))
#: Of so many plans one is national.
NATIONAL = 20
RUN = 3
_BODIES = ("MPSV", "MMR", "MŠMT", "MV")

_SOURCE = """\
title = "{title}"
title_printed = true
issuer = "{issuer}"
level = "{level}"
territory = "{territory}"
period = {{ start = {start}, end = {end} }}
licence = "https://creativecommons.org/licenses/by/4.0/"
retrieved = 2026-11-21
file = "document.txt"
original_file_name = "{plan}.txt"
sha256 = "{sha256}"
"""

_MAPPING = r"""plan = "{plan}"
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

[[level]]
id = "measure"
name_cs = "Opatření"
name_en = "Measure"
kind = "measure"
common = "measure"
under = ["goal"]
indexed = true

[[line]]
rule = "title"
match = '(?P<text>Plán .*)'
use = "title"

[[line]]
rule = "area"
match = '(?P<code>\d+\.) (?P<text>\S.*)'
use = "element"
level = "area"

[[line]]
rule = "goal"
match = '(?P<code>\d+\.\d+) (?P<text>\S.*)'
use = "element"
level = "goal"

[[line]]
rule = "measure"
match = '(?P<code>\d+\.\d+\.\d+) (?P<text>\S.*)'
use = "element"
level = "measure"

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


@cache
def _words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of the real plans as they follow one another, and the codes of the regions."""
    work = Work(find_places(), Settings())
    for step in (read_sources, read_plans):
        step(work)
    words = tuple(word for plan in work.plans for element in plan.elements for word in element.text.split())
    return words, tuple(sorted(code for code in work.registers.territories if code != "CZ"))


def plan_id(number: int) -> str:
    """The id of the plan with a number."""
    return f"made-{number:06}"


def document(number: int, seed: int = SEED) -> str:
    """The text of one plan; no other plan has to be made for it."""
    words, _ = _words()
    return "\n".join(_lines(number, random.Random(f"{seed}/{number}"), words)) + "\n"


def _lines(number: int, rng: random.Random, words: Sequence[str]) -> Iterator[str]:
    yield _title(number)
    for area in range(1, AREAS + 1):
        yield f"{area}. {_text(rng, words, 4)}"
        for goal in range(1, GOALS + 1):
            yield f"{area}.{goal} {_text(rng, words, 18)}"
            yield f"Gesce: {rng.choice(_BODIES)}"
            yield f"Termín: {rng.randint(1, 12)}/{_start(number) + rng.randint(0, 3)}"
            for measure in range(1, MEASURES + 1):
                yield f"{area}.{goal}.{measure} {_text(rng, words, 14)}"
        yield f"strana {area}"
        yield ""


def _text(rng: random.Random, words: Sequence[str], length: int) -> str:
    found: list[str] = []
    while len(found) < length:
        start = rng.randrange(len(words) - RUN)
        found.extend(words[start : start + RUN])
    text = " ".join(found[:length])
    return text[0].upper() + text[1:]


def _title(number: int) -> str:
    return f"Plán sociálního začleňování číslo {number}"


def _start(number: int) -> int:
    return 2000 + number // NATIONAL % 30


def write_plan(number: int, folder: Path, text: str | None = None) -> Path:
    """Write a plan into a folder of its own below `folder`, with another text if one is given; the new folder."""
    plan, national = plan_id(number), number % NATIONAL == 0
    _, regions = _words()
    content = (text if text is not None else document(number)).encode()
    home = folder / plan
    home.mkdir(parents=True, exist_ok=True)
    (home / "document.txt").write_bytes(content)
    source = _SOURCE.format(
        title=_title(number),
        issuer="MPSV" if national else "ustecky-kraj",
        level="national" if national else "regional",
        territory="CZ" if national else regions[number % len(regions)],
        start=_start(number),
        end=_start(number) + 3,
        plan=plan,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    (home / "source.toml").write_text(source, encoding="utf-8")
    (home / f"{plan}.toml").write_text(_MAPPING.replace("{plan}", plan), encoding="utf-8")
    return home
