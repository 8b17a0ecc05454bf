"""Lines that hold several elements, each opened by the name of its level: transcripts of slides and of pages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import regex

from strategraph.drafting.entries import Entry
from strategraph.drafting.fields import named_bodies
from strategraph.drafting.heads import Head
from strategraph.drafting.numbering import read_code
from strategraph.drafting.sheet import Sheet, squeezed
from strategraph.drafting.vocabulary import Vocabulary, alternatives

__all__ = ["Inline", "InlineRule", "find_inline"]

#: So many lines have to hold names of levels behind their beginning.
LEAST_LINES = 4
#: So many lines have to begin with numbers of pages that count on; a heading before the first element is not longer.
LEAST_PAGES, LONGEST_AREA = 5, 100
#: So many labels, or numbers at the ends of pages, are skipped; printed and counted pages are so far apart at most.
LEAST_LABELS, MOST_APART = 3, 2
_CODE = r"(?P<code>\d{1,3}(?:\.\d{1,3})*|\p{Lu}(?:\.\d{1,3})+|[IVX]+)"
_VERB = r"(?=\p{Lu}\p{Ll}+t\s)"
_BODY = r"\p{Lu}\p{L}*\p{Lu}\p{Ll}?"
_BODIES = rf"(?P<bodies>{_BODY}(?:, {_BODY})*)"
#: What stands before a name is more than a number or a bullet.
_WORD = regex.compile(r"\p{L}{3,}")
_PAGE = regex.compile(r"(?P<page>\d{1,4})\s+(?P<rest>\S.*)")


@dataclass(frozen=True, slots=True)
class InlineRule:
    """An item of a mapping: what opens an element of `word`, or of `level`, states a field, or skips; on `lines`, or all."""

    name: str
    pattern: str
    word: str
    field: str = ""
    role: str = ""
    level: str = ""
    skips: bool = False
    unit: str = ""
    lines: frozenset[int] = frozenset()


@dataclass(slots=True)
class Inline:
    """What was found: the rules, the entries in order, and for a line where its items begin; `areas` by their lines."""

    rules: list[InlineRule] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    items: dict[int, int] = field(default_factory=dict)
    pages: dict[int, int] = field(default_factory=dict)
    areas: dict[int, tuple[int, int]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)


def find_inline(sheet: Sheet, vocabulary: Vocabulary, bodies: frozenset[str]) -> Inline | None:
    """Cut lines into elements if names of levels stand within many of them; `bodies` are printed forms in the register."""
    opener = _opener(vocabulary)
    lines = [index for index in sheet.filled() if sheet.is_open(index) and opener.search(sheet.lines[index].text)]
    inside = [index for index in lines if _is_inside(opener, sheet.lines[index].text)]
    if len(inside) < LEAST_LINES:
        return None
    found = Inline(pages=_pages(sheet))
    found.rules = _rules(vocabulary, [sheet.lines[index].text for index in lines], bodies)
    if not _fields_are_whole(sheet, lines, found.rules):
        found.rules = [rule for rule in found.rules if not rule.field]
    found.rules += _skips(vocabulary, sheet, lines, found)
    rules = [(rule, regex.compile(rule.pattern)) for rule in found.rules]
    for index in lines:
        _cut_line(sheet, index, rules, found)
    if found.pages:
        _find_areas(sheet, found)
    return found


def _opener(vocabulary: Vocabulary) -> regex.Pattern[str]:
    words = alternatives(vocabulary.one)
    short = alternatives(vocabulary.short)
    return regex.compile(
        rf"(?<![\w(])(?=\p{{Lu}})(?P<word>(?i:{words})|{short})(?!\w)(?:\s+{_CODE})?(?:\s*:|\s+{_VERB})"
    )


def _is_inside(opener: regex.Pattern[str], text: str) -> bool:
    return any(_WORD.search(text, 0, match.start()) for match in opener.finditer(text))


def _pages(sheet: Sheet) -> dict[int, int]:
    """Lines that begin with the number of their page, if those numbers count on."""
    found, last = {}, 0
    for index in sheet.filled():
        match = _PAGE.fullmatch(sheet.texts[index])
        if match and int(match["page"]) == last + 1:
            last += 1
            found[index] = last
    return found if len(found) >= LEAST_PAGES else {}


def _rules(vocabulary: Vocabulary, texts: Sequence[str], bodies: frozenset[str]) -> list[InlineRule]:
    """Rules for the levels that the lines name, for what follows a lone colon, and for fields whose bodies are known."""
    forms: dict[str, set[str]] = {}
    opener = _opener(vocabulary)
    for match in (match for text in texts for match in opener.finditer(text)):
        printed = squeezed(match["word"])
        word = vocabulary.one.get(printed.lower()) or vocabulary.short[printed]
        forms.setdefault(word, set()).add(printed)
    rules = [
        InlineRule(
            word,
            rf"(?<![\w(]){alternatives(printed)}(?:\s+{_CODE})?(?!\w)(?:\s*(?::\s*)+|\s+{_VERB})",
            word,
        )
        for word, printed in forms.items()
    ]
    lowest = max(forms, key=lambda word: vocabulary.levels[word].rank)
    rules.append(InlineRule(f"next {lowest}, after a lone colon", r"\s:\s+(?=\p{Lu})", lowest))
    return rules + _fields(vocabulary, texts, bodies, lowest)


def _fields(vocabulary: Vocabulary, texts: Sequence[str], bodies: frozenset[str], lowest: str) -> list[InlineRule]:
    rules = []
    for role in dict.fromkeys(found.role for found in vocabulary.fields.values() if found.role):
        words = alternatives(word for word, found in vocabulary.fields.items() if found.role == role)
        pattern = rf"(?:,\s*)?(?<![\w(])(?<!\(\s)(?i:{words}):?\s+{_BODIES}\.?(?!\w)"
        if role == "spoluprace":
            pattern = rf"(?<=\p{{Lu}}{{2}} )ve spolupráci s (?P<bodies>{_BODY}(?: a {_BODY})*)\.?"
        named = [match["bodies"] for text in texts for match in regex.finditer(pattern, text)]
        if named and all(one in bodies for match in named for one in named_bodies(match)):
            rules.append(InlineRule(role, pattern, "", "responsibility", role))
            if role == "gestor":
                after = rf"(?<=(?i:{words}):?\s+\p{{Lu}}{{2,8}})\s(?=\p{{Lu}}\p{{Ll}}+t\s)"
                if any(regex.search(after, text) for text in texts):
                    rules.append(InlineRule(f"next {lowest}, after the {role}", after, lowest))
    words = alternatives(word for word, found in vocabulary.fields.items() if found.deadline)
    deadline = rf"(?<!\w)(?i:{words})(?:\s+\p{{Ll}}+)?:\s*(?P<month>\d{{1,2}})/(?P<year>\d{{4}})"
    if any(regex.search(deadline, text) for text in texts):
        rules.append(InlineRule("deadline", deadline, "", "deadline"))
    return rules


def _skips(vocabulary: Vocabulary, sheet: Sheet, lines: Sequence[int], found: Inline) -> Iterator[InlineRule]:
    """What belongs to no element: labels with a colon ("Popis: …") that no rule reads, and the page's number at its end."""
    said = {field.role for field in vocabulary.fields.values() if any(rule.role == field.role for rule in found.rules)}
    stated = any(rule.field == "deadline" for rule in found.rules)
    words = [
        word
        for word, field in vocabulary.fields.items()
        if not (field.role and field.role in said) and not (field.deadline and stated)
    ]
    label = rf"(?<![\w(])(?=\p{{Lu}})(?i:{alternatives(words)})(?:\s+\p{{Ll}}+){{0,3}}\s*:"
    if sum(len(regex.findall(label, sheet.lines[index].text)) for index in lines) >= LEAST_LABELS:
        yield InlineRule("other fields", label, "", skips=True)
    ends = [index for index in lines if _ends_with_page(sheet.texts[index], found.pages.get(index))]
    if len(ends) >= LEAST_LABELS:
        yield InlineRule("number at the end of a page", r"\s+\d{1,4}\s*$", "", skips=True, lines=frozenset(ends))


