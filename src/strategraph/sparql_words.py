"""Words of a query that matter before it is run: SERVICE, which would call out, FROM, which names its dataset, and NOW.

A query is read here only as far as its tokens (SPARQL 1.1 Query Language, 19.8): what stands in strings, comments, IRIs,
variables and prefixed names is no keyword. The engine's parser wants no space between keywords
(`trueSERVICE<x>{}`, `SERVICE:x{}`), so neither does this. Whether `<` begins an IRI or means "less than"
cannot always be told from tokens alone (`FILTER(?a<?b#>…`); a query in which it cannot counts as calling out
when the word occurs in it at all, and whether it has a FROM clause is not told (`UnclearError`). A string that is not closed
reaches to the end of its line, or of the query: the engine refuses it anyway. Every repetition is possessive, so the time is
linear in the length of the query; but a query of 64 kB may have as many tokens, which take a tenth of a second. So a
stranger's query is read where it is run, in a process that may be killed, and `is_volatile`, which the front asks, reads
the tokens of short queries only.
"""

import re
from collections.abc import Iterator

from strategraph.errors import UsageError

__all__ = ["UnclearError", "calls_out", "is_update", "is_volatile", "names_dataset", "tokens", "uses_functions"]


class UnclearError(UsageError):
    """A query whose tokens do not tell whether it has a clause."""


