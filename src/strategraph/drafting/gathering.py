"""Gathering: one pass after the other over the lines of a document, until each is something or nothing."""

from collections import Counter
from dataclasses import dataclass, field, replace

from strategraph.drafting.abbreviations import with_abbreviations
from strategraph.drafting.asides import find_asides, outside
from strategraph.drafting.bullets import claim_legend, find_bullets, find_bullets_below, find_steps
from strategraph.drafting.choosing import Choice, choose
from strategraph.drafting.columns import Columns, find_columns
from strategraph.drafting.entries import Entry, Signature, mark_listed, mark_repeats, settle_codes
from strategraph.drafting.fields import FieldReader, claim_values
from strategraph.drafting.furniture import claim_contents, claim_footnotes, claim_pages, claim_repeats, claim_rulers
from strategraph.drafting.headed import HEADED, find_headed, find_headed_below, find_headed_between
from strategraph.drafting.heads import HeadReader, as_chapter
from strategraph.drafting.inline import Inline, find_inline
from strategraph.drafting.lists import Item, ListReader
from strategraph.drafting.ordering import order_signatures
from strategraph.drafting.sections import find_sections
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.tree import plant
from strategraph.drafting.vocabulary import FieldWord, Vocabulary
from strategraph.drafting.wrapping import Wrapping

__all__ = ["Gathered", "gather"]


@dataclass(slots=True)
class Gathered:
    """What was found: elements in order, their levels from the top, lines that texts go on in, fields by their lines."""

    sheet: Sheet
    entries: list[Entry] = field(default_factory=list)
    order: list[Signature] = field(default_factory=list)
    again: list[Entry] = field(default_factory=list)
    continued: dict[int, list[int]] = field(default_factory=dict)
    fields: dict[int, tuple[str, FieldWord, bool]] = field(default_factory=dict)
    labelled: bool = True
    legend: list[str] = field(default_factory=list)
    columns: Columns = field(default_factory=Columns)
    inline: Inline | None = None


def gather(sheet: Sheet, vocabulary: Vocabulary, bodies: frozenset[str] = frozenset()) -> Gathered:
    """Find furniture, fields, lists and elements of a sheet on which at most the title is claimed."""
    vocabulary = with_abbreviations(sheet, vocabulary)
    reader = HeadReader(vocabulary)
    claim_rulers(sheet)
    legend = claim_legend(sheet, vocabulary)
    claim_pages(sheet, vocabulary)
    for index in sheet.filled():
        if sheet.is_open(index) and (head := reader.read(index, sheet.lines[index].text)):
            sheet.heads[index] = head
    claim_contents(sheet, vocabulary)
    _forget_claimed(sheet)
    columns = find_columns(sheet, vocabulary, reader)
    _forget_claimed(sheet)
    inline = find_inline(sheet, vocabulary, bodies)
    fields = _fields(sheet, vocabulary)
    claim_footnotes(sheet)
    claim_repeats(sheet, vocabulary)
    _forget_claimed(sheet)
    _settle(sheet, columns)
    items = ListReader(vocabulary, reader).read(sheet)
    claim_values(sheet, fields)
    _forget_claimed(sheet)
    gathered = Gathered(sheet, fields=fields, legend=legend, columns=columns, inline=inline)
    _elements(gathered, [*_entries(sheet, items), *columns.entries], vocabulary)
    if not gathered.entries:
        _wordless(gathered, find_headed(sheet, vocabulary), vocabulary)
    if not gathered.entries and "title" in sheet.uses:
        _wordless(gathered, find_bullets(sheet, reader), vocabulary)
    return gathered


def _settle(sheet: Sheet, columns: Columns) -> None:
    """Read the numbers of heads in lines and in cells by what all of them look like."""
    settled = settle_codes([*sheet.heads.values(), *(entry.head for entry in columns.entries)])
    lines = len(sheet.heads)
    sheet.heads = {head.index: head for head in settled[:lines]}
    for entry, head in zip(columns.entries, settled[lines:], strict=True):
        entry.head = head


def _wordless(gathered: Gathered, entries: list[Entry], vocabulary: Vocabulary) -> None:
    for entry in entries:
        _claim(gathered.sheet, entry)
    gathered.continued = Wrapping(gathered.sheet, vocabulary).continue_all(entries)
    gathered.entries = entries
    gathered.order = sorted(dict.fromkeys(entry.signature for entry in entries), key=_rank_of_heading)
    gathered.labelled = False
    plant(entries, gathered.order, [], False)


