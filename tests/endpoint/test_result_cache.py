"""The cache of answers against a model of it: a list in the order of use."""

import io

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from strategraph.endpoint.messages import Answer
from strategraph.endpoint.result_cache import ENTRY_BYTES, LARGEST_SHARE, ResultCache

KEYS = st.sampled_from("abcdefghijkl")


def answer(size: int, filler: bytes = b"x") -> Answer:
    return Answer("solutions", "json", size, filler * size)


class CacheMachine(RuleBasedStateMachine):
    """Keeps and finds at random; the model is slow and plain."""

    @initialize(most=st.sampled_from([0, 1, 5000, 8192, 20_000]))
    def begin(self, most: int) -> None:
        self.most = most
        self.cache = ResultCache(most)
        self.model: list[tuple[str, Answer]] = []  # the one used last stands last

    @rule(key=KEYS, size=st.integers(0, 3000), filler=st.sampled_from([b"x", b"y"]))
    def keep(self, key: str, size: int, filler: bytes) -> None:
        kept = answer(size, filler)
        self.cache.keep(key, kept)
        if (size + ENTRY_BYTES) * LARGEST_SHARE > self.most:
            return
        self.model = [entry for entry in self.model if entry[0] != key] + [(key, kept)]
        while self.total() > self.most:
            del self.model[0]

    @rule(key=KEYS)
    def find(self, key: str) -> None:
        found = [entry for entry in self.model if entry[0] == key]
        assert self.cache.find(key) is (found[0][1] if found else None)
        self.model = [entry for entry in self.model if entry[0] != key] + found

    @invariant()
    def the_bytes_are_counted_and_bounded(self) -> None:
        assert self.cache.bytes == self.total() <= self.most
        assert len(self.cache) == len(self.model)

    def total(self) -> int:
        return sum(kept.size + ENTRY_BYTES for _, kept in self.model)


TestCache = CacheMachine.TestCase


def test_an_answer_on_disk_is_not_kept() -> None:
    cache = ResultCache(100_000)
    cache.keep("a", Answer("solutions", "json", 1, b"", io.BytesIO(b"x")))
    assert cache.find("a") is None
