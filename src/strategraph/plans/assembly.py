"""Assembly: claimed lines, in order, become a tree of elements with their fields."""

import regex

from strategraph.errors import MappingError
from strategraph.iris import slug
from strategraph.plans.accounting import Claim
from strategraph.plans.draft import Draft, passage, squeezed
from strategraph.plans.fields import read_deadline, read_responsibility
from strategraph.plans.heads import HEAD_USES, Heads
from strategraph.plans.items import cut_items
from strategraph.plans.mapping import STATED, Mapping
from strategraph.plans.model import Level, Passage, PrintedDescriptor
from strategraph.plans.stated import stated_in
from strategraph.sources import Document, Line, Registers

__all__ = ["Assembly"]


class Assembly:
    """Reads claims one after the other and keeps the elements that are open at each level."""

    def __init__(self, document: Document, mapping: Mapping, registers: Registers) -> None:
        """Start with nothing open, before the first page."""
        self.document = document
        self.mapping = mapping
        self.registers = registers
        self.shown = (mapping.shown, document.shown)
        self.drafts: list[Draft] = []
        self.pages: set[int] = set()
        self.parts: dict[str, list[Passage]] = {"title": [], "abstract": []}
        self.rules_used: set[str] = set()
        self._heads = Heads(mapping, document)
        self._open: dict[str, Draft] = {}
        self._page: int | None = None
        self._codes: list[tuple[str, Line]] = []

    def take(self, claim: Claim) -> None:
        """Read one line as its rule says."""
        groups = claim.match.groupdict()
        place = claim.line.place
        if place and (place.page or place.slide):
            self._page = place.page or place.slide
            self.pages.add(self._page or 0)
        if groups.get("page"):
            self._turn_to(groups["page"], claim.line)
        use = claim.rule.use
        if use in HEAD_USES:
            self._heads.go_by(claim.line, self._page)
        if use in self.parts:
            self.parts[use].append(self._span(claim.line, claim.match, "text"))
        elif use == "element":
            self._take_element(claim)
        elif use == "code":
            self._take_code(claim)
        elif use == "continuation":
            self._last(claim.line).passages.append(self._span(claim.line, claim.match, "text"))
        elif use == "descriptor":
            self._take_descriptor(claim)
        elif use == "more":
            self._take_more(claim)
        elif use == "responsibility" or (use == "deadline" and groups.get("year")):
            self._take_field(use, claim.rule.role, claim.line, claim.match)
        if use in {"element", "fields", *STATED}:
            self._take_stated(claim.line, claim.match, claim.rule.role, claim.rule.unit)
        if groups.get("items"):
            self._take_items(claim.line, claim.match)

    def _take_code(self, claim: Claim) -> None:
        """The numbers on the line, which the next elements without a number take one after the other."""
        self.close()
        self._codes = [(squeezed(code), claim.line) for code in claim.match.captures("code")]

    def close(self) -> None:
        """Refuse a number that stood on a line of its own if no element has taken it."""
        for code, line in self._codes:
            raise MappingError(
                f"{self.document.shown}, line {line.number}: the number {code!r} stands alone and the next element "
                f"has its own, or there is none; correct the rule of {self.mapping.shown} that claims the line."
            )

    def _turn_to(self, page: str, line: Line) -> None:
        if not regex.fullmatch(r"[0-9]{1,6}", page):
            raise MappingError(
                f"{self.document.shown}, line {line.number}: {page!r} is no number of a page; "
                f"correct the group 'page' of the rule of {self.mapping.shown} that claims the line."
            )
        self._page = int(page)
        self.pages.add(self._page)

    def _take_element(self, claim: Claim) -> None:
        place = self._span(claim.line, claim.match, "text")
        level = self.mapping.level(claim.rule.level)
        if claim.rule.reopens:
            text = squeezed(self.document.characters(place.start, place.end))
            same = [draft for draft in self.drafts if draft.level == level and draft.text(self.document) == text]
            if same:
                same[0].repeats.append(place)
                if self._open.get(level.id) is not same[0]:
                    self._close_from(level)
                    self._open[level.id] = same[0]
                return
        self._open_element(level, claim.match, place)

    def _open_element(self, level: Level, match: regex.Match[str], place: Passage) -> None:
        self._close_from(level)
        above = [self._open[name] for name in level.under if name in self._open]
        if level.under and not above:
            raise MappingError(
                f"{self.document.shown}, line {place.line}: {level.id} has no {' or '.join(level.under)} above it; "
                f"correct 'under' of that level in {self.mapping.shown}, or the rule that claims the line."
            )
        parent = max(above, key=lambda draft: self.mapping.depth(draft.level.id), default=None)
        printed = squeezed(match.groupdict().get("code") or "")
        if self._codes and not printed:
            printed, _ = self._codes.pop(0)
        else:
            self.close()
        draft = Draft(level, printed.rstrip("."), printed, parent, [place])
        self._open[level.id] = draft
        self.drafts.append(draft)

    def _close_from(self, level: Level) -> None:
        """Close everything at this level and below: what follows does not belong to it."""
        depth = self.mapping.depth(level.id)
        self._open = {name: draft for name, draft in self._open.items() if self.mapping.depth(name) < depth}

    def _take_descriptor(self, claim: Claim) -> None:
        code, label = squeezed(claim.match["code"]), squeezed(claim.match["label"])
        if slug(code) != code or not code:
            raise MappingError(
                f"{self.document.shown}, line {claim.line.number}: {code!r} is no code of a descriptor such as 'IX.c'; "
                f"correct the rule of {self.mapping.shown} that claims the line."
            )
        place = passage(claim.line, claim.match.start("code"), claim.match.end("label"), self._page, self.document)
        self._last(claim.line).descriptors.append(PrintedDescriptor(code, label, place))

    def _take_items(self, line: Line, match: regex.Match[str]) -> None:
        start, end = match.span("items")
        for item in cut_items(line, start, end, self.mapping, self.document):
            self.rules_used.add(item.rule.name)
            if item.rule.level:
                place = passage(line, item.start, item.end, self._page, self.document)
                self._open_element(self.mapping.level(item.rule.level), item.match, place)
            elif item.rule.skips:
                continue
            elif item.rule.field == "responsibility" or item.match.groupdict().get("year"):
                self._take_field(item.rule.field, item.rule.role, line, item.match)
            else:
                self._take_stated(line, item.match, "", item.rule.unit)

    def _take_field(self, field: str, role: str, line: Line, match: regex.Match[str]) -> None:
        start, end = match.span()
        start += len(match[0]) - len(match[0].lstrip(" ,;"))
        end -= len(match[0]) - len(match[0].rstrip(" .,;"))
        place = passage(line, start, end, self._page, self.document)
        draft = self._last(line)
        if field == "deadline":
            draft.deadlines.append(read_deadline(match, place, False, self.shown))
        else:
            draft.responsibilities.append(
                read_responsibility(match, line.start, place, role, self.registers, self.shown)
            )

    def _take_stated(self, line: Line, match: regex.Match[str], role: str, unit: str) -> None:
        """Fields by the groups of a match: bodies where there is a role, the others as they are printed."""
        here = Passage(line.start, line.start, line.number, self._page)
        draft = self._last(line)
        for one in stated_in(match, line.start, here, False, unit):
            one.unit_head = self._heads.above(line, unit, self._page) if unit and one.field == "budget" else None
            one.year_head = self._heads.above(line, one.year, self._page) if one.year else None
            if not (draft.stated and draft.stated[-1].takes(one)):
                draft.stated.append(one)
        if role and any(letter.isalpha() for letter in match.groupdict().get("bodies") or ""):
            place = self._span(line, match, "bodies")
            draft.responsibilities.append(
                read_responsibility(match, line.start, place, role, self.registers, self.shown)
            )

    def _take_more(self, claim: Claim) -> None:
        """A line on which the value of the last field goes on."""
        draft = self._last(claim.line)
        if not draft.stated:
            raise MappingError(
                f"{self.document.shown}, line {claim.line.number}: a rule of {self.mapping.shown} takes this line as going on from a "
                "deadline, an indicator or a sum of money, and the element above states none; correct the rule."
            )
        places = list(draft.stated[-1].columns.values())[-1]
        places.append(self._span(claim.line, claim.match, "text"))

    def _span(self, line: Line, match: regex.Match[str], group: str) -> Passage:
        start, end = match.span(group)
        return passage(line, start, end, self._page, self.document)

    def _last(self, line: Line) -> Draft:
        if not self.drafts:
            raise MappingError(
                f"{self.document.shown}, line {line.number}: a rule of {self.mapping.shown} takes this line as part of an element, "
                "and no element is above it; correct the rule."
            )
        return self.drafts[-1]