def _rank_of_heading(signature: Signature) -> str:
    return signature[1] if signature[1].startswith(HEADED) else ""


def _forget_claimed(sheet: Sheet) -> None:
    sheet.heads = {index: head for index, head in sheet.heads.items() if not sheet.uses[index]}


def _fields(sheet: Sheet, vocabulary: Vocabulary) -> dict[int, tuple[str, FieldWord, bool]]:
    reader = FieldReader(vocabulary, [line.text for line in sheet.lines])
    found = {}
    for index in sheet.filled():
        if not sheet.is_open(index):
            continue
        told = reader.read(sheet.lines[index].text, sheet.heads.get(index))
        if told and not (sheet.is_heading(index) and reader.says_more(sheet.texts[index], told)):
            if _is_goal(sheet, index, vocabulary):
                continue
            found[index] = told
            sheet.claim(index, "field", told[0])
            sheet.heads.pop(index, None)
    return found


def _is_goal(sheet: Sheet, index: int, vocabulary: Vocabulary) -> bool:
    """A word that is a field's and a goal's, right below what goals stand below: "Outcome: …" below a priority."""
    head = sheet.heads.get(index)
    above = sheet.heads.get(next((one for one in range(index - 1, -1, -1) if sheet.texts[one]), -1))
    if head is None or head.alone or not head.word or above is None or not above.word:
        return False
    return vocabulary.levels[head.word].kind == "goal" and vocabulary.levels[above.word].kind in ("priority", "section")


def _entries(sheet: Sheet, items: list[Item]) -> list[Entry]:
    """Heads and items as entries, in order; a label alone takes its text from the next line."""
    entries = []
    names: set[int] = set()
    for index, head in sorted(sheet.heads.items()):
        if index in names:
            continue
        text, place, span = sheet.lines[index].text[slice(*head.text_span)], index, None
        if head.alone:
            below = sheet.next_on_page(index, 3)
            name = sheet.heads.get(below) if below is not None else None
            if below is not None and name is not None and name.named and (name.word, name.code) == (head.word, None):
                text, place, span = sheet.lines[below].text[slice(*name.text_span)], below, name.text_span
                names.add(below)
            elif below is not None and sheet.is_open(below) and name is None:
                text, place = sheet.texts[below].strip("| "), below
            elif head.code is None:
                continue
            elif head.code_span[1] <= sheet.lines[index].text.rfind(head.printed) and head.word:
                head = as_chapter(head, sheet.lines[index].text)
                text = sheet.lines[index].text[slice(*head.text_span)]
            else:
                head = replace(head, text_span=(0, len(sheet.lines[index].text)))
                text = sheet.texts[index].strip("| ")
        entries.append(Entry(head, " ".join(text.split()), place, span))
    for item in items:
        text = sheet.lines[item.head.index].text[slice(*item.head.text_span)]
        listed = Entry(
            item.head, " ".join(text.split()), item.head.index, label=item.label, signature=(item.level, "list")
        )
        entries.append(listed)
    return sorted(entries, key=lambda entry: entry.index)


