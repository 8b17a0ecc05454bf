"""The examples of docs/r.md run in R, which needs no package, and print what stands below them."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from running import Running, running

PAGE = Path(__file__).resolve().parents[2] / "docs" / "r.md"
SITE = "http://127.0.0.1:8000"
END = "~~~"


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Running]:
    with running(file=None, output=output) as server:
        yield server


def blocks() -> list[tuple[str, str]]:
    """Each block of R with the block that says what it prints."""
    return re.findall(r"```r\n(.*?)```\n\n```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_every_block_of_the_page_says_what_it_prints() -> None:
    assert len(blocks()) == PAGE.read_text(encoding="utf-8").count("```r\n") > 4
    assert sum(SITE in code for code, _ in blocks()) == 1


@pytest.mark.r
def test_the_examples_print_what_the_page_says(server: Running, tmp_path: Path) -> None:
    script = "".join(f'{code}\ncat("{END}\\n")\n' for code, _ in blocks()).replace(SITE, server.address)
    (tmp_path / "page.R").write_text(f"options(width = 100)\n{script}", encoding="utf-8")
    ran = subprocess.run(["Rscript", "--vanilla", "page.R"], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    printed = ran.stdout.split(f"{END}\n")[:-1]
    told = ["".join(f"{line.rstrip()}\n" for line in one.strip("\n").splitlines()) for one in printed]
    assert told == [expected for _, expected in blocks()]
