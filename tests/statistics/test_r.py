"""Intervals, tests and orders are those of R, over generated counts and scores."""

import csv
import io
import random
import subprocess
from pathlib import Path

import pytest

from strategraph.statistics import Paired, mcnemar, tau_b, wilson

SCRIPT = """
shares <- read.csv("shares.csv")
pairs <- read.csv("pairs.csv")
scores <- read.csv("scores.csv")
limits <- suppressWarnings(t(mapply(function(k, n) prop.test(k, n, correct = FALSE)$conf.int, shares$served, shares$whole)))
p <- mapply(function(b, c) if (b + c) binom.test(b, b + c)$p.value else 1, pairs$first, pairs$second)
tau <- vapply(split(scores, scores$case), function(one) cor(one$one, one$other, method = "kendall"), 0)
write.csv(format(data.frame(low = limits[, 1], high = limits[, 2], p = p, tau = tau), digits = 15), row.names = FALSE)
"""


@pytest.mark.r
def test_intervals_tests_and_orders_are_those_of_r(tmp_path: Path) -> None:
    rng = random.Random(5)
    wholes = [rng.randint(1, 400) for _ in range(300)]
    shares = [(rng.randint(0, whole), whole) for whole in wholes]
    pairs = [(rng.randint(0, 80), rng.randint(0, 80)) for _ in wholes]
    scores = [[(rng.randint(0, 9), rng.randint(0, 9)) for _ in range(rng.randint(12, 40))] for _ in wholes]
    write(tmp_path / "shares.csv", "served whole", shares)
    write(tmp_path / "pairs.csv", "first second", pairs)
    write(tmp_path / "scores.csv", "case one other", [(n, *pair) for n, case in enumerate(scores) for pair in case])
    command = ["Rscript", "--vanilla", "-e", SCRIPT]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    found = list(csv.DictReader(io.StringIO(ran.stdout)))
    assert len(found) == len(wholes)
    for row, share, pair, case in zip(found, shares, pairs, scores, strict=True):
        interval = wilson(*share)
        assert interval
        assert (interval.low, interval.high) == pytest.approx((float(row["low"]), float(row["high"])), abs=1e-10)
        assert mcnemar(Paired(0, *pair, 0)) == pytest.approx(float(row["p"]), abs=1e-10)
        ours = tau_b([one for one, _ in case], [other for _, other in case])
        assert ours == pytest.approx(float(row["tau"]), abs=1e-10)


def write(path: Path, names: str, rows: list[tuple[int, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([names.split(), *rows])