def _elements(gathered: Gathered, entries: list[Entry], vocabulary: Vocabulary) -> None:
    """Choose elements, give them their texts, their levels and their places in the tree."""
    sheet = gathered.sheet
    entries.sort(key=lambda one: (one.index, one.head.text_span))
    entries, beside = outside(entries, find_asides(sheet, vocabulary))
    mark_repeats([entry for entry in entries if entry.label < 0], sheet, vocabulary)
    mark_listed(entries)
    if gathered.inline is not None:
        entries = sorted([*entries, *gathered.inline.entries], key=lambda one: (one.index, one.head.text_span))
    single = {rule.word for rule in gathered.inline.rules} if gathered.inline is not None else set()
    choice = choose([entry for entry in entries if entry.again is None], vocabulary, single)
    kept = {id(entry) for entry in choice.chosen}
    gathered.labelled = choice.labelled
    for entry in [*entries, *beside]:
        if entry.label >= 0 and id(entry) not in kept:
            sheet.claim(entry.index, "", "")
    _leave_rows(gathered, kept)
    for entry in choice.chosen:
        _claim(sheet, entry)
    for entry in choice.fields:
        sheet.claim(entry.index, "field", entry.head.printed.lower())
        if entry.text_index != entry.index and sheet.is_open(entry.text_index):
            sheet.claim(entry.text_index, "field", entry.head.printed.lower())
    for entry in entries:
        if entry.again is not None and sheet.uses[entry.index] == "items":
            gathered.again.append(entry)
        elif entry.again is not None and id(entry.again) in kept and sheet.is_open(entry.index):
            sheet.claim(entry.index, "furniture", "repeated heading")
    wrapping = Wrapping(sheet, vocabulary)
    whole = [entry for entry in choice.chosen if sheet.uses[entry.text_index] not in ("items", "row")]
    gathered.continued = gathered.columns.continued | wrapping.continue_all(whole)
    repeated = [entry for entry in entries if sheet.names[entry.index] == "repeated heading"]
    for index in (index for lines in wrapping.continue_all(repeated).values() for index in lines):
        sheet.claim(index, "furniture", "repeated heading")
    _find_again(gathered, entries, choice.chosen)
    below = find_headed_below(sheet, choice.chosen, vocabulary) if choice.labelled else []
    below += find_headed_between(sheet, choice.chosen, vocabulary) if choice.labelled else []
    told = (sheet, choice.chosen, gathered.continued, vocabulary, HeadReader(vocabulary))
    below += find_bullets_below(*told)
    below += find_steps(*told) if choice.labelled and not below else []
    for entry in below:
        _claim(sheet, entry)
    gathered.continued |= wrapping.continue_all(below)
    choice.chosen = sorted([*choice.chosen, *below], key=lambda one: (one.index, one.head.text_span))
    gathered.order = order_signatures(choice.chosen, vocabulary)
    gathered.entries = choice.chosen
    _add_sections(gathered, choice, vocabulary)
    for entry in beside:
        if entry.label < 0 and sheet.is_open(entry.index):
            sheet.claim(entry.index, "furniture", "beside the plan")
    for entry in choice.chapters:
        if sheet.is_open(entry.index):
            sheet.claim(entry.index, "furniture", "chapter of the document")


def _leave_rows(gathered: Gathered, kept: set[int]) -> None:
    """Rows of tables without an element that was chosen are lines like others."""
    sheet, columns = gathered.sheet, gathered.columns
    chosen = [entry for entry in columns.entries if id(entry) in kept]
    held = {line for entry in chosen for line in (entry.index, entry.text_index)}
    for entry in columns.entries:
        if id(entry) not in kept:
            below = columns.continued.pop(entry.text_index, []) if entry.text_index not in held else []
            for line in {entry.index, entry.text_index, *below} - held:
                sheet.claim(line, "", "")


def _find_again(gathered: Gathered, entries: list[Entry], chosen: list[Entry]) -> None:
    """Headings printed again, word for word, after their element: they open it once more."""
    alike = Counter((entry.signature, entry.text) for entry in chosen)
    sheet = gathered.sheet
    for entry in entries:
        kept = entry.again
        if kept is None or sheet.names[entry.index] != "repeated heading" or entry.index < kept.index:
            continue
        whole = entry.text == kept.text and kept.text_index not in gathered.continued
        if whole and entry.text_index == entry.index and alike[kept.signature, kept.text] == 1:
            sheet.claim(entry.index, "element", "")
            gathered.again.append(entry)


def _claim(sheet: Sheet, entry: Entry) -> None:
    if sheet.uses[entry.index] in ("items", "row"):
        return
    sheet.claim(entry.index, "element" if entry.text_index == entry.index else "code", "")
    sheet.claim(entry.text_index, "element", "")


def _add_sections(gathered: Gathered, choice: Choice, vocabulary: Vocabulary) -> None:
    """Plant the tree; if headings group what is on top, plant it again below them."""
    plant(gathered.entries, gathered.order, gathered.again, gathered.labelled)
    if not choice.labelled:
        return
    roots = [entry for entry in gathered.entries if entry.above is None]
    sections = find_sections(choice, roots, gathered.sheet, vocabulary)
    if not sections:
        return
    for entry in sections:
        _claim(gathered.sheet, entry)
    gathered.continued |= Wrapping(gathered.sheet, vocabulary).continue_all(sections)
    gathered.order = [*dict.fromkeys(entry.signature for entry in sections), *gathered.order]
    gathered.entries = sorted([*sections, *gathered.entries], key=lambda entry: entry.index)
    plant(gathered.entries, gathered.order, gathered.again, gathered.labelled)
