"""Size and weight of the type: headings for which the authors of a document used no style."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from strategraph.sources.blocks import Block

__all__ = ["NOTICE", "PLAIN", "Type", "Types", "headed", "of_line"]

NOTICE = "Headings that are not marked as such were told by the size and weight of their type, so look them over."
#: A heading is not longer than this, in characters; one of a size no larger than that of the text has so many of its kind.
LONGEST, LEAST_BOLD = 200, 2
#: Where a larger share of the text is set like headings, the type says nothing.
MOST = 0.5

#: The size, in whatever unit a format has, and whether all of a line is bold.
Type = tuple[float, bool]
#: The types of the lines of paragraphs by their numbers; further lines are as the last one.
Types = Mapping[int, Sequence[Type]]
PLAIN: Type = (0, False)


def of_line(pieces: Sequence[tuple[str, Type]]) -> Type | None:
    """The type of a line of several pieces: the largest size, bold if all of it is; None for a blank one."""
    kinds = [kind for text, kind in pieces if text.strip()]
    return (max(size for size, _ in kinds), all(bold for _, bold in kinds)) if kinds else None


def headed(blocks: Sequence[Block], types: Types) -> list[Block] | None:
    """The blocks with levels of headings, below those that the file marks; None if the type says nothing."""
    marked = [block.place.heading for block in blocks if block.place.heading]
    found = _types(blocks, types)
    letters: Counter[Type] = Counter()
    for block, kind in zip(blocks, found, strict=True):
        letters[kind] += len(block.text)
    usual = max(letters, key=lambda kind: letters[kind], default=PLAIN)
    able = [kind if _stands_out(block, kind, usual) else None for block, kind in zip(blocks, found, strict=True)]
    counted = Counter(kind for kind in able if kind)
    kept = {kind for kind, number in counted.items() if kind[0] > usual[0] or number >= LEAST_BOLD}
    if not kept or sum(letters[kind] for kind in counted) > MOST * letters.total():
        return None
    first = max(marked, default=0) + 1
    levels = {kind: level for level, kind in enumerate(sorted(kept, key=lambda kind: (-kind[0], not kind[1])), first)}
    return [_marked(block, levels.get(kind) if kind else None) for block, kind in zip(blocks, able, strict=True)]


def _types(blocks: Sequence[Block], types: Types) -> list[Type]:
    """The type of each block, line by line of its paragraph."""
    seen: Counter[int] = Counter()
    found = []
    for block in blocks:
        number = block.place.paragraph or 0
        own = types.get(number) or (PLAIN,)
        found.append(own[min(seen[number], len(own) - 1)])
        seen[number] += 1
    return found


def _stands_out(block: Block, kind: Type, usual: Type) -> bool:
    """The block could be a heading: larger than most of the text, or bolder, and no label."""
    place = block.place
    if kind == PLAIN or place.table is not None or len(block.text) > LONGEST or place.heading is not None:
        return False
    larger, bolder = kind[0] > usual[0], kind[1] and not usual[1] and kind[0] == usual[0]
    return (larger or bolder) and not block.text.rstrip().endswith((":", ",", ";"))


def _marked(block: Block, level: int | None) -> Block:
    return block if level is None else replace(block, place=replace(block.place, heading=level, depth=None))
