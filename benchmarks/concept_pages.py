"""How long the pages of descriptors take where very many elements have them: a release of made plans, a real server, one client."""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from alignment_data import RESOURCE, UNITS, Model, plan, real
from endpoint_server import server
from made_release import publish_lines
from strategraph.namespaces import DCTERMS, RDF, RDFS, SCHEMA, SG, SKOS
from strategraph.settings import LAYERS
from targets import told

#: A descriptor that every element has.
COMMON = "Z.a"
#: Seconds of processor time, of the front and the workers together, that a page may take up to so many triples; its bytes.
TARGETS = ((100_000, 0.05), (10**9, 0.15))
LARGEST = 100_000
_STATUSES = ("printed", "assigned", "approved")
_HEAD = (
    *((f"layer/{layer}", SKOS.notation, f'"{layer}"') for layer in LAYERS),
    *((f"layer/{layer}", SG.countsStatus, f'"{status}"') for layer, statuses in LAYERS.items() for status in statuses),
    *((f"level/{level}", SKOS.notation, f'"{level}"') for level in ("goal", "measure")),
    *((f"theme/{numeral}", RDF.type, SKOS.Concept.n3()) for numeral in "DZ"),
    *((f"theme/{numeral}", SKOS.notation, f'"{numeral}"') for numeral in "DZ"),
)


def statements(source: Model, plans: int) -> Iterator[str]:
    """Plans as lines of N-Triples: those of `alignment_data`, each unit with a level and an assignment for each descriptor."""
    for subject, predicate, value in _HEAD:
        yield _line(subject, predicate, value)
    known = set[str]()
    for number in range(plans):
        units = plan(source, number)
        name = units[0].plan
        yield _line(f"plan/{name}", RDF.type, SG.Plan.n3())
        yield _line(f"plan/{name}", RDFS.label, f'"Plan {number}"@cs')
        for level in ("goal", "measure"):
            yield _line(f"level/{name}/{level}", RDF.type, SG.Level.n3())
            yield _line(f"level/{name}/{level}", SKOS.broader, f"<{RESOURCE}level/{level}>")
        for place, unit in enumerate(units):
            known.update(unit.codes)
            yield from _unit(unit.iri.removeprefix(RESOURCE), name, place, (*unit.codes, COMMON))
    for code in (*sorted(known), COMMON):
        yield _line(f"descriptor/{code}", RDF.type, SKOS.Concept.n3())
        yield _line(f"descriptor/{code}", SKOS.notation, f'"{code}"')
        yield _line(f"descriptor/{code}", SKOS.prefLabel, f'"descriptor {code}"@en')
        yield _line(f"descriptor/{code}", SG.theme, f"<{RESOURCE}theme/{code[0]}>")


def _unit(unit: str, name: str, place: int, codes: Sequence[str]) -> Iterator[str]:
    kind = "goal" if place % 2 else "measure"
    yield _line(unit, RDF.type, (SG.Goal if place % 2 else SG.Measure).n3())
    yield _line(unit, RDFS.label, f'"Element {place} of {name}"@cs')
    yield _line(unit, SCHEMA.position, f'"{place}"^^<http://www.w3.org/2001/XMLSchema#integer>')
    yield _line(unit, SKOS.notation, f'"{place}"')
    yield _line(unit, SG.level, f"<{RESOURCE}level/{name}/{kind}>")
    for part in (SG.partOf, DCTERMS.isPartOf):
        yield _line(unit, part, f"<{RESOURCE}plan/{name}>")
    for at, code in enumerate(codes):
        assignment = f"assignment/{unit.removeprefix('plan/')}/{code}"
        yield _line(unit, SG.hasDescriptor, f"<{RESOURCE}descriptor/{code}>")
        yield _line(unit, DCTERMS.subject, f"<{RESOURCE}descriptor/{code}>")
        yield _line(assignment, SG.descriptor, f"<{RESOURCE}descriptor/{code}>")
        yield _line(assignment, SG.target, f"<{RESOURCE}{unit}>")
        yield _line(assignment, SG.status, f'"{_STATUSES[(place + at) % 3]}"')


