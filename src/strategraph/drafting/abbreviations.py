"""Abbreviations: what a document itself says that letters before numbers mean, such as "SC = specifický cíl"."""

from dataclasses import replace

import regex

from strategraph.drafting.sheet import Sheet
from strategraph.drafting.vocabulary import Vocabulary, alternatives

__all__ = ["with_abbreviations"]


def with_abbreviations(sheet: Sheet, vocabulary: Vocabulary) -> Vocabulary:
    """The vocabulary with the letters that a document explains; the lines that do nothing else are claimed."""
    pair = regex.compile(
        rf"(?<![\p{{L}}\d])(?P<short>\p{{Lu}}{{1,4}})\s*(?:=|\s[–-]\s)\s*"
        rf"(?P<word>(?i:{alternatives(vocabulary.one | vocabulary.many)}))(?=\s*(?:[,;.)|]|$|\s(?:a|and)\s))"
    )
    forms = vocabulary.many | vocabulary.one
    explained: dict[str, str] = {}
    for index in sheet.filled():
        pairs = list(pair.finditer(sheet.texts[index])) if sheet.is_open(index) else []
        if len(pairs) > 1 or any(one.span() == (0, len(sheet.texts[index])) for one in pairs):
            sheet.claim(index, "furniture", "abbreviations")
            explained |= {one["short"]: forms[" ".join(one["word"].lower().split())] for one in pairs}
    if not explained:
        return vocabulary
    return replace(vocabulary, short=vocabulary.short | explained, explained=frozenset(explained))
