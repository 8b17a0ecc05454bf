"""Questions that wait for a worker: clients take turns, so that many questions of one do not hold up those of another."""

from collections.abc import Iterator

from strategraph.endpoint.errand import Errand

__all__ = ["Waiting"]


class Waiting:
    """The questions of each client in the order in which they came, with the timers that run while they wait."""

    def __init__(self) -> None:
        self._of: dict[str, dict[Errand, None]] = {}
        self._number = 0

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Errand]:
        return (errand for errands in self._of.values() for errand in errands)

    def put(self, errand: Errand) -> None:
        """Have a question wait."""
        self._of.setdefault(errand.client, {})[errand] = None
        self._number += 1

    def take(self) -> Errand | None:
        """The question whose turn it is, which waits no longer; the turn goes on to the next client."""
        client = next(iter(self._of), None)
        if client is None:
            return None
        errands = self._of.pop(client)
        errand = next(iter(errands))
        self._of[client] = errands
        self.drop(errand)
        return errand

    def drop(self, errand: Errand) -> None:
        """A question waits no longer, if it did."""
        errands = self._of.get(errand.client, {})
        if errand not in errands:
            return
        del errands[errand]
        self._number -= 1
        if not errands:
            del self._of[errand.client]
