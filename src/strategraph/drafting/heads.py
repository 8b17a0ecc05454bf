"""Heads: how a line opens an element, by the word of a level, by a number, by a bullet, or by several of them."""

from dataclasses import dataclass, replace

import regex

from strategraph.drafting.numbering import AFTER_WORD, BARE, Code, read_code
from strategraph.drafting.vocabulary import Vocabulary, alternatives

__all__ = ["BORDER", "BULLET", "Head", "HeadReader", "as_chapter", "is_part"]

#: What may stand before everything else: white space, the mark of a heading in Markdown, the border of a table.
BORDER = r"\s*(?:#{1,6}\s+)?(?:\|\s*)*"
_BULLETS = r"[-–—*•●▪■□◦‣⁃∙·➢➤►▶✓✔➔→\uf0b7\uf0a7\uf0d8]"
#: A bullet; one that was typed may stand behind that of the list.
BULLET = rf"(?P<bullet>{_BULLETS}\.?(?=\s)|o(?=\s{{2,}}))\s+(?:{_BULLETS}\s+)?"
_MARK = r"[:–—|\t-]"
_TEXT = r"(?P<text>[^\s|][^|\t]*?)\s*(?:[|\t].*)?"


@dataclass(frozen=True, slots=True)
class Head:
    """A line (its index from 0) as the opening of an element.

    `word` is the id of a level, `printed` its word as printed; `code` the number or None; the spans are offsets in the
    line, `text` empty (start equal to end) where the line holds the label alone. `strong` heads have a word with a
    number or a mark after it. A `named` head says that what follows is the name ("Název opatření: …").
    """

    index: int
    word: str
    printed: str
    code: Code | None
    bullet: str
    code_span: tuple[int, int]
    text_span: tuple[int, int]
    strong: bool
    named: bool = False

    @property
    def alone(self) -> bool:
        """The line holds nothing but the label."""
        return self.text_span[0] == self.text_span[1]

    def with_romans(self) -> "Head":
        """The same head with a single letter of its number read as a Roman numeral."""
        return replace(self, code=read_code(self.code.printed, romans=True)) if self.code else self


