"""Plans made for measuring alignment: any number of them, the same bytes for the same seed.

What they are made of is taken from the real plans: how many descriptors a unit has, how often the few general descriptors
occur that half of all units carry, how many texts of which length a unit has, and runs of three words as they stand in the
plans. Beside the general descriptors there are so many others that there are 150, as frequent together as they are in the
plans, and among themselves by Zipf's law (exponent 1). Every second plan is national, which makes for the most pairs.

Triples are counted in the lines of the N-Triples that `graph` writes: six statements about a unit (class, label, text,
code, position, plan) and two for each of its descriptors (`sg:hasDescriptor`, `dcterms:subject`). A unit has three
descriptors on average, so 300,000 triples are 25,000 units.
"""

import random
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from strategraph.alignment import COLUMNS, AlignedUnit, Aligner, aligned_units, write_tables
from strategraph.link_steps import read_aligner
from strategraph.namespaces import DCTERMS, RDF, RDFS, SCHEMA, SG, SKOS
from strategraph.pipeline import Work, decide_subjects, read_plans, read_sources, read_vocabulary
from strategraph.places import find_places
from strategraph.settings import Settings

SEED = 11
#: Units of a plan, and plans that are made at a time.
UNITS, PLANS = 19, 100
DESCRIPTORS, RUN = 150, 3
#: A descriptor is general if more than this share of the units carry it (1/e).
GENERAL = 0.368
RESOURCE = "https://w3id.org/strategraph/resource/"
Shape = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Model:
    """What plans are made of.

    `numbers` are the numbers of descriptors of the real units; `weights` say how often each descriptor is drawn, summed
    up from the first; `shapes` tell the lengths of the texts of each real unit, by origin; `words` are those of the plans.
    """

    numbers: tuple[int, ...]
    weights: tuple[float, ...]
    shapes: tuple[Shape, ...]
    words: tuple[str, ...]

    @property
    def triples(self) -> float:
        """Triples of a unit, on average."""
        return 6 + 2 * sum(self.numbers) / len(self.numbers)


@cache
def real() -> tuple[Model, Aligner]:
    """The model of the real plans, and what aligns made ones: no statistics are kept of these, so that they are counted."""
    work = Work(find_places(), Settings())
    for step in (read_sources, read_plans, read_vocabulary, decide_subjects):
        step(work)
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris)
    made = model(units, [element.text for plan in work.plans for element in plan.elements])
    return made, replace(read_aligner(work), statistics=None)


def model(units: Sequence[AlignedUnit], texts: Sequence[str]) -> Model:
    """Of some units, and of texts whose words are taken."""
    carried = Counter(code for unit in units for code in unit.codes)
    hubs = sorted((number for number in carried.values() if number > GENERAL * len(units)), reverse=True)
    others = [1 / rank for rank in range(1, DESCRIPTORS - len(hubs) + 1)]
    share = (carried.total() - sum(hubs)) / sum(others)
    shapes = [
        {origin: tuple(len(text.split()) for text in texts) for origin, texts in unit.texts.items()} for unit in units
    ]
    return Model(
        tuple(len(unit.codes) for unit in units),
        tuple(accumulate([*map(float, hubs), *(share * one for one in others)])),
        tuple(shapes),
        tuple(word for text in texts for word in text.split()),
    )


def plan(source: Model, number: int, seed: int = SEED) -> list[AlignedUnit]:
    """The units of one plan; no other plan has to be made for it."""
    rng = random.Random(f"{seed}/{number}")
    side = "regional" if number % 2 else "national"
    return [
        AlignedUnit(
            f"{RESOURCE}plan/made-{number:06}/goal/{place:02}",
            f"made-{number:06}",
            side,
            dict.fromkeys(_descriptors(source, rng), "assigned"),
            {
                origin: tuple(_text(source, length, rng) for length in lengths)
                for origin, lengths in rng.choice(source.shapes).items()
            },
        )
        for place in range(UNITS)
    ]


def _descriptors(source: Model, rng: random.Random) -> list[str]:
    wanted, found = rng.choice(source.numbers), set[int]()
    while len(found) < wanted:
        found.update(rng.choices(range(len(source.weights)), cum_weights=source.weights))
    return [f"D.{one:03}" for one in sorted(found)]


