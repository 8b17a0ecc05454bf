"""Brings statements into the one form in which two stores can be compared: N-Triples, each value in one spelling, sorted.

A store may rewrite a literal on load without changing what it says: `"0.0370"^^xsd:decimal` comes back as `"0.037"`,
`xsd:nonNegativeInteger` as `xsd:integer`, a language tag in lower case. Both sides are therefore written in one spelling,
that of our own store, before they are hashed: integers of every width as `xsd:integer`, decimals without needless zeros,
booleans as words, floats without exponents, times without empty fractions, language tags in lower case. Nothing else is
taken for the same: what a store changes beyond this shows as a difference.

Sorting goes through files, so memory stays bounded however large a graph is.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from heapq import merge
from itertools import groupby, islice
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from strategraph.release.differences import apart

__all__ = ["Canonical", "canonical", "difference", "same_value", "same_values"]

XSD = "http://www.w3.org/2001/XMLSchema#"
INTEGERS = (
    "integer", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger", "long", "int", "short",
    "byte", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
)  # fmt: skip
#: So many statements are sorted in memory at a time, some 50 MB of them.
PART = 200_000


@dataclass(frozen=True, slots=True)
class Canonical:
    """A file of distinct statements in canonical form, one a line in the order of bytes; how many, and its SHA-256."""

    path: Path
    count: int
    sha256: str


def canonical(quads: Iterable[Quad], path: Path, part: int = PART) -> Canonical:
    """Write the statements into a file, whatever graph they are of; `part` of them are in memory at a time."""
    statements, parts = iter(quads), list[Path]()
    while some := list(islice(statements, part)):
        parts.append(path.with_name(f"{path.name}.{len(parts)}"))
        parts[-1].write_bytes(b"".join(sorted(set(_lines(some)))))
    count, digest = 0, sha256()
    with ExitStack() as open_files, path.open("wb") as whole:
        for line, _ in groupby(merge(*(open_files.enter_context(one.open("rb")) for one in parts))):
            whole.write(line)
            digest.update(line)
            count += 1
    for one in parts:
        one.unlink()
    return Canonical(path, count, digest.hexdigest())


def difference(wanted: Canonical, got: Canonical) -> tuple[str, str]:
    """The first statement that only `wanted` has, and the first that only `got` has; empty where there is none."""
    missing = strange = b""
    for line, is_new in apart(got.path, wanted.path):
        missing, strange = (missing, strange or line) if is_new else (missing or line, strange)
        if missing and strange:
            break
    return missing.decode().strip(), strange.decode().strip()


def same_value(literal: Literal) -> Literal:
    """The literal in the spelling of its value; one of another datatype, or of no value, as it is."""
    if literal.language:
        return Literal(literal.value, language=literal.language.lower())
    kind = literal.datatype.value.removeprefix(XSD)
    spelling = _SPELLINGS.get(kind)
    if spelling is None:
        return literal
    try:
        value = spelling(literal.value.strip(" \t\r\n"))
    except ValueError:
        return literal
    return Literal(value, datatype=NamedNode(XSD + ("integer" if kind in INTEGERS else kind)))


def same_values(triple: Triple) -> Triple:
    """The statement with its object in the spelling of its value."""
    value = triple.object
    return Triple(triple.subject, triple.predicate, same_value(value)) if isinstance(value, Literal) else triple


def _lines(quads: list[Quad]) -> list[bytes]:
    """Line breaks inside literals are escaped in N-Triples, so a line is a statement."""
    triples = (same_values(quad.triple) for quad in quads)
    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").splitlines(keepends=True)


def _decimal(text: str) -> str:
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)", text, re.ASCII):
        raise ValueError(text)
    whole, _, rest = text.lstrip("+-").partition(".")
    value = (whole.lstrip("0") or "0") + f".{rest.rstrip('0')}".rstrip(".")
    return f"-{value}" if text[0] == "-" and value != "0" else value


def _integer(text: str) -> str:
    if not re.fullmatch(r"[+-]?\d+", text, re.ASCII):
        raise ValueError(text)
    return _decimal(text)


def _float(text: str) -> str:
    known = {"INF": "INF", "+INF": "INF", "-INF": "-INF", "NaN": "NaN"}
    if text not in known and not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", text, re.ASCII):
        raise ValueError(text)
    return known.get(text) or format(Decimal(repr(float(text))), "f").removesuffix(".0")


def _boolean(text: str) -> str:
    return {"1": "true", "0": "false"}.get(text, text)


def _time(text: str) -> str:
    return re.sub(r"(T\d\d:\d\d:\d\d)(?:\.0+|(\.\d*?[1-9])0+)(?!\d)", r"\1\2", text)


_SPELLINGS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(INTEGERS, _integer),
    "decimal": _decimal,
    "double": _float,
    "float": _float,
    "boolean": _boolean,
    "dateTime": _time,
}
