"""Choosing: which entries are elements of the plan, and which are chapters, steps in running text, or nothing."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from strategraph.drafting.entries import Entry, Signature
from strategraph.drafting.vocabulary import LevelWord, Vocabulary

__all__ = ["Choice", "choose"]

#: With so many entries that have the word of a level, numbers alone are chapters unless they stand below such an entry.
LEAST_LABELLED = 2
#: So many numbers that extend that of a chapter of goals show that the plan stands in it, and other chapters are none of it.
LEAST_INSIDE = 3
#: Entries with a word and neither number nor mark count from this many on.
LEAST_WEAK = 3
#: Lists without a label are elements if so large a share of the lowest elements has one.
LISTED_SHARE = 0.5
#: The head of a chapter is not longer than this, in characters.
LONGEST_CHAPTER = 70


@dataclass(slots=True)
class Choice:
    """Elements in order; headings that may be chapters or areas; what was refused; what is a field of an element."""

    chosen: list[Entry] = field(default_factory=list)
    chapters: list[Entry] = field(default_factory=list)
    refused: list[Entry] = field(default_factory=list)
    fields: list[Entry] = field(default_factory=list)
    labelled: bool = True


def choose(entries: Sequence[Entry], vocabulary: Vocabulary, single: Collection[str] = ()) -> Choice:
    """Go through all entries, in order, and take those that belong to the plan's own scheme.

    `single` are words that name one level each, whatever the numbers behind them look like.
    """
    entries = _without_explained(entries)
    strong = Counter(entry.head.word for entry in entries if _is_strong(entry))
    weak = Counter(entry.head.word for entry in entries if entry.head.word and not _is_strong(entry))
    allowed = {word for word, number in weak.items() if number >= LEAST_WEAK and not strong[word]}
    listed = sum(entry.label >= 0 for entry in entries)
    if sum(strong.values()) + sum(weak[word] for word in allowed) + listed >= LEAST_LABELLED:
        fields = _fields(entries, vocabulary)
        choice = _by_words([entry for entry in entries if id(entry) not in fields], allowed, single)
        choice.fields = [entry for entry in entries if id(entry) in fields]
        return choice
    return _by_numbers(entries, vocabulary)


def _fields(entries: Sequence[Entry], vocabulary: Vocabulary) -> set[int]:
    """Names of levels that open a field: a goal without a number right below a numbered measure, each time, and never before."""
    before: dict[str, list[Entry | None]] = {}
    last: Entry | None = None
    for entry in entries:
        if entry.head.word and not entry.parts and entry.label < 0 and not entry.head.named:
            before.setdefault(entry.head.word, []).append(last)
        if entry.parts or entry.head.named:
            last = entry
    found = set()
    for word, owners in before.items():
        levels = vocabulary.levels
        lower = [
            one
            for one in owners
            if one is not None and one.head.word and _is_field_of(levels[word], levels[one.head.word])
        ]
        alone = len({one.index for one in lower}) == len(owners) >= 2
        if alone and len(lower) == len(owners):
            found.add(word)
    return {
        id(one) for one in entries if one.head.word in found and not one.parts and one.label < 0 and not one.head.named
    }


def _is_field_of(level: LevelWord, owner: LevelWord) -> bool:
    """What belongs to a level above its owner says where the owner belongs; but a goal may stand below any priority."""
    return owner.rank > level.rank and not (level.kind == "goal" and owner.kind in ("priority", "section"))


def _without_explained(entries: Sequence[Entry]) -> Sequence[Entry]:
    """The entries without names of levels that a glossary explains: once without a number, a sentence in small letters behind it."""
    numbered = Counter(entry.head.word for entry in entries if entry.parts and entry.head.word)
    bare = Counter(entry.head.word for entry in entries if entry.head.word and not entry.parts and entry.label < 0)
    return [
        entry
        for entry in entries
        if entry.parts or entry.label >= 0 or not entry.text[:1].islower() or not entry.text.endswith(".")
        or bare[entry.head.word] > 1 or numbered[entry.head.word] < LEAST_LABELLED
    ]  # fmt: skip


def _is_strong(entry: Entry) -> bool:
    return bool(entry.head.word) and (entry.head.strong or entry.code is not None)


def _by_numbers(entries: Sequence[Entry], vocabulary: Vocabulary) -> Choice:
    """A plan whose elements have numbers alone: all of them are its scheme, but for chapters of the document."""
    choice = Choice(labelled=False)
    chapters = _chapters(entries, vocabulary)
    for entry in entries:
        if id(entry) in chapters:
            choice.chapters.append(entry)
            continue
        if entry.code is None or entry.head.word:
            choice.refused.append(entry)
            continue
        shape = entry.code.shape
        entry.signature = ("", "lettered" if shape.endswith(".l") else shape)
        choice.chosen.append(entry)
    _join_dotted(choice.chosen)
    return choice


def _chapters(entries: Sequence[Entry], vocabulary: Vocabulary) -> set[int]:
    """Introductions, analyses, appendices with what stands below them, and the chapters that hold the plan itself."""
    aside, containers = vocabulary.lists["aside"], set(vocabulary.lists["containers"])
    found: set[int] = set()
    outside = False
    for entry in entries:
        text = entry.text.lower().strip(" :.")
        if len(entry.parts) == 1 and entry.code is not None and not entry.code.shape.startswith("l"):
            outside = text.startswith(aside) and len(text) <= LONGEST_CHAPTER
        if outside or text in containers:
            found.add(id(entry))
    held = {entry.parts for entry in entries if entry.text.lower().strip(" :.") in containers and len(entry.parts) == 1}
    inside = [entry for entry in entries if len(entry.parts) > 1 and entry.parts[:1] in held]
    if len(inside) >= LEAST_INSIDE:
        kept = {id(entry) for entry in inside}
        found |= {id(entry) for entry in entries if entry.parts and id(entry) not in kept and not _is_list(entry)}
    else:
        found |= _around_containers(entries, containers)
    return found if len(entries) - len(found) >= LEAST_LABELLED else set()


def _around_containers(entries: Sequence[Entry], containers: Collection[str]) -> set[int]:
    """Chapters whose numbers are of the form of one that holds the plan, whose elements have numbers of other forms."""
    for place, entry in enumerate(entries):
        if entry.text.lower().strip(" :.") not in containers or entry.code is None or len(entry.parts) != 1:
            continue
        shape = entry.code.shape
        inside: list[Entry] = []
        for other in entries[place + 1 :]:
            if other.code is None or other.code.shape == shape:
                break
            inside.append(other)
        if len(inside) >= LEAST_INSIDE:
            return {id(one) for one in entries if one.code is not None and one.code.shape == shape}
    return set()


def _is_list(entry: Entry) -> bool:
    """An item such as `a)` or `1)`, whose number says nothing of its chapter."""
    return entry.code is not None and entry.code.depth == 1 and entry.code.shape[-1:] in ")l"


def _join_dotted(chosen: Sequence[Entry]) -> None:
    """`1.` and `1` are one level if together they count on without beginning anew."""
    both = [entry for entry in chosen if entry.signature in (("", "d."), ("", "d"))]
    values = [entry.code.last or 0 for entry in both if entry.code]
    if all(second == first + 1 for first, second in pairwise(values)):
        for entry in both:
            entry.signature = ("", "d.")


class _Lists:
    """Follows a list below an element that no label announces."""

    def __init__(self) -> None:
        self.shape, self.last, self.owner = "", 0, None  # type: tuple[str, int, Entry | None]

    def takes(self, entry: Entry, owner: Entry | None) -> bool:
        """The entry begins or goes on with a list below the owner."""
        code = entry.code
        if code is None or code.depth != 1 or owner is None or code.prefix or code.shape[0] in "LR":
            return False
        value = code.last or 0
        begins = value == 1 and owner is not self.owner
        goes_on = owner is self.owner and code.shape == self.shape and value == self.last + 1
        if begins or goes_on:
            self.shape, self.last, self.owner = code.shape, value, owner
        return begins or goes_on


def _by_words(entries: Sequence[Entry], allowed: set[str], single: Collection[str]) -> Choice:
    """A plan that names its levels: numbers alone belong to it only below a named element."""
    choice = Choice()
    known: dict[tuple[str | int, ...], Entry] = {}
    lists, owner = _Lists(), None
    unlabelled: list[Entry] = []
    for entry in entries:
        code = entry.code
        if entry.label >= 0 or entry.signature == ("", "area"):
            choice.chosen.append(entry)
        elif _is_strong(entry) or entry.head.word in allowed:
            entry.signature = (entry.head.word, str(len(entry.parts)))
            choice.chosen.append(entry)
            owner = entry
        elif code is not None and code.depth > 1 and entry.parts[:-1] in known and _is_open(known, entry, owner):
            entry.signature = ("", code.shape)
            choice.chosen.append(entry)
            owner = entry
        elif lists.takes(entry, owner):
            entry.signature = ("", "list")
            entry.above = owner
            unlabelled.append(entry)
            continue
        elif code is not None:
            choice.chapters.append(entry)
            known.pop(entry.parts, None)  # what has its number is a section of this chapter, not of an element
            continue
        else:
            choice.refused.append(entry)
            continue
        if entry.label < 0 and entry.parts and entry.signature[1] != "list":
            known[entry.parts] = entry
    _settle_lists(choice, unlabelled)
    _join_words(choice.chosen, single)
    return choice


def _join_words(chosen: Sequence[Entry], single: Collection[str]) -> None:
    """One word is one level whatever its numbers look like, unless one of its numbers extends another ("Cíl 1", "Cíl 1.1")."""
    words: dict[str, list[Entry]] = {}
    for entry in chosen:
        if entry.head.word and entry.label < 0:
            words.setdefault(entry.head.word, []).append(entry)
    for word, entries in words.items():
        numbers = {entry.parts for entry in entries}
        extended = any(parts[:length] in numbers for parts in numbers for length in range(1, len(parts)))
        usual = Counter(entry.signature for entry in entries).most_common(1)[0][0]
        for entry in entries:
            if not extended or not entry.parts or word in single:
                entry.signature = usual


def _is_open(known: dict[tuple[str | int, ...], Entry], entry: Entry, owner: Entry | None) -> bool:
    """The element with the number above is the one that is open, or the parent of what is open."""
    above = known[entry.parts[:-1]]
    return owner is not None and (owner is above or owner.parts[: len(above.parts)] == above.parts)


def _settle_lists(choice: Choice, unlabelled: list[Entry]) -> None:
    """Take lists that no label announces if most elements of one level have one; refuse them otherwise."""
    owners: dict[Signature, set[int]] = {}
    for entry in unlabelled:
        if entry.above is not None:
            owners.setdefault(entry.above.signature, set()).add(entry.above.index)
    levels = Counter(entry.signature for entry in choice.chosen)
    taken = {level for level, indexes in owners.items() if len(indexes) >= max(2, LISTED_SHARE * levels[level])}
    for entry in unlabelled:
        if entry.above is not None and entry.above.signature in taken:
            choice.chosen.append(entry)
        else:
            choice.refused.append(entry)
    choice.chosen.sort(key=lambda entry: entry.index)
