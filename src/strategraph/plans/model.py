"""What a plan is: frozen values, each with the place in the source on which it stands; no RDF here."""

from dataclasses import dataclass

from strategraph.sources import Manifest

__all__ = [
    "Body", "Budget", "Deadline", "Element", "Funding", "Indicator", "Law", "Level", "LineUse", "Passage", "Plan",
    "PrintedDescriptor", "Quantity", "Remark", "Responsibility",
]  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """Characters of a document: code points from 0, `end` exclusive, on one line (from 1), on a slide or page if known."""

    start: int
    end: int
    line: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the hierarchy under the name that the document gives it (or we, if it gives none)."""

    id: str
    name_cs: str
    name_en: str
    name_printed: bool
    kind: str
    common: str
    under: tuple[str, ...]
    key: str
    indexed: bool
    aligned_unit: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason that a reader needs: why something is uncertain, derived or incomplete."""

    cs: str
    en: str


@dataclass(frozen=True, slots=True)
class PrintedDescriptor:
    """A descriptor that the document prints below an element."""

    code: str
    label: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Body:
    """A body that answers for an element: its slug in the register and where it is named."""

    slug: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A statement that names one or more bodies in one role (gestor, spolugestor, spoluprace)."""

    role: str
    bodies: tuple[Body, ...]
    passage: Passage


@dataclass(frozen=True, slots=True)
class Deadline:
    """When something is due: `2008` (gYear), `2020-12` (gYearMonth) or `2020-12-31` (date), no more precise than printed.

    `begins` is the same for what has a beginning; `recurrence` is `continuous`, `yearly`, `monthly` or empty. All three are
    empty where the words are not understood. `passages` are the words as they are printed, several if a line ends between them.
    """

    when: str
    text_derived: bool
    passages: tuple[Passage, ...]
    begins: str = ""
    recurrence: str = ""

    @property
    def passage(self) -> Passage:
        """Where the words begin."""
        return self.passages[0]


@dataclass(frozen=True, slots=True)
class Indicator:
    """By what it is told whether something is fulfilled: `printed`, and the numbers in it, each empty where none is understood.

    Numbers are digits of xsd:decimal, years four digits; `comparator` says how the target is meant, `=`, `>=` or `<=`.
    """

    printed: str
    baseline: str
    baseline_year: str
    target: str
    comparator: str
    target_year: str
    unit: str
    text_derived: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """What something costs: `printed`, and the sum in it, `value` or bounds as digits of xsd:decimal, empty if not understood.

    `currency` is a code of ISO 4217, empty where none is printed; `years` are the first and the last for which the sum is meant.
    `heads` are where the column says how its sums are counted, and for which year, if the sum rests on that.
    """

    printed: str
    value: str
    least: str
    most: str
    currency: str
    approximate: bool
    recurrence: str
    years: tuple[str, str] | None
    text_derived: bool
    passages: tuple[Passage, ...]
    heads: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Funding:
    """Where the money for something comes from, as printed."""

    printed: str
    text_derived: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as named in running text; `comparator` is `=`, `>=` or `<=`."""

    value: str
    comparator: str
    unit: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Law:
    """A law named in running text, by its number in the collection (`108/2006 Sb.`)."""

    number: str
    year: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Element:
    """A section, goal, priority or measure.

    `text` is as printed but for white space, `passages` the places it is made of, `repeats` further
    places where the document prints the same heading again. `position` counts everything but sections
    from 0 in document order; a section has none. `parent` is the (kind, key) of the element above.
    """

    kind: str
    key: str
    level: str
    notation: str
    printed_notation: str
    derived_notation: str
    text: str
    passages: tuple[Passage, ...]
    repeats: tuple[Passage, ...]
    position: int | None
    parent: tuple[str, str] | None
    parent_uncertain: bool
    truncated: bool
    remarks: tuple[Remark, ...]
    descriptors: tuple[PrintedDescriptor, ...]
    responsibilities: tuple[Responsibility, ...]
    deadlines: tuple[Deadline, ...]
    quantities: tuple[Quantity, ...]
    laws: tuple[Law, ...]
    indicators: tuple[Indicator, ...] = ()
    budgets: tuple[Budget, ...] = ()
    fundings: tuple[Funding, ...] = ()


@dataclass(frozen=True, slots=True)
class LineUse:
    """What became of one line: `used`, `furniture` or `blank`, and the rule that claimed it."""

    line: int
    use: str
    rule: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as its document states it, in document order."""

    manifest: Manifest
    levels: tuple[Level, ...]
    elements: tuple[Element, ...]
    title_passage: Passage | None
    abstract: str
    abstract_passage: Passage | None
    remarks: tuple[Remark, ...]
    page_count: int
    lines: tuple[LineUse, ...]

    @property
    def id(self) -> str:
        """The plan's id, as in its IRIs and file names."""
        return self.manifest.plan_id

    @property
    def aligned_elements(self) -> tuple[Element, ...]:
        """The elements at levels that alignment compares, in document order."""
        levels = {level.id for level in self.levels if level.aligned_unit}
        return tuple(element for element in self.elements if element.level in levels)
