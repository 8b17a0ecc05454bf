"""Fitting: a drafted tree as a mapping can say it, for a mapping reads line by line and knows only what is open."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from strategraph.drafting.entries import Entry, Signature
from strategraph.drafting.levels import DraftLevel, level_class
from strategraph.iris import slug

__all__ = ["Fitted", "Placed", "fit"]

ALONE = "-alone"
MOST_REHEARSALS = 8


@dataclass(slots=True)
class Placed:
    """An element with its level in the mapping, its parent, its key, and whether a remark has to name the parent."""

    entry: Entry
    level: str
    notation: str
    parent: "Placed | None" = None
    remarked: bool = False
    key: str = ""


@dataclass(slots=True)
class Fitted:
    """Elements in order, and by their numbers; levels from the top by their ids in the mapping; `under` and `keys` are theirs."""

    elements: list[Placed]
    levels: dict[str, DraftLevel]
    under: dict[str, list[str]] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    doubts: list[tuple[int, str]] = field(default_factory=list)
    numbered: dict[str, list[Placed]] = field(default_factory=dict)


def notation_of(entry: Entry, text: str) -> str:
    """The number as the reader of mappings keeps it: as printed, without its trailing dot."""
    start, end = entry.head.code_span
    return " ".join(text[start:end].split()).rstrip(".")


def fit(
    entries: Sequence[Entry], again: Sequence[Entry], levels: dict[Signature, DraftLevel], texts: Sequence[str]
) -> Fitted:
    """Find levels and parents by which the reader of mappings builds the same tree; where it cannot, its own tree counts."""
    mixed = {entry.signature for entry in entries if entry.above is None} & {
        entry.signature for entry in entries if entry.above is not None
    }
    known: dict[str, DraftLevel] = {}
    for signature, found in levels.items():
        if signature in mixed:
            known[found.id + ALONE] = found
        known[found.id] = found
    fitted = Fitted([], known)
    placed: dict[int, Placed] = {}
    for entry in entries:
        alone = entry.signature in mixed and entry.above is None
        level = levels[entry.signature].id + (ALONE if alone else "")
        placed[id(entry)] = Placed(entry, level, notation_of(entry, texts[entry.index]))
    for one in placed.values():
        one.parent = placed[id(one.entry.above)] if one.entry.above is not None else None
    fitted.elements = list(placed.values())
    for one in fitted.elements:
        fitted.numbered.setdefault(one.notation, []).append(one)
    under: dict[str, list[str]] = {}
    for _ in range(MOST_REHEARSALS):  # what is mended may change which levels stand below which
        under, fitted.under = fitted.under, _under(fitted)
        if under == fitted.under:
            break
        _rehearse(fitted, again, placed)
    fitted.doubts = list(dict.fromkeys(fitted.doubts))
    _give_keys(fitted)
    return fitted


def _under(fitted: Fitted) -> dict[str, list[str]]:
    parents: dict[str, set[str]] = {level: set() for level in fitted.levels}
    for one in fitted.elements:
        if one.parent is not None:
            parents[one.level].add(one.parent.level)
    return {level: [name for name in fitted.levels if name in found] for level, found in parents.items()}


def _rehearse(fitted: Fitted, again: Sequence[Entry], placed: dict[int, Placed]) -> None:
    """Open and close elements as the reader of mappings does, and mend where it comes to another parent."""
    depths = _depths(fitted)
    opened: dict[str, Placed] = {}
    events = sorted(
        [*((one.entry, one) for one in fitted.elements), *((entry, placed[id(entry.again)]) for entry in again)],
        key=lambda event: (event[0].index, event[0].head.text_span),
    )
    for entry, one in events:
        if entry.again is not None and opened.get(one.level) is one:
            continue
        opened = {level: other for level, other in opened.items() if depths[level] < depths[one.level]}
        if entry.again is None:
            above = [opened[level] for level in fitted.under[one.level] if level in opened]
            _mend(fitted, one, max(above, key=lambda other: depths[other.level], default=None))
            depths = _depths(fitted)
        opened[one.level] = one


def _depths(fitted: Fitted) -> dict[str, int]:
    return {level: place for place, level in enumerate(fitted.levels)}


def _mend(fitted: Fitted, one: Placed, read: Placed | None) -> None:
    """Let a remark name the parent where it can; else take the parent that the reader finds."""
    if one.parent is read:
        return
    number = one.entry.index + 1
    if one.parent is not None and read is not None:
        alike = fitted.numbered.get(one.parent.notation, ())
        named = [other for other in alike if other.level in fitted.under[one.level]]
        if one.parent.notation and len(named) == 1:
            one.remarked = True
            fitted.doubts.append((number, f"stands below {one.parent.notation} by its number, not by its place"))
            return
    one.parent, one.remarked = read, False
    fitted.doubts.append((number, "its number and its place do not agree on what it stands below; its place was taken"))
    if read is None:
        one.level = one.level if one.level.endswith(ALONE) else one.level + ALONE
        if one.level not in fitted.levels:
            own = one.level.removesuffix(ALONE)
            names = list(fitted.levels)
            names.insert(names.index(own), one.level)
            fitted.levels = {name: fitted.levels[name.removesuffix(ALONE)] for name in names}
            fitted.under[one.level] = []


def _give_keys(fitted: Fitted) -> None:
    """The simplest style of key for each level that makes all keys of the plan different."""
    fitted.keys = dict.fromkeys(fitted.levels, "code")
    for style in ("parent.code", "position"):
        while level := _doubled(fitted, style):
            fitted.keys[level] = style
    _doubled(fitted, "")


def _doubled(fitted: Fitted, style: str) -> str:
    """Give keys as the reader does; the lowest level with a key that is taken and that could have another style."""
    position = rank = 0
    taken: dict[str, Placed] = {}
    found: set[str] = set()
    for one in fitted.elements:
        if level_class(fitted.levels[one.level].kind) == "section":
            counted, rank = f"s{rank}", rank + 1
        else:
            counted, position = f"p{position}", position + 1
        one.key = _key(one, fitted.keys[one.level], counted)
        if one.key in taken or not one.key:
            found |= {one.level, taken[one.key].level if one.key in taken else one.level}
        taken.setdefault(one.key, one)
    ranks = ("code", "parent.code", "position")
    able = [name for name in fitted.levels if name in found and style in ranks[ranks.index(fitted.keys[name]) + 1 :]]
    return able[-1] if able else ""


def _key(one: Placed, style: str, counted: str) -> str:
    if style == "position" or not one.notation:
        return counted
    if style == "parent.code" and one.parent is not None:
        return f"{one.parent.key}.{slug(one.notation)}"
    return slug(one.notation)
