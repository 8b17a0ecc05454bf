"""How far the two passes of the annotations agree: micro-F1 for each plan and over all, in a table.

Run it as `python tests/subjects/annotations/agreement.py`; the figures in README.md come from it.
"""

import csv
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
Pair = tuple[frozenset[str], frozenset[str]]


def passes(path: Path) -> list[Pair]:
    """The codes of the first and of the second pass for each element of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(frozenset(row["pass1"].split()), frozenset(row["pass2"].split())) for row in csv.DictReader(file)]


def micro_f1(pairs: list[Pair]) -> float:
    """Twice the codes in common by all codes given; 1 where neither pass gave any."""
    given = sum(len(first) + len(second) for first, second in pairs)
    return 2 * sum(len(first & second) for first, second in pairs) / given if given else 1.0


def main() -> None:
    """Print the table."""
    tables = {path.stem: passes(path) for path in sorted(FOLDER.glob("*.csv"))}
    tables["all"] = [pair for pairs in tables.values() for pair in pairs]
    lines = ["| plan | elements | alike | micro-F1 |", "|---|---:|---:|---:|"]
    for plan, pairs in tables.items():
        alike = sum(first == second for first, second in pairs)
        lines.append(f"| {plan} | {len(pairs)} | {alike} | {micro_f1(pairs):.3f} |")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
