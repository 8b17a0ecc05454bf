"""StratML (ISO 17469-1 and 17469-2): the goals and objectives of a plan in XML, as `strategraph export --stratml` and other tools write it.

A name is a heading with its indicator before it; the level is 1 for a goal and 2 for an objective. What says more stands
below, one line each, named where it is no description.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from strategraph.errors import SourceError
from strategraph.sources.blocks import Block, Reading, paragraph
from strategraph.sources.characters import one_line
from strategraph.sources.document import Place
from strategraph.sources.markup import Element, local, parse_xml
from strategraph.sources.source_file import SourceFile

__all__ = ["read"]

#: Of Part 1 and of Part 2 of the standard.
_ROOTS = ("StrategicPlan", "PerformancePlanOrReport")
#: What the namespaces of the parts have in common with no other XML.
_MARKS = ("stratml", "iso:17469")
#: The elements that are goals or objectives, each with its level.
_LEVELS = {"Goal": 1, "Objective": 2}
#: Elements that stand for what they hold.
_THROUGH = ("StrategicPlanCore", "AdministrativeInformation", "Organization", "Value", "Vision", "Mission", "Submitter")


def read(content: bytes, file: SourceFile) -> Reading:
    """The blocks of a plan.

    Raises:
        SourceError: if it is not well-formed, has a DOCTYPE, or is XML of another kind.
    """
    root = parse_xml(content, file.shown)
    if local(root) not in _ROOTS or not any(mark in root.tag for mark in _MARKS):
        raise SourceError(
            f"{file.shown} is XML whose root is {local(root)}, not StratML: save the plan in another format."
        )
    return Reading(list(_Walk().plan(root)))


@dataclass(slots=True)
class _Walk:
    paragraphs: int = 0

    def line(self, text: str, heading: int | None = None, label: str = "") -> Iterator[Block]:
        if text.strip():
            self.paragraphs += 1
            yield from paragraph(text, Place(paragraph=self.paragraphs, heading=heading, label=label))

    def plan(self, root: Element) -> Iterator[Block]:
        for child in root:
            name = local(child)
            if name == "Name":
                yield from self.line(_text(child), 0)
            else:
                yield from self.part(child, name)

    def part(self, element: Element, name: str) -> Iterator[Block]:
        if name in _LEVELS:
            yield from self.goal(element, _LEVELS[name])
        elif name == "Stakeholder":
            yield from self.line(f"Stakeholder: {', '.join(filter(None, map(_text, element)))}")
        elif name in _THROUGH or len(element):
            for child in element:
                yield from self.part(child, local(child))
        else:
            text = _text(element)
            yield from self.line(text if name == "Description" or not text else f"{name}: {text}")

    def goal(self, element: Element, level: int) -> Iterator[Block]:
        """A goal: its whole text where the name only begins it, with its indicator; then what else it has."""
        told = {local(child): _text(child) for child in reversed(element)}
        code, name, description = (told.get(key, "") for key in ("SequenceIndicator", "Name", "Description"))
        text = description if _begins(description, name, code) else name
        yield from self.line(text or description, level, code)
        for child in element:
            what = local(child)
            if what in ("Name", "SequenceIndicator", "Identifier") or (what == "Description" and text == description):
                continue
            yield from self.part(child, what)


def _begins(description: str, name: str, code: str) -> bool:
    """Whether a name is the beginning of the description, shortened or with the code before it."""
    short = name.removeprefix(code).strip().rstrip("….").strip()
    return bool(description) and description.startswith(short)


def _text(element: Element) -> str:
    return one_line("".join(element.itertext()))
