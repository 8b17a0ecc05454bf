"""Two sorted files are told apart line by line, in blocks or not, and N-Quads by graph and subject."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.release import differences
from strategraph.release.differences import Changed, apart, changed

LINES = st.lists(st.binary(min_size=1, max_size=3).filter(lambda line: b"\n" not in line), unique=True).map(
    lambda lines: sorted(line + b"\n" for line in lines)
)


def files(folder: Path, new: list[bytes], old: list[bytes]) -> tuple[Path, Path]:
    paths = folder / "new", folder / "old"
    for path, lines in zip(paths, (new, old), strict=True):
        path.write_bytes(b"".join(lines))
    return paths


@given(LINES, LINES, st.integers(1, 9), st.integers(1, 40))
def test_two_sorted_files_are_told_apart_line_by_line(
    new: list[bytes], old: list[bytes], least: int, most: int
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(differences, "_LEAST", least)
        patch.setattr(differences, "_MOST", most)
        found = list(apart(*files(Path(folder), new, old)))
    assert [line for line, is_new in found if is_new] == [line for line in new if line not in set(old)]
    assert [line for line, is_new in found if not is_new] == [line for line in old if line not in set(new)]


def test_single_lines_are_found_among_many(tmp_path: Path) -> None:
    """A hundred thousand lines, in which one came, one went, and one says something else."""
    old = [b"<%06d> <p> <o> <g> .\n" % number for number in range(100_000)]
    new = [*old[:70_000], *old[70_001:]]
    new[33_333] = b"<033333> <p> <other> <g> .\n"
    new.append(b"<100000> <p> <o> <h> .\n")
    assert changed(*files(tmp_path, new, old), 0.01) == Changed(
        added=[b"<033333> <p> <other> <g> .\n", b"<100000> <p> <o> <h> .\n"],
        removed=[b"<033333> <p> <o> <g> .\n", b"<070000> <p> <o> <g> .\n"],
    )


def test_what_changed_goes_by_graph_and_subject() -> None:
    found = Changed(
        added=[b'<a> <p> "x <y> ." <g> .\n', b"<b/c> <p> <o> <g> .\n", b"<b> <p> <o> <g> .\n"],
        removed=[b"<a> <p> <o> <h> .\n", b'<b> <p> "1"@cs <g> .\n'],
    )
    assert found.subjects() == {b"<g>": [b"<a> ", b"<b/c> ", b"<b> "], b"<h>": [b"<a> "]}


@pytest.mark.parametrize("share, told", [(0.1, False), (0.5, True)])
def test_more_than_a_share_is_of_no_use(tmp_path: Path, share: float, told: bool) -> None:
    old = [b"<%d> <p> <o> <g> .\n" % number for number in range(10)]
    new = sorted([*old[1:], b"<x> <p> <o> <g> .\n"])
    assert (changed(*files(tmp_path, new, old), share) is not None) == told