def _ends_with_page(text: str, page: int | None) -> bool:
    last = text.rsplit(" ", 1)[-1]
    return page is not None and last.isdigit() and abs(int(last) - page) <= MOST_APART


def _openings(
    text: str, rules: list[tuple[InlineRule, regex.Pattern[str]]]
) -> list[tuple[InlineRule, regex.Match[str]]]:
    """As the reader of mappings cuts a line: the leftmost opening wins, then the longest."""
    found = [(rule, match) for rule, pattern in rules for match in pattern.finditer(text) if match[0]]
    found.sort(key=lambda opening: (opening[1].start(), -opening[1].end()))
    kept: list[tuple[InlineRule, regex.Match[str]]] = []
    for rule, match in found:
        if not kept or match.start() >= kept[-1][1].end():
            kept.append((rule, match))
    return kept


def _fields_are_whole(sheet: Sheet, lines: Sequence[int], found: Sequence[InlineRule]) -> bool:
    """Nothing but marks stands between a field and what opens next: the reader of mappings would not know whose it is."""
    rules = [(rule, regex.compile(rule.pattern)) for rule in found]
    for index in lines:
        text = sheet.lines[index].text
        openings = _openings(text, rules)
        for number, (rule, match) in enumerate(openings):
            end = openings[number + 1][1].start() if number + 1 < len(openings) else len(text)
            if rule.field and text[match.end() : end].strip(" .,;\t\u00a0"):
                return False
    return True


