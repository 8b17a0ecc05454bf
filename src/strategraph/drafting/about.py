"""What a document says about itself: its title, who issued it, for which territory and which years."""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from strategraph.drafting.plan_levels import level_of, read_level, territory_named
from strategraph.drafting.sheet import Sheet
from strategraph.drafting.territories import Gazetteer, Named
from strategraph.drafting.vocabulary import Vocabulary
from strategraph.sources import Registers

__all__ = ["About", "Title", "claim_title", "find_about"]

#: A title stands among so many first lines; so much of a document is its front; a title goes on in so many lines.
FIRST_LINES, FRONT_LINES, TITLE_LINES = 80, 60, 3
SHORTEST_TITLE, LONGEST_TITLE = 8, 250
YEARS = regex.compile(
    r"(?<!\d)(?P<start>(?:19|20)\d\d)\s*(?:[-–—/]|až|do|to)\s*(?:roku?\s+)?(?P<end>(?:19|20)?\d\d)(?!\d)"
)
_YEAR = regex.compile(r"(?i:na rok|pro rok|for)\s+(?P<start>(?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Title:
    """The title with the lines on which it stands, from 0, and where it begins on the first; empty if none was found."""

    text: str = ""
    lines: tuple[int, ...] = ()
    start: int = 0


@dataclass(frozen=True, slots=True)
class About:
    """Facts for source.toml; `issuer` is a key of the register of bodies, or `issuer_name` a name that has no row there.

    `title_level` is the level that the words of the title tell, or the name of the issuer where nothing else does; it may be empty.
    """

    title: Title
    issuer: str
    issuer_name: str
    level: str
    territory: Named | None
    period: tuple[int, int] | None
    period_line: int | None
    title_level: str = ""


def claim_title(sheet: Sheet, vocabulary: Vocabulary) -> Title:
    """The first line that reads most like a title of a plan, with the lines it goes on in; they are claimed."""
    words = vocabulary.said("titles")
    begins = regex.compile(rf"(?i:(?P<page>(?:\d{{1,3}}|#{{1,6}})\s+)?(?:návrh\s+)?(?:\d{{1,2}}\.\s+)?{words}\b.*)")
    holds = regex.compile(rf"(?i:\b{words}\b)")
    best: tuple[int, int] | None = None
    for number, index in enumerate(_first(sheet, FIRST_LINES)):
        score = _title_score(sheet.texts[index], begins, holds, number)
        if score and (best is None or score > best[0]):
            best = score, index
    if best is None:
        return Title()
    index = best[1]
    lines = [index, *_title_goes_on(sheet, index, begins)]
    found = begins.fullmatch(sheet.texts[index])
    page = found["page"] if found else None
    raw = sheet.lines[index].text
    start = raw.index(page.split()[0]) + len(page) if page else len(raw) - len(raw.lstrip())
    for line in lines:
        sheet.claim(line, "title", "")
    text = " ".join(sheet.texts[line] for line in lines)
    return Title(text[len(page) :] if page else text, tuple(lines), start)


def _first(sheet: Sheet, most: int) -> Iterator[int]:
    for number, index in enumerate(sheet.filled()):
        if number >= most:
            return
        if sheet.is_open(index):
            yield index


def _title_score(text: str, begins: regex.Pattern[str], holds: regex.Pattern[str], number: int) -> int:
    """0 for a line that is no title."""
    plain = text.strip(' *"„“')
    if not SHORTEST_TITLE <= len(plain) <= LONGEST_TITLE or plain.endswith((".", ":", ";", ",")) or "..." in plain:
        return 0
    if regex.search(r"\s\d{1,3}$", plain) and not regex.search(r"(?:19|20)\d\d\W*$", plain):
        return 0
    if regex.search(r"(?<![\w-])(?:je|jsou|byl|byla|bylo|byly|bude|budou|is|are|was)(?![\w-])", plain):
        return 0
    if begins.fullmatch(plain) and (plain[0].isupper() or plain[0].isdigit()):
        score = 6
    elif holds.search(plain) and plain[0].isupper():
        score = 3
    else:
        return 0
    words = len(plain.split())
    return score + 3 * bool(YEARS.search(plain)) + (number < 12) + (words > 2) - 3 * (words == 1)


def _title_goes_on(sheet: Sheet, index: int, begins: regex.Pattern[str]) -> list[int]:
    """Lines right below that a title needs: in lower case, or a period, or in capitals below capitals."""
    lines: list[int] = []
    while len(lines) < TITLE_LINES and sheet.is_open(index + 1):
        text, following = sheet.texts[index], sheet.texts[index + 1]
        period = YEARS.search(following) and len(following) < 40
        capitals = text.isupper() and following.isupper() and not begins.fullmatch(following)
        if not (following[0].islower() or period or (capitals and not YEARS.search(text))):
            break
        index += 1
        lines.append(index)
    return lines


def find_about(sheet: Sheet, title: Title, vocabulary: Vocabulary, gazetteer: Gazetteer, registers: Registers) -> About:
    """Read territory, issuer and period off the title, then off the front of the document."""
    front = [sheet.texts[index] for index in list(sheet.filled())[:FRONT_LINES] if len(sheet.texts[index]) <= 200]
    state = regex.compile(rf"(?i:\b{vocabulary.said('state')}\b)")
    title_level = read_level(title.text, vocabulary)
    territory = gazetteer.find(title.text)
    if territory is None and title_level == "european" and not state.search(title.text):
        territory = territory_named("EU", gazetteer, registers)
    if territory is None and not state.search(title.text):
        territory = gazetteer.find("\n".join(front))
    if territory is None and any(state.search(text) for text in [title.text, *front]):
        territory = gazetteer.state
    issuer, name = _issuer(front, territory, vocabulary, registers)
    period, line = _period(sheet, title)
    telling = title.text if title_level or territory is not None else name
    title_level = read_level(telling, vocabulary)
    level = level_of(territory, telling, vocabulary)
    return About(title, issuer, name, level, territory, period, line, title_level)


def _issuer(front: list[str], territory: Named | None, vocabulary: Vocabulary, registers: Registers) -> tuple[str, str]:
    """The key of a body that the front names, or a name without one."""
    lowered = [text.lower() for text in front]
    for body in registers.bodies.values():
        forms = {body.label_cs.lower()} | {form.lower() for form in body.printed if len(form) > 4}
        if any(text.startswith(form) or f" {form}" in text for text in lowered for form in forms):
            return body.slug, body.label_cs
        if territory is not None and body.label_cs == territory.name:
            return body.slug, body.label_cs
    beginning = regex.compile(rf"(?i:{vocabulary.said('issuers')}\b.*)")
    for text in front:
        if beginning.fullmatch(text) and len(text) <= 80 and not text.endswith((".", ":")):
            return "", regex.split(r"[,;–]", text)[0].strip()
    if territory is None or territory.kind == "state":
        return "", ""
    return "", territory.name if territory.kind == "region" else f"Město {territory.name}"


def _period(sheet: Sheet, title: Title) -> tuple[tuple[int, int] | None, int | None]:
    """The years of the title, or the first span of years on the front that is not a range of the past in running text."""
    for index in (*title.lines, *_front_lines(sheet)):
        text = sheet.texts[index]
        for pattern in (YEARS, _YEAR):
            found = pattern.search(text)
            if found:
                start = int(found["start"])
                printed = found.groupdict().get("end") or found["start"]
                end = int(printed) if len(printed) == 4 else start - start % 100 + int(printed)
                if start <= end <= start + 40:
                    return (start, end), index
    return None, None


def _front_lines(sheet: Sheet) -> list[int]:
    indexes = list(sheet.filled())[: FRONT_LINES // 2]
    return [index for index in indexes if len(sheet.texts[index]) <= 120 and sheet.uses[index] in ("", "furniture")]
