"""Levels: what the levels of a drafted plan are called and what their elements are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from strategraph.drafting.bullets import BELOW as BULLETS
from strategraph.drafting.entries import Entry, Signature
from strategraph.drafting.gathering import Gathered
from strategraph.drafting.headed import HEADED
from strategraph.drafting.vocabulary import LevelWord, Vocabulary, alternatives

__all__ = ["DraftLevel", "level_class", "name_levels"]

#: What stands below an element of a kind, where no word says it.
BELOW = {"section": "goal", "priority": "goal", "goal": "measure", "measure": "activity", "activity": "activity"}
NAMES = {
    "section": ("Oddíl", "Section"),
    "priority": ("Priorita", "Priority"),
    "goal": ("Cíl", "Goal"),
    "measure": ("Opatření", "Measure"),
    "activity": ("Aktivita", "Activity"),
}
#: What headings of so many levels are, from the top.
KINDS_OF_HEADINGS = {
    1: ("goal",),
    2: ("goal", "measure"),
    3: ("section", "goal", "measure"),
    4: ("section", "priority", "goal", "measure"),
}
SECTIONS = ("chapter", "capitals", "heading", "above numbers", "area")
_INFINITIVE = regex.compile(r"\p{Lu}\p{Ll}+t(?:\s.*)?")
ORDINALS = ("", "-second", "-third", "-fourth", "-fifth", "-sixth", "-seventh", "-eighth")


@dataclass(frozen=True, slots=True)
class DraftLevel:
    """A level: its id, its names (`printed` if the document has them), what its elements are, its common level."""

    id: str
    kind: str
    common: str
    name_cs: str
    name_en: str
    printed: bool


def level_class(kind: str) -> str:
    """The kind under which a mapping knows it: an activity is a measure there."""
    return "measure" if kind == "activity" else kind


def name_levels(gathered: Gathered, vocabulary: Vocabulary) -> dict[Signature, DraftLevel]:
    """A level for each signature, in order from the top."""
    members: dict[Signature, list[Entry]] = {signature: [] for signature in gathered.order}
    for entry in gathered.entries:
        members[entry.signature].append(entry)
    kinds = _kinds(gathered, members, vocabulary)
    levels: dict[Signature, DraftLevel] = {}
    used: Counter[str] = Counter()
    legend = gathered.legend if len(gathered.legend) == len(gathered.order) else []
    for place, (signature, entries) in enumerate(members.items()):
        word = vocabulary.levels.get(signature[0])
        if word is None and legend:
            word = _word_of(legend[place], vocabulary)
        kind = word.kind if word else kinds[signature]
        name = legend[place] if legend else _printed_name(entries, word)
        identifier = word.id if word else kind
        used[identifier] += 1
        common = word.common if word else level_class(kind)
        level_id = identifier + ORDINALS[min(used[identifier], len(ORDINALS)) - 1]
        names = (name or (word.name_cs if word else NAMES[kind][0]), word.name_en if word else NAMES[kind][1])
        levels[signature] = DraftLevel(level_id, kind, common, *names, bool(name))
    return levels


def _word_of(name: str, vocabulary: Vocabulary) -> LevelWord | None:
    """The level that a name on a legend begins with the word of."""
    forms = vocabulary.many | vocabulary.one
    found = regex.match(rf"(?i:{alternatives(forms)})(?!\w)", name)
    return vocabulary.levels[forms[" ".join(found[0].lower().split())]] if found else None


def _printed_name(entries: Sequence[Entry], word: LevelWord | None) -> str:
    printed = Counter(" ".join(entry.head.printed.split()) for entry in entries if entry.head.printed)
    if word is None or not printed or word.id == printed.most_common(1)[0][0]:
        return ""
    name = printed.most_common(1)[0][0]
    return name.capitalize() if name.isupper() else name[0].upper() + name[1:]


def _kinds(gathered: Gathered, members: dict[Signature, list[Entry]], vocabulary: Vocabulary) -> dict[Signature, str]:
    """What elements without the word of a level are, by what they stand below or by how many levels there are."""
    if not gathered.labelled:
        return _kinds_by_number(gathered.order, members)
    kinds: dict[Signature, str] = {}
    for signature, entries in members.items():
        if signature[0] in vocabulary.levels:
            kinds[signature] = vocabulary.levels[signature[0]].kind
        elif signature[1].startswith(SECTIONS):
            kinds[signature] = "section"
        else:
            above = Counter(kinds.get(entry.above.signature, "section") for entry in entries if entry.above)
            kinds[signature] = BELOW[above.most_common(1)[0][0]] if above else "goal"
    return kinds


def _kinds_by_number(order: Sequence[Signature], members: dict[Signature, list[Entry]]) -> dict[Signature, str]:
    """Of plans with numbers alone: sections on top, goals, and measures that are counted anew below each goal."""
    if order and order[0][1].startswith(HEADED):
        return dict(zip(order, KINDS_OF_HEADINGS[len(order)], strict=True))
    lists = ("d", "d.", "d)", "l)", BULLETS)
    counted = [signature for signature in order if signature[1] in lists and signature is order[-1]]
    lowest = counted[0] if counted and len(order) > 1 else None
    rest = [signature for signature in order if signature != lowest]
    kinds = {lowest: "measure"} if lowest else {}
    if lowest is None and len(rest) > 2:
        kinds = {rest.pop(): "measure"}
    if lowest is None and len(rest) == 2 and not kinds and _is_active(members[rest[0]]):
        return {rest[0]: "goal", rest[1]: "measure"}
    kinds |= {rest[-1]: "goal"} if rest else {}
    for signature in rest[:-1]:
        kinds[signature] = "priority" if _is_active(members[signature]) else "section"
    return kinds


def _is_active(entries: Sequence[Entry]) -> bool:
    """Most texts begin with what is to be done ("Podpořit …")."""
    return sum(bool(_INFINITIVE.fullmatch(entry.text)) for entry in entries) * 2 > len(entries)