def _cut_line(sheet: Sheet, index: int, rules: list[tuple[InlineRule, regex.Pattern[str]]], found: Inline) -> None:
    text = sheet.lines[index].text
    openings = _openings(text, [(rule, pattern) for rule, pattern in rules if not rule.lines or index in rule.lines])
    first = next((number for number, (rule, _) in enumerate(openings) if rule.word and ":" not in rule.name), None)
    first = next((number for number, (rule, _) in enumerate(openings) if rule.name == rule.word), first)
    if first is None:
        return
    entries = list(_entries(index, text, openings[first:]))
    if entries:
        found.items[index] = openings[first][1].start()
        found.used |= {rule.name for rule, _ in openings[first:]}
        found.entries += entries
        sheet.claim(index, "items", "")
        sheet.heads.pop(index, None)


def _entries(index: int, text: str, openings: list[tuple[InlineRule, regex.Match[str]]]) -> Iterator[Entry]:
    for number, (rule, match) in enumerate(openings):
        end = openings[number + 1][1].start() if number + 1 < len(openings) else len(text)
        if rule.word and text[match.end() : end].strip():
            printed = match.groupdict().get("code")
            code = read_code(printed) if printed else None
            span = match.span("code") if printed else (0, 0)
            head = Head(index, rule.word, rule.word, code, "", span, (match.end(), end), True)
            yield Entry(head, squeezed(text[match.end() : end]), index)


def _find_areas(sheet: Sheet, found: Inline) -> None:
    """What stands on the line of a page's number before its elements names their area."""
    starts = sorted(found.pages)
    for place, index in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(sheet.texts)
        if not any(index <= other < end for other in found.items) or sheet.uses[index] not in ("", "items"):
            continue
        text = sheet.lines[index].text[: found.items.get(index)]
        match = _PAGE.fullmatch(text.strip())
        if match and len(match["rest"]) <= LONGEST_AREA:
            start = text.index(match["rest"], len(match["page"]))
            found.areas[index] = (start, start + len(match["rest"].rstrip()))
    printed = Counter(squeezed(sheet.lines[index].text[slice(*span)]) for index, span in found.areas.items())
    if len(printed) < 2:
        found.areas.clear()
    firsts: dict[str, Entry] = {}
    for index, span in found.areas.items():
        text = squeezed(sheet.lines[index].text[slice(*span)])
        head = Head(index, "", "", None, "", (0, 0), span, False)
        entry = Entry(head, text, index, signature=("", "area"), again=firsts.get(text))
        firsts.setdefault(text, entry)
        found.entries.append(entry)
        sheet.claim(index, "items", "")
        sheet.heads.pop(index, None)
    found.entries.sort(key=lambda entry: (entry.index, entry.head.text_span))
