"""An answer is whole, in memory or in its file, however it comes in pieces; one that is too long leaves nothing."""

import mmap
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.workers import spool
from strategraph.workers.spool import Ledger, RefusedError, Spool, SpoolPlace

INLINE, HELD = 10, 25


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "INLINE_BYTES", INLINE)
    monkeypatch.setattr(spool, "HELD_BYTES", HELD)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spool")


def ledger() -> Ledger:
    descriptor = os.memfd_create("ledger")
    os.ftruncate(descriptor, mmap.PAGESIZE)
    try:
        return Ledger(descriptor, 0)
    finally:
        os.close(descriptor)


def noted(of: Ledger) -> int:
    return int.from_bytes(of.numbers[:8], "little")


def written(spooled: Spool) -> bytes:
    if spooled.file is None:
        spooled.place.take().close()
        return bytes(spooled.held)
    with spooled.file as file:
        file.seek(0)
        return file.read()


@given(st.lists(st.binary(max_size=2 * HELD), max_size=12))
def test_an_answer_is_what_was_written(folder: Path, pieces: list[bytes]) -> None:
    place, counted, whole = SpoolPlace(str(folder)), ledger(), b"".join(pieces)
    place.open()
    spooled = Spool(10_000, place, counted)
    for piece in pieces:
        assert spooled.write(piece) == len(piece)
    spooled.end()
    assert (spooled.file is None) == (len(whole) <= INLINE)
    assert noted(counted) == (0 if spooled.file is None else len(whole))
    assert (spooled.size, written(spooled)) == (len(whole), whole)
    assert list(folder.iterdir()) == []


@given(st.lists(st.binary(min_size=1, max_size=2 * HELD), min_size=4, max_size=12))
def test_an_answer_that_is_too_long_is_refused_and_counts_no_more(folder: Path, pieces: list[bytes]) -> None:
    place, counted = SpoolPlace(str(folder)), ledger()
    place.open()
    spooled = Spool(sum(map(len, pieces)) - 1, place, counted)
    for piece in pieces[:-1]:
        spooled.write(piece)
    with pytest.raises(RefusedError, match="too_large"):
        spooled.write(pieces[-1])
    spooled.drop()
    if spooled.file is None:
        place.take().close()
    assert noted(counted) == 0


def test_an_answer_beside_others_that_fill_the_disk_is_refused_at_its_end_too(folder: Path) -> None:
    place, counted = SpoolPlace(str(folder)), ledger()
    place.open()
    spooled = Spool(100, place, counted)
    spooled.write(b"x" * (INLINE + 1))
    spooled.write(b"y" * HELD)
    counted.numbers[8:16] = (90).to_bytes(8, "little")
    with pytest.raises(RefusedError, match="crowded"):
        spooled.end()
    spooled.drop()
    assert noted(counted) == 0
