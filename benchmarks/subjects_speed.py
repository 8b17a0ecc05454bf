"""How many goals a second get their descriptors on one core, and whether memory stays flat in their number.

The goals are made by a generator: words of the real plans and terms of the lexicon, mixed by a fixed seed, each goal
below two headings; one word in twenty is one that no dictionary has, so that no cache knows it.
"""

import argparse
import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator, Sequence

from strategraph.concepts import read_descriptors
from strategraph.pipeline import Work, read_plans, read_sources
from strategraph.places import find_places
from strategraph.settings import Settings, Subjects
from strategraph.subjects import Indexer, read_lexicon

GOALS_PER_SECOND = 5000
MEGABYTES = 20
SEED = 7
LETTERS = "abcdefghijklmnopqrstuvwxyz"
Goal = tuple[str, tuple[str, ...]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if a target was missed."""
    options = argparse.ArgumentParser(description="Measure the assignment of descriptors.")
    options.add_argument("--rounds", type=int, default=5, help="how often it is measured (default: %(default)s)")
    options.add_argument("--goals", type=int, default=10_000, help="goals in a round (default: %(default)s)")
    chosen = options.parse_args(arguments)
    indexer, texts = prepared()
    run(indexer, generated(texts, indexer, chosen.goals, SEED))
    filled = megabytes()
    rates = [
        chosen.goals / run(indexer, list(generated(texts, indexer, chosen.goals, SEED + number)))
        for number in range(1, chosen.rounds + 1)
    ]
    run(indexer, generated(texts, indexer, chosen.goals * 5, SEED - 1))
    met = [
        told(
            "goals per second", statistics.median(rates), GOALS_PER_SECOND, statistics.median(rates) >= GOALS_PER_SECOND
        ),
        told("MB more for ten times the goals", megabytes() - filled, MEGABYTES, megabytes() - filled <= MEGABYTES),
    ]
    return 0 if all(met) else 1


def prepared() -> tuple[Indexer, list[str]]:
    """The indexer of the real lexicon, and the texts of the real plans."""
    places = find_places()
    work = Work(places, Settings())
    read_sources(work)
    read_plans(work)
    codes = [one.code for one in read_descriptors(places.data / "vocabularies" / "descriptors.csv")]
    indexer = Indexer(read_lexicon(places.mappings / "lexicon", codes), Subjects())
    return indexer, [element.text for plan in work.plans for element in plan.elements]


def generated(texts: Sequence[str], indexer: Indexer, count: int, seed: int) -> Iterator[Goal]:
    """Goals of 8 to 30 words with one to four terms among them; the same for the same seed."""
    chance = random.Random(seed)
    words = [word for text in texts for word in text.split()]
    terms = [term.text.replace("*", "ace") for term in indexer.lexicon.terms]
    headings = [(chance.choice(texts), chance.choice(texts)) for _ in range(200)]
    for _ in range(count):
        goal = chance.choices(words, k=chance.randint(8, 30))
        for _ in range(chance.randint(1, 4)):
            goal.insert(chance.randrange(len(goal)), chance.choice(terms))
        for number in range(len(goal) // 20 + 1):
            goal[number * 20 % len(goal)] = "".join(chance.choices(LETTERS, k=8))
        yield " ".join(goal), chance.choice(headings)


def run(indexer: Indexer, goals: Iterator[Goal] | Sequence[Goal]) -> float:
    """Seconds of processor time to give descriptors to all of them; what else the machine does is not counted."""
    started = time.process_time()
    for text, headings in goals:
        indexer.assign(text, headings)
    return time.process_time() - started


def megabytes() -> float:
    """The most memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def told(what: str, value: float, target: float, met: bool) -> bool:
    """Print one line; true if the target was met."""
    print(f"{what:<32} {value:9.0f}   target {target:g}: {'met' if met else 'MISSED'}")
    return met


if __name__ == "__main__":
    sys.exit(main())