#: What a name may consist of but for its punctuation (19.8, [164] to [167]).
_CHARACTER = (
    r"0-9A-Z_a-z\u00B7\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u037D\u037F-\u1FFF\u200C\u200D\u203F\u2040\u2070-\u218F"
    r"\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\U00010000-\U000EFFFF"
)
_TOKEN = re.compile(
    rf"""
      (?P<string>  \"{{3}}(?:\"{{0,2}}(?:[^"\\]|\\.))*+(?:\"{{3}}|\Z)? | '{{3}}(?:'{{0,2}}(?:[^'\\]|\\.))*+(?:'{{3}}|\Z)?
                 | "(?:[^"\\\n\r]|\\.)*+"? | '(?:[^'\\\n\r]|\\.)*+'? )
    | (?P<iri>     <[^<>"{{}}|^`\\\x00-\x20]*+> )
    | (?P<comment> \#[^\n\r]*+ )
    | (?P<space>   [\x20\t\n\r]++ )
    | (?P<name>    [?$][{_CHARACTER}]++ | @[A-Za-z][A-Za-z0-9-]*+
                 | (?:[{_CHARACTER}][{_CHARACTER}.-]*+)?:(?:[{_CHARACTER}:.-]|%[0-9A-Fa-f]{{2}}|\\.)*+ )
    | (?P<word>    [{_CHARACTER}][{_CHARACTER}.-]*+ )
    | (?P<mark>    . )
    """,
    re.VERBOSE | re.DOTALL,
)
#: A prologue (SPARQL 1.1 Query Language, 19.8, [4]) and the first word of an update (SPARQL 1.1 Update, 2 and 3).
_UPDATE = re.compile(
    r"""(?: \s++ | \#[^\n\r]*+ | BASE\s*+<[^>]*+> | PREFIX\s*+[^\s:]*+:\s*+<[^>]*+> )*+
    (?: INSERT | DELETE | LOAD | CLEAR | DROP | CREATE | COPY | MOVE | ADD | WITH )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://[^)]*>\Z")
#: Functions that give something else each time (17.4.2.13, 17.4.4.4, 17.4.5.1); STRUUID ends as UUID does.
_VOLATILE = ("now", "rand", "uuid")
#: What has none of these calls none of them; a comment may stand before the bracket.
_CALL = re.compile(rf"(?:{'|'.join(_VOLATILE)})\s*+[(#]", re.IGNORECASE)
#: The tokens of a longer query are not read for that (characters).
_LONGEST = 2048
_OPERANDS = ("string", "iri", "name", "word")


def calls_out(query: str) -> bool:
    """True if the query has a SERVICE clause, or may have one."""
    return "service" in query.lower() and any(_is_service(tokens) for tokens in _windows(query))


def is_update(query: str) -> bool:
    """True if the text begins as an update does (SPARQL 1.1 Update), after its prologue."""
    return bool(_UPDATE.match(query))


def names_dataset(query: str) -> bool:
    """True if the query has a FROM or FROM NAMED clause (13.2), which then is its dataset.

    Raises:
        UnclearError: if that hangs on whether `<` begins an IRI.
    """
    if "from" not in query.lower():
        return False
    open_, closed, before, describes, prefixes = 0, False, "", False, set[str]()
    for kind, text, end in tokens(query):
        low = text.lower()
        if kind == "doubtful":
            if "from" in query[end - len(text) :].lower():
                raise UnclearError(_unclear(text))
            return False
        if kind == "word":
            if "from" in low:
                return True
            describes |= low == "describe"
        elif kind == "name" and text[0] not in "?$@":
            prefix = low.partition(":")[0]
            if before == "prefix":
                prefixes.add(text.partition(":")[0])
            # the engine wants no space before the name of a graph: FROM:g, FROMNAMEDex:g, ASKFROM:g. It stands before the
            # group (of CONSTRUCT: behind the template), where only DESCRIBE may have names of another kind
            elif (
                "from" in prefix
                and not open_
                and (not closed or before == "}")
                and not (describes and text.partition(":")[0] in prefixes)
            ):
                return True
        elif kind == "mark":
            open_ = max(0, open_ + (text in "({[") - (text in ")}]"))
            closed |= text == "}" and not open_
        before = low
    return False


def is_volatile(query: str) -> bool:
    """True if the query calls NOW, RAND, UUID or STRUUID, or may do so: its answer is another one each time."""
    if "(" not in query or not _CALL.search(query):  # looking for a character is ten times as fast
        return False
    return len(query) > _LONGEST or any(
        kind == "doubtful" or (kind == "word" and any(name in text.lower() for name in _VOLATILE))
        for kind, text in _tokens(query)
    )


def uses_functions(query: str, space: str) -> bool:
    """True if the query names a function of a namespace, by a whole IRI or by a prefix; declaring the prefix is no use yet."""
    prefixes, before = set[str](), ""
    for kind, text in _tokens(query):
        if kind == "iri" and text == f"<{space}>":
            prefixes.add(before)
        elif (kind == "iri" and text.startswith(f"<{space}")) or (
            kind == "name" and text.partition(":")[0] + ":" in prefixes
        ):
            return True
        before = text
    return False


def _unclear(text: str) -> str:
    return (
        f"It cannot be told whether {text[:80]!r} is an IRI, or '<' in it means \"less than\", and so whether the query has a FROM "
        "clause: write a space after '<', or the whole IRI with its scheme and '//'."
    )


def _is_service(window: tuple[tuple[str, str], tuple[str, str], tuple[str, str]]) -> bool:
    """Whether the middle one of three tokens is the keyword, or hides what may be one."""
    (_, before), (kind, text), (_, after) = window
    if kind == "word":
        return "service" in text.lower()
    if kind == "name" and "service" in text.partition(":")[0].lower() and ":" in text and text[0] not in "?$@":
        return after == "{" and before.lower() != "graph"
    return kind == "doubtful"


def _windows(query: str) -> Iterator[tuple[tuple[str, str], tuple[str, str], tuple[str, str]]]:
    before, current = ("mark", ""), ("mark", "")
    for token in _tokens(query):
        yield before, current, token
        before, current = current, token
    yield before, current, ("mark", "")


def _tokens(query: str) -> Iterator[tuple[str, str]]:
    return ((kind, text) for kind, text, _ in tokens(query))


def tokens(query: str) -> Iterator[tuple[str, str, int]]:
    """Kind, text and end of the tokens that are neither space nor comment; an IRI that may be a comparison is `doubtful`."""
    depths, before = [0], ("mark", "")
    for found in _TOKEN.finditer(query):
        kind, text = str(found.lastgroup), found.group()
        if kind in ("space", "comment"):
            continue
        if kind == "iri" and depths[-1] > 0 and _is_operand(before) and not _ABSOLUTE.match(text):
            kind = "doubtful"
        _count(depths, text if kind == "mark" else "")
        before = (kind, text)
        yield kind, text, found.end()


def _is_operand(token: tuple[str, str]) -> bool:
    return token[0] in _OPERANDS or token[1] == ")"


def _count(depths: list[int], mark: str) -> None:
    """Keep the number of open brackets since each open brace."""
    if mark == "{":
        depths.append(0)
    elif mark == "}" and len(depths) > 1:
        depths.pop()
    elif mark in ("(", ")"):
        depths[-1] = max(0, depths[-1] + (1 if mark == "(" else -1))
