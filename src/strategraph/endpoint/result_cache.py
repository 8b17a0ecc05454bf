"""Keeps answers in memory, up to so many bytes; those that were asked for least recently go first."""

from collections import OrderedDict

from strategraph.endpoint.messages import Answer

__all__ = ["ResultCache"]

#: What an entry takes beside its bytes, about.
ENTRY_BYTES = 512
#: The share of the cache that one answer may take, so that a long one does not push all others out.
LARGEST_SHARE = 8


class ResultCache:
    """Complete answers by the key of what was asked; `most` bounds their bytes, and 0 keeps none."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()

    def __len__(self) -> int:
        return len(self._answers)

    def takes(self, size: int) -> bool:
        """True if an answer of this size would be kept."""
        return size + ENTRY_BYTES <= self.most // LARGEST_SHARE

    def find(self, key: str) -> Answer | None:
        """The answer that was kept under this key; it is now the one asked for last."""
        if key not in self._answers:
            return None
        self._answers.move_to_end(key)
        return self._answers[key]

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer that lies in memory, and let go of others until the bytes fit."""
        if answer.file is not None or not self.takes(answer.size):
            return
        self._drop(key)
        self._answers[key] = answer
        self.bytes += answer.size + ENTRY_BYTES
        while self.bytes > self.most:
            self._drop(next(iter(self._answers)))

    def _drop(self, key: str) -> None:
        gone = self._answers.pop(key, None)
        if gone is not None:
            self.bytes -= gone.size + ENTRY_BYTES
