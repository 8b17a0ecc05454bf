"""How fast titles are found among very many, beside SPARQL and beside the full text of SQLite, and what the index costs a build.

The titles are made by alignment_data.py out of runs of words of the real plans, with a fixed seed. Questions are two words of
a title without their diacritics, as one types them. All are asked for the best twenty; the rounds alternate. SPARQL looks
for the two words as they are written in lower case and puts the rows in order, since CONTAINS ranks nothing; it finds neither
other forms nor words without diacritics. SQLite (FTS5, unicode61) takes diacritics off and ranks, but knows no forms either.
Processor time of the thread that asks is what counts; other work on the machine makes wall time anything.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from time import perf_counter, process_time, thread_time

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store, Variable

from alignment_data import plan, real
from strategraph.release import Entry, Question, open_index
from strategraph.release.search import write_index
from strategraph.subjects import folded
from targets import told

TITLES = 278_000
BEST = 20
MILLISECONDS = 1.0
TIMES = 50
SEED = 11
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
CONTAINS = f"""SELECT ?first ?second ?thing ?label WHERE {{
  ?thing {LABEL} ?label . FILTER (CONTAINS(LCASE(?label), ?first) && CONTAINS(LCASE(?label), ?second))
}} ORDER BY ?label LIMIT {BEST}"""
Words = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Engine:
    """What answers a question, by a name that is printed."""

    name: str
    ask: Callable[[Words], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if a target was missed."""
    options = argparse.ArgumentParser(description="Measure the search.")
    options.add_argument(
        "--rounds", type=int, default=3, help="how often each is asked everything (default: %(default)s)"
    )
    options.add_argument("--titles", type=int, default=TITLES, help="how many titles (default: %(default)s)")
    options.add_argument("--questions", type=int, default=40, help="how many questions (default: %(default)s)")
    chosen = options.parse_args(arguments)
    titles = made(chosen.titles)
    questions = asked(titles, chosen.questions)
    with tempfile.TemporaryDirectory() as folder:
        engines = [indexed(titles, Path(folder)), sqlite(titles), sparql(titles)]
        taken = alternate(engines, questions, chosen.rounds)
    return judged(taken, [engine.name for engine in engines])


def judged(taken: Mapping[str, Sequence[float]], names: Sequence[str]) -> int:
    """Print what each took (milliseconds by name, ours first, CONTAINS last), and return 1 if a target was missed."""
    for name in names:
        worst = statistics.quantiles(taken[name], n=20)[-1]
        print(f"{name:<52} {statistics.median(taken[name]):8.3f} ms, 95 of 100 within {worst:.3f} ms")
    ours, contains = statistics.median(taken[names[0]]), statistics.median(taken[names[-1]])
    met = [
        told(f"the best {BEST}, ms", ours, MILLISECONDS),
        told("the same as a share of CONTAINS", ours / contains, 1 / TIMES),
    ]
    return 0 if all(met) else 1


def made(number: int) -> list[str]:
    """Titles of made units, the same in every run."""
    source, _ = real()
    texts = (unit.texts["own"][0] for plans in count() for unit in plan(source, plans))
    return [text[:60].rsplit(" ", 1)[0] for text in islice(texts, number)]


def asked(titles: Sequence[str], number: int) -> list[Words]:
    """Two words of a title each, in lower case with their diacritics."""
    chance, found = random.Random(SEED), list[Words]()
    while len(found) < number:
        words = [word.lower() for word in chance.choice(titles).split() if word.isalpha() and len(word) > 4]
        if len(set(words)) > 1:
            first, second = chance.sample(sorted(set(words)), 2)
            found.append((first, second))
    return found


def indexed(titles: Sequence[str], folder: Path) -> Engine:
    """The search index, as a release has it; what it took to write is printed."""
    entries = [
        Entry(f"https://example.org/{number}", "goal", {"cs": title}, (), (), {}, (), "", "", (), ())
        for number, title in enumerate(titles)
    ]
    wall, processor = perf_counter(), process_time()
    write_index(entries, folder / "index")
    size = sum(file.stat().st_size for file in (folder / "index").iterdir())
    print(
        f"index of {len(titles)} titles: {perf_counter() - wall:.1f} s of wall time, {process_time() - processor:.1f} s of "
        f"processor time, {size / 1e6:.0f} MB"
    )
    index = open_index(folder / "index")
    return Engine(
        "search index", lambda words: len(index.find(Question(folded(" ".join(words))), limit=BEST, facets=False).hits)
    )


def sqlite(titles: Sequence[str]) -> Engine:
    """The full-text index of SQLite."""
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE titles USING fts5(title, tokenize='unicode61 remove_diacritics 2')")
    connection.executemany("INSERT INTO titles VALUES (?)", ((title,) for title in titles))
    best = f"SELECT rowid FROM titles WHERE titles MATCH ? ORDER BY rank LIMIT {BEST}"

    def ask(words: Words) -> int:
        return len(connection.execute(best, (" ".join(f'"{folded(word)}"' for word in words),)).fetchall())

    return Engine("SQLite FTS5", ask)


def sparql(titles: Sequence[str]) -> Engine:
    """A store in memory, asked by CONTAINS."""
    store = Store()
    store.bulk_extend(
        Quad(NamedNode(f"https://example.org/{number}"), LABEL, Literal(title, language="cs"), DefaultGraph())
        for number, title in enumerate(titles)
    )

    def ask(words: Words) -> int:
        terms: dict[Variable, NamedNode | Literal] = {
            Variable("first"): Literal(words[0]),
            Variable("second"): Literal(words[1]),
        }
        rows = store.query(CONTAINS, substitutions=terms)  # type: ignore[arg-type]
        assert isinstance(rows, QuerySolutions)
        return len(list(rows))

    return Engine("SPARQL CONTAINS", ask)


def alternate(engines: Sequence[Engine], questions: Sequence[Words], rounds: int) -> dict[str, list[float]]:
    """Name → milliseconds of processor time of every answer; one question before the first is not counted."""
    taken: dict[str, list[float]] = {engine.name: [] for engine in engines}
    for engine in engines:
        engine.ask(questions[0])
    for _ in range(rounds):
        for words in questions:
            for engine in engines:
                started = thread_time()
                if not engine.ask(words):
                    sys.exit(f"{engine.name} finds nothing for {words}, which stand in a title.")
                taken[engine.name].append((thread_time() - started) * 1000)
    return taken


if __name__ == "__main__":
    sys.exit(main())
