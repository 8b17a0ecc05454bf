"""Size and weight of the type in DOCX, which tell headings that have no style of one."""

from dataclasses import dataclass, field

from strategraph.sources.markup import Element
from strategraph.sources.ooxml import attribute, number_of, tag
from strategraph.sources.readers.docx_styles import Styles
from strategraph.sources.readers.type_headings import Type

__all__ = ["TypesOfParagraphs"]

_OFF = ("0", "false", "off", "none")
#: The size that Word takes where none is stated, in half points (ECMA-376, 17.3.2.38).
_DEFAULT_SIZE = 20


@dataclass(slots=True)
class TypesOfParagraphs:
    """The type of each paragraph by its number: the size in half points, and whether all of it is bold."""

    styles: Styles
    found: dict[int, list[Type]] = field(default_factory=dict)

    def see(self, number: int, element: Element, style: str) -> None:
        """Take note of a paragraph."""
        kinds = [self._run(run, style) for run in element.iter(tag("w:r")) if _says(run)]
        if kinds:
            self.found[number] = [(max(size for size, _ in kinds), all(bold for _, bold in kinds))]

    def _run(self, run: Element, style: str) -> Type:
        own = run.find(tag("w:rPr"))
        sources = [own, *(element.find(tag("w:rPr")) for _, element in self.styles.chain(style)), self.styles.defaults]
        sizes = (number_of(attribute(one.find(tag("w:sz")), "w:val"), 0) for one in sources if one is not None)
        bolds = (one.find(tag("w:b")) for one in sources if one is not None)
        bold = next((one for one in bolds if one is not None), None)
        return next((size for size in sizes if size), _DEFAULT_SIZE), bold is not None and _is_on(bold)


def _says(run: Element) -> bool:
    return any((text.text or "").strip() for text in run.iter(tag("w:t")))


def _is_on(element: Element) -> bool:
    return attribute(element, "w:val", "1") not in _OFF
