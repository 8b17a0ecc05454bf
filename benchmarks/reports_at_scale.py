"""How long reports take over a release of made plans, and how much memory, each in a process of its own as a person starts it.

The plans are those of `alignment_data`; here each has a territory, each unit a level, a line and an assignment for each of its
descriptors, and each national objective ten links to regional priorities that share a descriptor with it, drawn at random:
so many are kept of a real alignment among many units. A link is specific if it shares a descriptor that few carry, as always.
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from math import log
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from alignment_data import RESOURCE, SEED, UNITS, Model, plan, real
from made_release import publish_lines
from measured_run import run
from strategraph.alignment import AlignedUnit
from strategraph.namespaces import DCTERMS, RDF, RDFS, SCHEMA, SG, SKOS
from strategraph.reports import REPORTS
from strategraph.settings import LAYERS
from targets import told

#: Triples; seconds and megabytes that the coverage report may take among so many.
TRIPLES, SECONDS, MEGABYTES = 3_000_000, 20, 2000
#: Links of a national objective, and territories of regional plans.
LINKS, TERRITORIES = 10, 14
INTEGER, DECIMAL = (f"^^<http://www.w3.org/2001/XMLSchema#{name}>" for name in ("integer", "decimal"))
_STATUSES = ("printed", "assigned", "approved")
_HEAD = (
    *((f"layer/{layer}", SKOS.notation, f'"{layer}"') for layer in LAYERS),
    *((f"layer/{layer}", SG.countsStatus, f'"{status}"') for layer, found in LAYERS.items() for status in found),
    ("level/goal", RDF.type, SG.Level.n3()),
    ("level/goal", SKOS.prefLabel, '"Cíl"@cs'),
    ("level/goal", SKOS.prefLabel, '"Goal"@en'),
    ("level/goal", SG.alignedUnit, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
    ("level/goal", SG.indexed, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
)


def statements(source: Model, plans: int) -> Iterator[str]:
    """Plans, their units and the links between them, as lines of N-Triples."""
    yield from (_line(*one) for one in _HEAD)
    for number in range(TERRITORIES + 1):
        code = f"CZ{number:03}"
        yield _line(f"territory/{code}", SKOS.notation, f'"{code}"')
        yield from (_line(f"territory/{code}", RDFS.label, f'"{code}"@{language}') for language in ("cs", "en"))
    units = [plan(source, number) for number in range(plans)]
    content = _content([one for members in units for one in members])
    for code in content:
        yield _line(f"descriptor/{code}", RDF.type, SKOS.Concept.n3())
        yield _line(f"descriptor/{code}", SKOS.notation, f'"{code}"')
        yield _line(f"descriptor/{code}", SG.theme, f"<{RESOURCE}theme/D>")
        for language in ("cs", "en"):
            yield _line(f"descriptor/{code}", SKOS.prefLabel, f'"descriptor {code}"@{language}')
    for number, members in enumerate(units):
        yield from _plan(number, members[0])
        for place, unit in enumerate(members):
            yield from _unit(unit, place)
    yield from _links([one for members in units for one in members], content)


def _plan(number: int, first: AlignedUnit) -> Iterator[str]:
    name, kind = f"plan/{first.plan}", SG.NationalPlan if first.side == "national" else SG.RegionalPlan
    territory = f"CZ{1 + number // 2 % TERRITORIES if first.side == 'regional' else 0:03}"
    for one in (SG.Plan, kind):
        yield _line(name, RDF.type, one.n3())
    yield _line(name, DCTERMS.identifier, f'"{first.plan}"')
    yield _line(name, RDFS.label, f'"Plan {number}"@cs')
    yield _line(name, DCTERMS.spatial, f"<{RESOURCE}territory/{territory}>")


def _unit(unit: AlignedUnit, place: int) -> Iterator[str]:
    name, text = unit.iri.removeprefix(RESOURCE), unit.texts["own"][0].translate({34: "'", 92: "/"})
    kind = SG.NationalObjective if unit.side == "national" else SG.RegionalPriority
    for one in (SG.Element, SG.Goal, kind):
        yield _line(name, RDF.type, one.n3())
    yield _line(name, RDFS.label, f'"{text[:60]}"@cs')
    yield _line(name, DCTERMS.description, f'"{text}"@cs')
    yield _line(name, SCHEMA.position, f'"{place}"{INTEGER}')
    yield _line(name, SKOS.notation, f'"{place:02}"')
    yield _line(name, SG.level, f"<{RESOURCE}level/goal>")
    yield _line(name, SG.sourcePassage, f"<{RESOURCE}document/{unit.plan}#char={place},{place + 1}>")
    yield _line(f"document/{unit.plan}#char={place},{place + 1}", SG.line, f'"{place + 1}"{INTEGER}')
    for part in (SG.partOf, DCTERMS.isPartOf):
        yield _line(name, part, f"<{RESOURCE}plan/{unit.plan}>")
    for at, code in enumerate(unit.codes):
        assignment = f"assignment/{name.removeprefix('plan/')}/{code}"
        for predicate in (SG.hasDescriptor, DCTERMS.subject):
            yield _line(name, predicate, f"<{RESOURCE}descriptor/{code}>")
        yield _line(assignment, RDF.type, SG.DescriptorAssignment.n3())
        yield _line(assignment, SG.descriptor, f"<{RESOURCE}descriptor/{code}>")
        yield _line(assignment, SG.target, f"<{unit.iri}>")
        yield _line(assignment, SG.status, f'"{_STATUSES[(place + at) % 3]}"')
        yield _line(assignment, SG.weight, f'"2.0"{DECIMAL}')


def _content(units: Sequence[AlignedUnit]) -> Mapping[str, float]:
    carried = Counter(code for unit in units for code in unit.codes)
    return {code: log(len(units) / number) for code, number in sorted(carried.items())}


def _links(units: Sequence[AlignedUnit], content: Mapping[str, float]) -> Iterator[str]:
    rng, carriers = random.Random(SEED), defaultdict(list)
    for unit in units:
        if unit.side == "regional":
            for code in unit.codes:
                carriers[code].append(unit)
    for unit in units:
        codes = [code for code in unit.codes if code in carriers]
        if unit.side == "national" and codes:
            drawn = (rng.choice(carriers[rng.choice(codes)]) for _ in range(LINKS))
            chosen = {one.iri: one for one in drawn}
            for rank, other in enumerate(chosen.values(), 1):
                yield from _link(unit, other, rank, content)


def _link(one: AlignedUnit, other: AlignedUnit, rank: int, content: Mapping[str, float]) -> Iterator[str]:
    ends = [unit.iri.removeprefix(f"{RESOURCE}plan/") for unit in (one, other)]
    name, shared = f"alignment/{'/'.join(ends)}", sorted(one.codes.keys() & other.codes.keys())
    kind = "specific" if max(content[code] for code in shared) >= 1 else "general"
    yield _line(name, RDF.type, SG.Alignment.n3())
    for predicate, unit in (
        (SG.linkSubject, one),
        (SG.linkObject, other),
        (SG.nationalObjective, one),
        (SG.regionalPriority, other),
    ):
        yield _line(name, predicate, f"<{unit.iri}>")
    yield _line(name, SG.layer, '"all"')
    yield _line(name, SG.linkClass, f'"{kind}"')
    yield _line(name, SG.score, f'"{0.9 - rank / 20:.4f}"{DECIMAL}')
    yield _line(name, SG.textShare, f'"{0.8 - rank / 20:.4f}"{DECIMAL}')
    yield _line(name, SG.subjectRank, f'"{rank}"{INTEGER}')
    yield _line(name, SG.periodOverlap, '"unknown"')
    for code in shared:
        yield _line(name, SG.sharedDescriptor, f"<{RESOURCE}descriptor/{code}>")
        yield _line(name, SG.descriptorShare, f"<{RESOURCE}{name}#{code}>")
        yield _line(f"{name}#{code}", RDF.type, SG.DescriptorShare.n3())
        yield _line(f"{name}#{code}", SG.descriptor, f"<{RESOURCE}descriptor/{code}>")
        yield _line(f"{name}#{code}", SG.share, f'"{0.1 / len(shared):.4f}"{DECIMAL}')
        yield _line(f"{name}#{code}", SG.informationContent, f'"{content[code]:.4f}"{DECIMAL}')


def _line(subject: str, predicate: object, value: str) -> str:
    return f"<{RESOURCE}{subject}> <{predicate}> {value} .\n"


def released(output: Path, triples: int) -> tuple[int, int]:
    """Publish about so many triples as a release; how many there are, and how many plans."""
    source, _ = real()
    plans = max(2, round(triples * 40 / sum(1 for _ in statements(source, 40))))
    return publish_lines(statements(source, plans), output), plans


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if the coverage report missed its target."""
    options = argparse.ArgumentParser(description="Measure reports among made plans.")
    options.add_argument("--triples", type=int, default=TRIPLES, help="about so many (default: %(default)s)")
    options.add_argument("--release", type=Path, help="a folder to keep the release in, or with one made before")
    chosen = options.parse_args(arguments)
    with TemporaryDirectory() as folder:
        output = chosen.release or Path(folder)
        if not (output / "current").exists():
            # in a process of its own: what this one once held would count for those that it starts
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                triples, plans = pool.submit(released, output, chosen.triples).result()
            print(f"{triples:,} triples: {plans} plans of {UNITS} units", flush=True)
        met = [measured(output, name, ()) for name in REPORTS]
        met += [measured(output, name, ("--region", "CZ001")) for name in ("alignment", "coverage", "statistics")]
    return 0 if all(met) else 1


def measured(output: Path, name: str, options: Sequence[str]) -> bool:
    """Make one report as JSON; only the coverage report has a target, which is told beside the others as well.

    Judged is processor time, which other work on the machine changes little; the time by the clock is told beside it.
    """
    command = [sys.executable, "-m", "strategraph", "report", name, "--data", str(output), "--format", "json"]
    taken = run([*command, *options])
    what = " ".join((name, *options))
    met = [
        told(f"{what}: s of processor ({taken.seconds:.0f} s by the clock)", taken.processor, SECONDS),
        told(f"{what}: MB", taken.megabytes, MEGABYTES),
    ]
    return all(met) or name != "coverage"


if __name__ == "__main__":
    sys.exit(main())
