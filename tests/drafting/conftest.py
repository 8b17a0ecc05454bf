"""A file is read by a process of its own once, though a draft is made of it and then a plan."""

from collections.abc import Iterator

import pytest

from strategraph.settings import SourceLimits
from strategraph.sources import reading
from strategraph.sources.blocks import Reading
from strategraph.sources.isolation import read_apart
from strategraph.sources.source_file import SourceFile


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """What a reader found is kept by the bytes and the ending; a refusal, which names the file, is not."""
    kept: dict[tuple[bytes, str, SourceLimits], tuple[str, Reading]] = {}

    def read(content: bytes, file: SourceFile, limits: SourceLimits) -> tuple[str, Reading]:
        known = (content, file.ending, limits)
        if known not in kept:
            kept[known] = read_apart(content, file, limits)
        return kept[known]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_apart", read)
        yield
