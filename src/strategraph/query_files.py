"""Query files: SPARQL text with a header that gives titles and parameters.

The header is the block of `#` lines at the top, one `key: value` each:

    # title-en: Goals of a plan in printed order
    # title-cs: Cíle plánu v pořadí dokumentu
    # param: plan iri plan/ap-ssz-2024-2026

`answered: at build` says that a release brings the answer along (release/answers.py).

A parameter is a variable of the query with its type and its default. The types are `iri` (a relative one
is read below `…/resource/`), `string`, `integer`, `gYear` and `gYearMonth`, or the texts that there are to choose from
(`printed|approved|all`). Values are bound as terms; nothing is ever pasted into the text of a query.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from strategraph.errors import QueryFileError, UsageError
from strategraph.sparql_values import bound

__all__ = [
    "Parameter",
    "Query",
    "assignment",
    "bind",
    "find_query",
    "list_queries",
    "read_queries",
    "read_query",
    "whole_iri",
    "with_terms",
    "with_values",
]

KEYS = ("title-en", "title-cs", "about-en", "about-cs", "answered", "param")
#: The one value of `answered`: the answer is made with the release, because it is always the same and takes long.
AT_BUILD = "at build"
PATTERNS = {
    "iri": re.compile(r'[^\s<>"{}|\\^`\x00-\x20]+\Z'),
    "string": re.compile(r"[^\x00]*\Z"),
    "integer": re.compile(r"-?[0-9]{1,18}\Z"),
    "gYear": re.compile(r"[0-9]{4}\Z"),
    "gYearMonth": re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])\Z"),
}
#: A type that lists its values.
CHOICES = re.compile(r"[\w-]+(\|[\w-]+)+")
DATATYPES = {"integer": XSD.integer, "gYear": XSD.gYear, "gYearMonth": XSD.gYearMonth}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that the reader may set, with its type and its default."""

    name: str
    type: str
    default: str


@dataclass(frozen=True, slots=True)
class Query:
    """One query file; `id` is the file's name without ending, `group` its folder."""

    id: str
    group: str
    path: Path
    title_en: str
    title_cs: str
    about_en: str
    about_cs: str
    parameters: tuple[Parameter, ...]
    text: str
    is_answered_at_build: bool = False


def read_queries(folder: Path, group: str) -> tuple[Query, ...]:
    """All queries of a group, in the order of their names; a group without a folder is empty."""
    return tuple(read_query(path) for path in sorted((folder / group).glob("*.rq")))


def list_queries(folder: Path) -> tuple[Query, ...]:
    """All queries that a person may ask, by group and name: not those that rules, checks and pages are made of."""
    groups = sorted(path.name for path in folder.iterdir() if path.is_dir())
    return tuple(
        query for group in groups if group not in {"checks", "pages", "rules"} for query in read_queries(folder, group)
    )


def find_query(folder: Path, wanted: str) -> Query:
    """The query with an id, from any group, or the one in a file.

    Raises:
        UsageError: if there is none, naming those there are.
    """
    if wanted.endswith(".rq") and Path(wanted).is_file():
        return read_query(Path(wanted))
    found = {path.stem: path for path in sorted(folder.glob("*/*.rq"))}
    if wanted not in found:
        near = difflib.get_close_matches(wanted, found, n=3, cutoff=0.5)
        meant = f"did you mean {' or '.join(near)}? " if near else ""
        raise UsageError(f"There is no query {wanted!r}: {meant}`strategraph query` lists them; a .rq file works too.")
    return read_query(found[wanted])