class HeadReader:
    """Reads heads by the words of a vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Compile the expressions."""
        self.vocabulary = vocabulary
        names = alternatives(vocabulary.one)
        word = f"(?P<word>(?i:{names}))(?![\\w-])(?:\\s*/\\s*(?i:{names})(?![\\w-]))?"
        number = f"(?:\\s*(?i:{vocabulary.said('number')})(?=[\\s\\d]))?"
        lead = f"{BORDER}(?:{BULLET})?"
        marks = rf"\s*(?:{_MARK}\s*)*"
        self._running = {*vocabulary.lists["running"], *vocabulary.lists["hanging"]}
        self._labelled = regex.compile(
            rf"{lead}{word}(?:{number}[\s:|]*{AFTER_WORD})?(?P<marks>{marks})(?:{_TEXT})?\s*[|\s]*"
        )
        naming = (
            rf"(?P<naming>(?i:{vocabulary.said('naming')}))\s+(?P<word>(?i:{alternatives(vocabulary.of)}))(?![\w-])"
        )
        border = r"(?P<marks>\s*(?:[:–|\t]\s*)+|\s{2,})"
        self._named = regex.compile(rf"{lead}{naming}{border}(?:{AFTER_WORD}[\s:–-]+)?{_TEXT}\s*[|\s]*")
        after = rf"(?P<marks>\s*(?:{_MARK}\s*)+|\s+|(?<=[.)])(?=\p{{Lu}}))"
        self._numbered = regex.compile(rf"{lead}{BARE}{after}(?:{word}\s*(?:{_MARK}\s*)+)?{_TEXT}\s*[|\s]*")
        short = "|".join(map(regex.escape, sorted(vocabulary.short, key=len, reverse=True)))
        self._abbreviated = regex.compile(
            rf"{lead}(?P<word>{short})\s+(?P<code>\d{{1,3}}(?:\.\d{{1,3}}){{0,5}}\.?)(?!\w)(?P<marks>{marks}){_TEXT}\s*[|\s]*"
        )
        self._number_alone = regex.compile(rf"{BORDER}(?P<code>\p{{Lu}}{{0,4}}\d{{1,3}}(?:\.\d{{1,3}})+\.?)\s*[|\s]*")
        self._number_and_word = regex.compile(rf"{lead}{BARE}\s+{word}\s*:?\s*[|\s]*")
        one = rf"(?:(?i:{names})\s+)?\p{{Lu}}{{0,4}}\d{{1,3}}(?:\.\d{{1,3}})*(?:\.[a-z])?\.?"
        self._references = regex.compile(rf"{one}(?:(?:\s*[,;/+–-]\s*|\s+(?:a|až|i|and)\s+|\s+){one})*")
        self._bulleted = regex.compile(rf"{BORDER}{BULLET}{_TEXT}")
        self._part = regex.compile(rf"\s*\((?:\d{{1,2}}\s*/\s*\d{{1,2}}|(?i:{vocabulary.said('parts')}))\)$")

    def read(self, index: int, text: str) -> Head | None:
        """The head that a line is, or None."""
        found = self._named.fullmatch(text)
        if found:
            return self._head(index, found, True, forms=self.vocabulary.of)
        found = self._abbreviated.fullmatch(text)
        if found and (head := self._with_letters(index, found)):
            return head
        found = self._labelled.fullmatch(text)
        head = self._with_word(index, found) if found else None
        if head is None and (found := self._number_and_word.fullmatch(text)):
            head = self._head(index, found, True, alone=True)
        if head is None and (found := self._numbered.fullmatch(text)):
            head = self._with_number(index, found)
        if head is None and (found := self._number_alone.fullmatch(text)):
            head = self._head(index, found, False, alone=True)
        return head

    def bullet(self, index: int, text: str) -> Head | None:
        """The head that a line with a bullet is, or None."""
        found = self._bulleted.fullmatch(text)
        return self._head(index, found, False) if found else None

    def refers(self, text: str) -> bool:
        """The text holds nothing but numbers of elements, with or without the words of their levels."""
        return self._references.fullmatch(text.strip()) is not None

    def _with_word(self, index: int, found: regex.Match[str]) -> Head | None:
        printed, code, text = found["word"], found["code"], found["text"] or ""
        if not printed[0].isupper() and not found["bullet"]:
            return None
        if code is None and text.lower().strip(" .") in self.vocabulary.lists["grades"]:
            return None
        if text and not any(one.isalpha() for one in text):
            return None  # the head or a row of a table of sums: "Opatření | 2024", "Cíl 1 | 22 980"
        marked = any(mark in found["marks"] for mark in ":–—|\t-")
        if code is None and text and not marked:
            if not text[0].isupper() or text.isupper() or printed.isupper():
                return None
            return self._head(index, found, False)
        lettered = code is not None and code.isalpha() and (len(code) > 1 or text[:1].islower())
        if code is not None and lettered and text and not marked and read_code(code, romans=True).shape[0] != "R":
            return None
        apart = code is not None and ":" in found.string[found.end("word") : found.start("code")]
        if code is not None and not marked and not found["bullet"] and self._runs_on(text, apart):
            return None
        return self._head(index, found, True)

    def _with_letters(self, index: int, found: regex.Match[str]) -> Head | None:
        """Letters that mean a level before a number ("SC 1.1 Bydlení"); one letter alone only if a document explains it."""
        letters, marked = found["word"], bool(found["marks"].strip())
        sure = letters in self.vocabulary.explained or "." in found["code"].rstrip(".")
        if not sure or not found["text"][0].isalpha() or (not marked and self._runs_on(found["text"])):
            return None
        return replace(self._head(index, found, True), word=self.vocabulary.short[letters], printed="")

    def _runs_on(self, text: str, apart: bool = False) -> bool:
        """Running text behind the word of a level and a number: "Cíl 1.1 je naplňován", or `apart` of it: "Cíl: 20 osob"."""
        if not text[:1].islower():
            return False
        first = text.split()[0].strip(",").lower()
        return apart or text.endswith((".", ",", ";", ":")) or first in self._running

    def _with_number(self, index: int, found: regex.Match[str]) -> Head | None:
        text = found["text"]
        if found["word"]:
            return self._head(index, found, True)
        inner = self._labelled.fullmatch(found.string, found.start("text"))
        if inner and inner["code"] and (head := self._with_word(index, inner)):
            return head  # the number of a chapter before the name and the number of a level: "3.2 Priorita 1 – Bydlení"
        first = text.lstrip("„“\"'(»‚")[:1]
        listed = found["code"].endswith(")")
        if not first.isalpha() or len(text) < 3 or (first.islower() and not listed and "." not in found["code"]):
            return None
        return self._head(index, found, False)

    def _name(self, found: regex.Match[str]) -> tuple[int, int]:
        """Where the text stands, without what says that it is one of several parts: "Bydlení (2/3)"."""
        start, end = found.span("text")
        part = self._part.search(found["text"])
        return start, start + part.start() if part and part.start() else end

    def _head(
        self,
        index: int,
        found: regex.Match[str],
        strong: bool,
        alone: bool = False,
        forms: dict[str, str] | None = None,
    ) -> Head:
        groups = found.groupdict()
        printed = groups.get("word") or ""
        code = read_code(groups["code"]) if groups.get("code") else None
        word = (forms or self.vocabulary.one).get(" ".join(printed.lower().split()), "")
        if code and code.prefix and not word:
            word = self.vocabulary.short.get(code.prefix, "")
        empty = alone or not groups.get("text")
        text_span = (len(found.string), len(found.string)) if empty else self._name(found)
        code_span = _without_brackets(found) if code else (0, 0)
        return Head(
            index, word, printed, code, groups.get("bullet") or "", code_span, text_span, strong, forms is not None
        )


def is_part(head: Head, text: str) -> bool:
    """The line says behind its name that it is one of several parts, or goes on with one: "(2/3)", "(pokračování)"."""
    return text[head.text_span[1] :].lstrip().startswith("(")


def as_chapter(head: Head, text: str) -> Head:
    """A number with the name of a level and nothing below ("III. OPATŘENÍ") as the head of a chapter of that name."""
    start = text.rfind(head.printed)
    return replace(head, word="", printed="", text_span=(start, len(text.rstrip(" :|"))), strong=False)


def _without_brackets(found: regex.Match[str]) -> tuple[int, int]:
    """Where the number stands, without the brackets around or behind it."""
    start, end = found.span("code")
    printed = found["code"]
    return start + printed.startswith("("), end - printed.endswith(")")