def _text(source: Model, length: int, rng: random.Random) -> str:
    words: list[str] = []
    while len(words) < length:
        start = rng.randrange(len(source.words))
        words.extend(source.words[start : start + RUN])
    return " ".join(words[:length])


def plans_for(source: Model, triples: int) -> int:
    """How many plans have about so many triples."""
    return max(2, round(triples / (source.triples * UNITS)))


def graph(source: Model, plans: int, seed: int = SEED) -> Iterator[str]:
    """The plans as lines of N-Triples."""
    for number in range(plans):
        for place, unit in enumerate(plan(source, number, seed)):
            text = unit.texts["own"][0].translate({34: "'", 92: "/"})
            objects = [
                (RDF.type, (SG.NationalObjective if unit.side == "national" else SG.RegionalPriority).n3()),
                (RDFS.label, f'"{text[:60]}"@cs'),
                (DCTERMS.description, f'"{text}"@cs'),
                (SKOS.notation, f'"{place:02}"'),
                (SCHEMA.position, f'"{place}"^^<http://www.w3.org/2001/XMLSchema#integer>'),
                (DCTERMS.isPartOf, f"<{RESOURCE}plan/{unit.plan}>"),
                *(
                    (predicate, f"<{RESOURCE}descriptor/{code}>")
                    for code in unit.codes
                    for predicate in (SG.hasDescriptor, DCTERMS.subject)
                ),
            ]
            for predicate, value in objects:
                yield f"<{unit.iri}> {predicate.n3()} {value} .\n"


def write(plans: int, folder: Path, seed: int = SEED) -> None:
    """Write the tables that alignment reads: below `folder` a folder for each table, of units a file for each hundred plans."""
    for name in COLUMNS:
        (folder / name).mkdir(parents=True)
    with ProcessPoolExecutor() as pool:
        for _ in pool.map(partial(_write, folder, plans, seed), range(0, plans, PLANS)):
            pass
    _write_counted(folder)
    chosen = Settings().alignment
    _write_extent(folder, chosen.shortlist, chosen.least_content, chosen.top, chosen.object_top)


def set_extent(tables: Path, folder: Path, shortlist: int, least_content: float, top: int, object_top: int) -> None:
    """The same tables in another folder, but for how far the search goes."""
    shutil.copytree(tables, folder)
    _write_extent(folder, shortlist, least_content, top, object_top)


def _write_counted(folder: Path) -> None:
    """The table of statistics without a row: the units at hand are counted."""
    columns = ", ".join(f"CAST(NULL AS {kind}) AS {name}" for name, kind in COLUMNS["counted"].items())
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT {columns} WHERE false) TO '{folder}/counted/part-000000.parquet' (FORMAT parquet)"
        )


def _write_extent(folder: Path, shortlist: int, least_content: float, top: int, object_top: int) -> None:
    with duckdb.connect() as connection:
        connection.execute(
            f"COPY (SELECT CAST({shortlist} AS BIGINT) AS shortlist, CAST({least_content} AS DOUBLE) AS least_content, "
            f"CAST({top} AS BIGINT) AS top, CAST({object_top} AS BIGINT) AS object_top) TO '{folder}/setting/part-000000.parquet' (FORMAT parquet)"
        )


def _write(folder: Path, plans: int, seed: int, first: int) -> None:
    source, aligner = real()
    made = [unit for number in range(first, min(plans, first + PLANS)) for unit in plan(source, number, seed)]
    with TemporaryDirectory(dir=folder) as part, duckdb.connect(config={"threads": 1}) as connection:
        write_tables(aligner.tables(made), Path(part) / "tables")
        for name in (name for name, columns in COLUMNS.items() if "unit" in columns):
            file, target = Path(part) / "tables" / name / "part-0.parquet", folder / name / f"part-{first:06}.parquet"
            offset = f"SELECT * REPLACE (unit + {first * UNITS} AS unit) FROM '{file}'"
            connection.execute(f"COPY ({offset}) TO '{target}' (FORMAT parquet)")