def read_query(path: Path) -> Query:
    """Read a query with its header; a file without one is a query without titles and parameters.

    Raises:
        QueryFileError: for an unreadable file, an unknown key, or a parameter that is malformed or unused.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        raise QueryFileError(f"{path} cannot be read as UTF-8 text: {fault}.") from fault
    header: dict[str, list[str]] = {key: [] for key in KEYS}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        key, colon, value = line[1:].strip().partition(":")
        if key not in header:
            if colon and re.fullmatch(r"[a-z]+(-[a-z]+)?", key):
                raise QueryFileError(
                    f"{path}, line {number}: the header has no key {key!r}; the keys are {', '.join(KEYS)}."
                )
            continue
        header[key].append(value.strip())
    one = {key: " ".join(values) for key, values in header.items()}
    parameters = tuple(_parameter(value, text, path) for value in header["param"])
    titles = (one["title-en"], one["title-cs"], one["about-en"], one["about-cs"])
    if one["answered"] not in ("", AT_BUILD):
        raise QueryFileError(f"{path}: 'answered: {one['answered']}' has to read 'answered: {AT_BUILD}'.")
    if one["answered"] and parameters:
        raise QueryFileError(
            f"{path}: what is answered {AT_BUILD} has one answer for everybody, so it takes no parameter, "
            f"and this query has {parameters[0].name!r}."
        )
    return Query(path.stem, path.parent.name, path, *titles, parameters, text, one["answered"] == AT_BUILD)


def _parameter(value: str, text: str, path: Path) -> Parameter:
    words = value.split(maxsplit=2)
    if len(words) < 2 or not (words[1] in PATTERNS or CHOICES.fullmatch(words[1])):
        raise QueryFileError(
            f"{path}: 'param: {value}' has to read 'param: name type default', type one of {', '.join(PATTERNS)}, "
            "or texts to choose from (one|two)."
        )
    if not re.search(rf"[?$]{re.escape(words[0])}\b", text):
        raise QueryFileError(f"{path}: parameter {words[0]!r} is not a variable of the query.")
    return Parameter(words[0], words[1], words[2] if len(words) == 3 else "")


def bind(query: Query, values: Mapping[str, str], base: str) -> dict[str, URIRef | Literal]:
    """Turn parameter values (defaults where none is given) into the terms that the variables stand for.

    Raises:
        UsageError: for an unknown parameter, or a value that does not fit its type.
    """
    known = {parameter.name for parameter in query.parameters}
    for name in values:
        if name not in known:
            raise UsageError(f"{query.id} has no parameter {name!r}; it has {', '.join(sorted(known)) or 'none'}.")
    return {item.name: _term(item, values.get(item.name, item.default), query.id, base) for item in query.parameters}


def assignment(text: str) -> tuple[str, str]:
    """Name and value of a parameter as a person writes them: `name=value`.

    Raises:
        UsageError: for anything else.
    """
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(
            f"--param {text!r} is not of the form name=value: write for instance --param plan=plan/ap-ssz-2024-2026."
        )
    return name, value


def with_values(query: Query, base: str, values: Mapping[str, str] | None = None) -> str:
    """The text with its parameters as VALUES, defaults where no value is given, for a reader who edits it.

    Our own engine is given terms instead.

    Raises:
        QueryFileError: if the query has parameters and no group to put them into.
        UsageError: for an unknown parameter, or a value that does not fit its type.
    """
    return with_terms(query, bind(query, values or {}, base))


def with_terms(query: Query, terms: Mapping[str, URIRef | Literal]) -> str:
    """The text with its parameters bound by VALUES, for an engine that can be given nothing but text.

    Terms are written by rdflib, which escapes whatever would end them.

    Raises:
        QueryFileError: if the query has parameters and no group to put them into.
    """
    try:
        return bound(query.text, {name: term.n3() for name, term in terms.items()})
    except ValueError as fault:
        raise QueryFileError(f"{query.path}: {fault}.") from fault


def _term(parameter: Parameter, value: str, query: str, base: str) -> URIRef | Literal:
    if parameter.type not in PATTERNS:
        return _chosen(parameter, value, query)
    if not PATTERNS[parameter.type].match(value):
        such = f"; write one such as {parameter.default}" if parameter.default else ""
        raise UsageError(
            f"{query}: {value!r} is not a value for {parameter.name}, which is of type {parameter.type}{such}."
        )
    if parameter.type == "iri":
        return whole_iri(value, base)
    return Literal(value, datatype=DATATYPES.get(parameter.type))


def whole_iri(value: str, base: str) -> URIRef:
    """The IRI that a person may write without what the IRIs of all resources begin with: `plan/ap-ssz-2024-2026`."""
    return URIRef(value if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", value) else f"{base}resource/{value}")


def _chosen(parameter: Parameter, value: str, query: str) -> Literal:
    values = parameter.type.split("|")
    if value not in values:
        near = difflib.get_close_matches(value, values, n=1)
        meant = f" (did you mean {near[0]}?)" if near else ""
        raise UsageError(
            f"{query}: {value!r} is not a value for {parameter.name}{meant}; it is one of {', '.join(values)}."
        )
    return Literal(value)