def _line(subject: str, predicate: object, value: str) -> str:
    return f"<{RESOURCE}{subject}> <{predicate}> {value} .\n"


def released(output: Path, triples: int) -> tuple[int, int]:
    """Publish about so many triples as a release; how many there are, and how many elements."""
    source, _ = real()
    sample = sum(1 for _ in statements(source, 20))
    plans = max(2, round(triples * 20 / sample))
    return publish_lines(statements(source, plans), output), plans * UNITS


def processor_seconds(pid: int) -> dict[int, float]:
    """What a process and each one below it have taken of a processor so far (proc_pid_stat(5))."""
    below: dict[int, list[int]] = {}
    taken: dict[int, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        below.setdefault(int(fields[1]), []).append(int(folder.name))
        taken[int(folder.name)] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    ahead, found = [pid], dict[int, float]()
    while ahead:
        one = ahead.pop()
        found[one] = taken.get(one, 0.0)
        ahead += below.get(one, [])
    return found


@dataclass(frozen=True, slots=True)
class Seen:
    """What the first answer took, the median of the others, their mean of processor time, and the bytes of the page."""

    first: float
    median: float
    processor: float
    size: int


def ask(client: httpx.Client, pid: int, address: str, rounds: int) -> Seen:
    """Ask for a page again and again; an answer that is none ends the measurement."""
    took, before = [], dict[int, float]()
    for number in range(rounds + 1):
        if number == 1:
            before = processor_seconds(pid)
        started = time.perf_counter()
        answer = client.get(address, headers={"Accept": "text/html"})
        took.append(time.perf_counter() - started)
        if answer.status_code != 200:
            sys.exit(f"{address} was answered with {answer.status_code}: {answer.text[:300]}")
    after = processor_seconds(pid)
    processor = sum(number - before.get(one, 0.0) for one, number in after.items()) / rounds
    return Seen(took[0], statistics.median(took[1:]), processor, len(answer.content))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if a target was missed."""
    options = argparse.ArgumentParser(description="Measure the pages of descriptors that very many elements have.")
    options.add_argument("--triples", type=int, default=300_000, help="about so many (default: %(default)s)")
    options.add_argument("--rounds", type=int, default=20, help="answers after the first (default: %(default)s)")
    chosen = options.parse_args(arguments)
    with TemporaryDirectory() as folder:
        started = time.perf_counter()
        triples, elements = released(Path(folder), chosen.triples)
        print(f"Published in {time.perf_counter() - started:.0f} s.", flush=True)
        print(f"{triples:,} triples; {elements:,} elements have the most used descriptor.", flush=True)
        target = next(limit for most, limit in TARGETS if triples <= most)
        last, unit = -(-elements // 50), plan(real()[0], 1)[0]
        addresses = (
            "/", f"/page/plan/{unit.plan}", f"/page/{unit.iri.removeprefix(RESOURCE)}",
            "/concepts", "/concepts/alphabet", "/concepts/together", "/page/descriptor/D.100", "/page/theme/D",
            f"/page/descriptor/{COMMON}", f"/page/descriptor/{COMMON}?page={last // 2}",
            f"/page/descriptor/{COMMON}?page={last}", f"/page/descriptor/{COMMON}?layer=printed&level=goal",
        )  # fmt: skip
        met = []
        with (
            server(Path(folder), STRATEGRAPH_LIMITS_CACHE_BYTES="0") as (base, pid),
            httpx.Client(base_url=base, timeout=120) as client,
        ):
            for address in addresses:
                seen = ask(client, pid, address, chosen.rounds)
                met.append(told(f"{address}, processor s", seen.processor, target))
                print(
                    f"    p50 {seen.median:.3f} s, the first answer {seen.first:.3f} s, {seen.size:,} bytes", flush=True
                )
                met.append(seen.size <= LARGEST)
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
