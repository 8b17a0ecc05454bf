"""Fields: lines below an element that say who, by when, for how much, told by the word that opens them."""

from collections import Counter

import regex

from strategraph.drafting.heads import BORDER, Head
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.vocabulary import FieldWord, Vocabulary, alternatives

__all__ = ["FieldReader", "claim_values", "named_bodies"]

_LABEL = regex.compile(
    rf"{BORDER}(?:[-–•]\s+)?(?P<label>\p{{Lu}}[^:|\t.]{{2,60}}?|\p{{Ll}}{{4,20}}(?=:\s\S))\s*:\s*(?P<rest>.*)"
)
_BULLETED = regex.compile(rf"{BORDER}[-–•]\s")
#: Kinds of elements that labels introduce lists of.
LISTED_KINDS = ("measure", "activity")
#: A label of no known field is one if it opens this many lines.
LEAST_USES = 3
OTHER = FieldWord("other", "", False, False)
#: So many lines below a label may be its value.
MOST_VALUES = 40


class FieldReader:
    """Reads fields by the words of a vocabulary, and by labels that a document uses again and again."""

    def __init__(self, vocabulary: Vocabulary, texts: list[str]) -> None:
        """Compile the expression; count labels that are nothing known."""
        self.vocabulary = vocabulary
        words = alternatives(vocabulary.fields)
        end = r"(?P<end>\s*[:|\t–]\s*|\s+-\s+|\s{2,}|\s*$)"
        self._field = regex.compile(
            rf"{BORDER}(?:[-–•]\s+)?(?P<label>(?i:(?P<word>{words}))(?![\w-])(?P<more>(?:[ /(][^\s:|]+){{0,5}}?)){end}(?P<rest>.*)"
        )
        found = Counter(match["label"].lower() for text in texts if (match := _LABEL.fullmatch(text)))
        levels = vocabulary.one.keys() | vocabulary.many.keys()
        self._others = {label for label, uses in found.items() if uses >= LEAST_USES and label not in levels}
        listed = [form for form, level in vocabulary.many.items() if vocabulary.levels[level].kind in LISTED_KINDS]
        self._list = regex.compile(rf"(?i:{alternatives(listed)})(?![\w-])")

    def read(self, text: str, head: Head | None) -> tuple[str, FieldWord, bool] | None:
        """The label in lower case, its field, and whether a value stands on the line; None for another line."""
        if head is not None and head.code is not None:
            return None
        found = self._field.fullmatch(text)
        if found and (found["label"][0].isupper() or (":" in found["end"] and found["rest"] and not found["more"])):
            marked = any(mark in found["end"] for mark in ":|\t")
            short = len(found["more"].split()) <= 2 and len(found["label"]) <= 40 and not text.rstrip().endswith(".")
            if marked or (not found["rest"] and short and not _BULLETED.match(text)):
                word = " ".join(found["word"].lower().split())
                return found["label"].lower(), self.vocabulary.fields[word], bool(found["rest"].strip(" |"))
        other = _LABEL.fullmatch(text)
        if other and head is None and other["label"].lower() in self._others:
            if not other["rest"].strip(" |") and self._list.match(other["label"]):
                return None  # it introduces a list: "Opatření k naplnění cíle:"
            return other["label"].lower(), OTHER, bool(other["rest"].strip(" |"))
        return None

    def says_more(self, text: str, told: tuple[str, FieldWord, bool]) -> bool:
        """A label that goes on with a name ("Cílová skupina: Senioři"), as headings of chapters do."""
        found = self._field.fullmatch(text)
        return told[2] or bool(found and any(one.isupper() for one in found["more"]))


def claim_values(sheet: Sheet, labels: dict[int, tuple[str, FieldWord, bool]]) -> None:
    """What stands below a label or goes on from its line belongs to its field, up to a blank line or another head."""
    for index, told in labels.items():
        label, _, filled = told
        below, gap = index + 1, 0
        while below < len(sheet.texts) and below - index <= MOST_VALUES:
            if not sheet.texts[below]:
                gap += 1
                if filled or gap > 1:
                    break
            elif sheet.is_between_pages(below):
                pass
            elif not sheet.is_open(below) or below in labels or not _is_value(sheet, index, below, told):
                break
            else:
                sheet.claim(below, "field", label)
                filled = True
            below += 1


def _in_one_row(sheet: Sheet, label: int, below: int) -> bool:
    """Both lines stand in one row of a table: what the cell beside a label holds."""
    one, other = sheet.lines[label].place, sheet.lines[below].place
    if one is None or other is None or not one.cells or not other.cells:
        return False
    return (one.sheet, one.table, one.row) == (other.sheet, other.table, other.row)


def _is_value(sheet: Sheet, label: int, below: int, told: tuple[str, FieldWord, bool]) -> bool:
    """No heading; a line without a number; or one with a number like the first below a label that ends with a colon and says nothing."""
    head, place = sheet.heads.get(below), sheet.lines[below].place
    if place is not None and (place.heading is not None or (told[2] and sheet.is_apart(below))):
        return False
    if head is None or _in_one_row(sheet, label, below):
        return True
    if told[2] or head.word or head.code is None or not sheet.texts[label].endswith(":"):
        return False
    values = [index for index in range(label + 1, below) if sheet.uses[index] == "field"]
    first = sheet.heads.get(values[0]) if values else head
    alike = first is not None and first.code is not None and first.code.shape == head.code.shape
    return alike and (told[1].descriptors or head.code.depth == 1)


def named_bodies(text: str) -> list[str]:
    """The bodies of a list, as they are printed, set apart by commas or by `a`."""
    return list(regex.split(r"\s*,\s*|\s+a\s+", text.strip()))
