"""Size and weight of the type in DOCX: headings of documents whose authors used no styles for them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from strategraph.sources.blocks import Block
from strategraph.sources.markup import Element
from strategraph.sources.ooxml import attribute, number_of, tag
from strategraph.sources.readers.docx_styles import Styles

__all__ = ["NOTICE", "Types"]

NOTICE = "No paragraph has the style of a heading; headings were told by the size and weight of their type, so look them over."
#: A heading is not longer than this, in characters; one of a size no larger than that of the text has so many of its kind.
LONGEST, LEAST_BOLD = 200, 2
#: Where a larger share of the text is set like headings, the type says nothing.
MOST = 0.5
_OFF = ("0", "false", "off", "none")
#: The size that Word takes where none is stated, in half points (ECMA-376, 17.3.2.38).
_DEFAULT_SIZE = 20

Type = tuple[int, bool]


@dataclass(slots=True)
class Types:
    """The type of each paragraph by its number: the size in half points, and whether all of it is bold."""

    styles: Styles
    found: dict[int, Type] = field(default_factory=dict)

    def see(self, number: int, element: Element, style: str) -> None:
        """Take note of a paragraph."""
        kinds = [self._run(run, style) for run in element.iter(tag("w:r")) if _says(run)]
        if kinds:
            self.found[number] = max(size for size, _ in kinds), all(bold for _, bold in kinds)

    def _run(self, run: Element, style: str) -> Type:
        own = run.find(tag("w:rPr"))
        sources = [own, *(element.find(tag("w:rPr")) for _, element in self.styles.chain(style)), self.styles.defaults]
        sizes = (number_of(attribute(one.find(tag("w:sz")), "w:val"), 0) for one in sources if one is not None)
        bolds = (one.find(tag("w:b")) for one in sources if one is not None)
        bold = next((one for one in bolds if one is not None), None)
        return next((size for size in sizes if size), _DEFAULT_SIZE), bold is not None and _is_on(bold)

    def headed(self, blocks: Sequence[Block]) -> list[Block]:
        """The blocks with levels of headings, where no style tells one; as they were if the type says nothing."""
        if any(block.place.heading for block in blocks):
            return list(blocks)
        letters: Counter[Type] = Counter()
        for block in blocks:
            letters[self.found.get(block.place.paragraph or 0, (0, False))] += len(block.text)
        usual = max(letters, key=lambda kind: letters[kind], default=(0, False))
        able = {id(block): self._type(block, usual) for block in blocks}
        counted = Counter(kind for kind in able.values() if kind)
        kept = {kind for kind, number in counted.items() if kind[0] > usual[0] or number >= LEAST_BOLD}
        if not kept or sum(letters[kind] for kind in counted) > MOST * letters.total():
            return list(blocks)
        levels = {kind: level for level, kind in enumerate(sorted(kept, key=lambda kind: (-kind[0], not kind[1])), 1)}
        return [_marked(block, levels.get(able[id(block)] or (0, False))) for block in blocks]

    def _type(self, block: Block, usual: Type) -> Type | None:
        """The type of a block that could be a heading."""
        place = block.place
        kind = self.found.get(place.paragraph or 0)
        if kind is None or place.table is not None or len(block.text) > LONGEST or place.heading is not None:
            return None
        larger, bolder = kind[0] > usual[0], kind[1] and not usual[1] and kind[0] == usual[0]
        label = block.text.rstrip().endswith((":", ",", ";"))
        return kind if (larger or bolder) and not label else None


def _marked(block: Block, level: int | None) -> Block:
    return block if level is None else replace(block, place=replace(block.place, heading=level, depth=None))


def _says(run: Element) -> bool:
    return any((text.text or "").strip() for text in run.iter(tag("w:t")))


def _is_on(element: Element) -> bool:
    return attribute(element, "w:val", "1") not in _OFF
