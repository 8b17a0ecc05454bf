"""The tree: which entry stands below which, by numbers where they say it, by the sequence where they do not."""

from collections.abc import Sequence

from strategraph.drafting.bullets import STEPS
from strategraph.drafting.entries import Entry, Signature
from strategraph.drafting.ordering import restarting

__all__ = ["plant"]


def plant(entries: Sequence[Entry], order: Sequence[Signature], again: Sequence[Entry], labelled: bool) -> None:
    """Give every entry the one above it; `again` are repeated headings that open their elements once more."""
    depths = {signature: place for place, signature in enumerate(order)}
    tree = _Tree(depths, restarting(entries), labelled)
    for entry in sorted([*entries, *again], key=lambda one: (one.index, one.head.text_span)):
        if entry.again is not None:
            tree.reopen(entry.again)
        else:
            entry.above = tree.above(entry)
            tree.open(entry)


class _Tree:
    """What is open at each level while a document is gone through."""

    def __init__(self, depths: dict[Signature, int], anew: set[Signature], labelled: bool) -> None:
        self.depths, self.anew, self.labelled = depths, anew, labelled
        self.opened: dict[int, Entry] = {}
        self.known: dict[tuple[str | int, ...], Entry] = {}

    def open(self, entry: Entry) -> None:
        """Close what is at its level and below, and open it."""
        depth = self.depths[entry.signature]
        self.opened = {place: one for place, one in self.opened.items() if place < depth}
        self.opened[depth] = entry
        if entry.parts and entry.signature not in self.anew and entry.signature[1] != "list":
            self.known[entry.parts] = entry

    def reopen(self, entry: Entry) -> None:
        """Open it once more, unless it is open."""
        if self.opened.get(self.depths[entry.signature]) is not entry:
            self.open(entry)

    def above(self, entry: Entry) -> Entry | None:
        """The entry that it stands below."""
        depth = self.depths[entry.signature]
        higher = [self.opened[place] for place in sorted(self.opened, reverse=True) if place < depth]
        if entry.signature == STEPS:
            return next(iter(higher), None)  # also below items of a list
        if entry.label >= 0:
            return next((one for one in higher if one.signature[1] != "list"), None)
        found = self._by_number(entry, higher, depth)
        if found is None:
            fitting = (one for one in higher if one.signature[1] != "list" and not self._contradicts(one, entry))
            found = next(fitting, None)
        return found

    def _by_number(self, entry: Entry, higher: Sequence[Entry], depth: int) -> Entry | None:
        for length in range(len(entry.parts) - 1, 0, -1):
            wanted = entry.parts[:length]
            known = self.known.get(wanted)
            found = next((one for one in higher if one.parts == wanted), None)
            if found is None and known is not None and not known.signature[1].startswith("chapter"):
                found = known
            if found is not None and self.depths[found.signature] < depth:
                between = (one for one in higher if not one.parts and one.above is found and one.signature[1] != "list")
                return next(between, found)
        return None

    def _contradicts(self, one: Entry, entry: Entry) -> bool:
        """Where numbers are all there is, a number that does not extend another one does not stand below it."""
        if not one.parts or len(one.parts) >= len(entry.parts) or entry.parts[: len(one.parts)] == one.parts:
            return False
        return not self.labelled
