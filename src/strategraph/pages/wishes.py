"""Reading what a client of the reconciliation service sends: JSON of queries (Reconciliation Service API v0.2, 4.2)."""

import json
from collections.abc import Mapping
from typing import Any

from strategraph.pages.candidates import NOTHING, TYPES, Wish
from strategraph.web import HttpProblem

__all__ = ["MAX_QUERIES", "PROPERTIES", "read_wishes"]

#: By what a query may be narrowed.
PROPERTIES = ("code", "plan", "descriptor", "body")
#: Queries in a batch, candidates for each, characters of a text, and values of properties in a query.
MAX_QUERIES, MAX_LIMIT, MAX_TEXT, MAX_VALUES = 100, 50, 1000, 20
_LIMIT = 10


def read_wishes(content: str, is_batch: bool) -> Mapping[str, Wish]:
    """The wishes by the names that the client gave its queries; a single query has the empty name, and may be a bare text.

    Types and properties that there are not are left aside; a query that names only such types, or is empty, finds nothing.

    Raises:
        HttpProblem: 400 for what is no JSON, has another form, or is more than the limits allow.
    """
    if not is_batch and not content.lstrip().startswith("{"):
        return {"": _wish({"query": content}, "query")}
    try:
        queries = json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise _refused(f"The queries are not JSON: {str(fault)[:100]}.", "Dotazy nejsou JSON.") from fault
    if not isinstance(queries, dict):
        raise _refused(
            'The queries have to be an object such as {"q0": {"query": "…"}}.',
            'Dotazy mají být objekt, například {"q0": {"query": "…"}}.',
        )
    if not is_batch:
        return {"": _wish(queries, "query")}
    if len(queries) > MAX_QUERIES:
        raise _refused(
            f"There are {len(queries)} queries in the batch; send at most {MAX_QUERIES} at once.",
            f"Dávka má {len(queries)} dotazů; posílejte jich najednou nejvýš {MAX_QUERIES}.",
        )
    return {name: _wish(query, name) for name, query in queries.items()}


def _wish(query: Any, name: str) -> Wish:
    if not isinstance(query, dict) or not isinstance(query.get("query", ""), str):
        raise _malformed(name, 'be an object with the text "query"', "být objekt s textem „query“")
    words = query.get("query", "").encode("utf-8", "replace").decode()
    if len(words) > MAX_TEXT:
        raise _malformed(name, f"have at most {MAX_TEXT} characters", f"mít nejvýš {MAX_TEXT} znaků")
    limit = query.get("limit", _LIMIT)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1:
        raise _malformed(name, 'have a number from 1 as "limit"', "mít jako „limit“ číslo od 1")
    properties = _properties(query.get("properties", []), name)
    types = _types(query, name) if words.strip() or properties else (NOTHING,)
    return Wish(words, types, properties, int(min(limit, MAX_LIMIT)))


def _types(query: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """`type_strict` does not matter, but for `should`, which lets other types come, too: a thing has one type."""
    named = query.get("type") or []
    types = [named] if isinstance(named, str) else named
    if not isinstance(types, list) or not all(isinstance(one, str) for one in types):
        raise _malformed(name, 'have a text or a list of texts as "type"', "mít jako „type“ text nebo seznam textů")
    known = tuple(one for one in TYPES if one in types)
    if query.get("type_strict") == "should" or not types:
        return ()
    return known or (NOTHING,)


def _properties(content: Any, name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not isinstance(content, list) or not all(
        isinstance(one, dict) and isinstance(one.get("pid"), str) for one in content
    ):
        raise _malformed(
            name, 'have a list of {"pid": "…", "v": "…"} as "properties"', "mít v „properties“ seznam {„pid“, „v“}"
        )
    read = [(one["pid"], _values(one.get("v"), name)) for one in content if one["pid"] in PROPERTIES]
    if len(read) > MAX_VALUES or any(len(values) > MAX_VALUES for _, values in read):
        raise _malformed(name, f"have at most {MAX_VALUES} values of properties", f"mít nejvýš {MAX_VALUES} hodnot")
    return tuple((pid, values) for pid, values in read if values)


def _values(content: Any, name: str) -> tuple[str, ...]:
    """A value is a text, a number, a truth value, or a thing by its identifier; or a list of these."""
    values = []
    for one in content if isinstance(content, list) else [content]:
        plain = one.get("id") if isinstance(one, dict) else one
        if not isinstance(plain, str | int | float):
            raise _malformed(name, "have texts, numbers or things as values", "mít jako hodnoty texty, čísla nebo věci")
        values.append(str(plain).encode("utf-8", "replace").decode())
    return tuple(value for value in values if value.strip())


def _malformed(name: str, wanted: str, wanted_cs: str) -> HttpProblem:
    return _refused(f"The query {name[:40]!r} has to {wanted}.", f"Dotaz „{name[:40]}“ má {wanted_cs}.")


def _refused(sentence: str, sentence_cs: str) -> HttpProblem:
    return HttpProblem(400, sentence, sentence_cs)
