"""Binds variables of a query within its text, for an endpoint that takes nothing but text.

A variable that VALUES binds at the top of a query is not yet bound everywhere: groups are evaluated from the inside out
(SPARQL 1.1 Query Language, 18.2), so a query within the query, or a FILTER in a group within a group, does not see it. The
values are therefore stated again wherever they would be missed, and a query means what it means when an engine is given
the terms themselves (SEP-0007): in a query within the query, if that selects the variable.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from strategraph.sparql_words import tokens

__all__ = ["bound"]

FORMS = ("select", "ask", "construct", "describe")


@dataclass(slots=True)
class _Group:
    """A pair of braces: where the first one ends, which variables have to be bound there, and how it is nested."""

    end: int
    needs: set[str] = field(default_factory=set)
    brackets: int = 0
    is_plain: bool = True


def bound(query: str, values: Mapping[str, str]) -> str:
    """The query with VALUES for its variables (name → term as SPARQL writes it).

    Raises:
        ValueError: if the query has no group to state them in.
    """
    if not values:
        return query
    places = sorted((group.end, group.needs) for group in _groups(query, set(values)) if group.needs)
    if not places:
        raise ValueError("its parameters have no place: write a pattern in braces after WHERE")
    text, done = "", 0
    for end, needs in places:
        stated = "".join(f"\n  VALUES ?{name} {{ {term} }}" for name, term in values.items() if name in needs)
        text += query[done:end] + stated + ("" if query[end : end + 1] == "\n" else "\n")
        done = end
    return text + query[done:]


def _groups(query: str, names: set[str]) -> Iterator[_Group]:
    """The groups of a query in the order in which they end, each with those of the names that it needs."""
    open_groups: list[_Group] = []
    head: _Group | None = None  # between SELECT (or another form) and its group: what is selected
    is_template = False
    for kind, text, end in tokens(query):
        word = text.lower() if kind == "word" else ""
        if word in FORMS:
            head = _Group(end, set() if open_groups else set(names))
            is_template = word == "construct"
            for group in open_groups[-1:]:
                group.is_plain = False
        elif word == "where":
            is_template = False
        elif text == "{" and kind == "mark":
            is_first = head is not None and not is_template
            open_groups.append(_Group(end, head.needs if head and is_first else set()))
            head = None if is_first else head
        elif text == "}" and kind == "mark" and open_groups:
            group = open_groups.pop()
            group.needs = group.needs & names if group.is_plain else set()
            is_template = is_template and bool(open_groups)
            yield group
        elif head is not None and not is_template:
            _note_selected(head, kind, text, names)
        elif open_groups:
            _note(open_groups[-1], kind, text)


def _note_selected(head: _Group, kind: str, text: str, names: set[str]) -> None:
    """What stands in brackets is only computed with; `*` selects whatever there is."""
    if kind == "mark" and text in "()":
        head.brackets += 1 if text == "(" else -1
    elif head.brackets == 0:
        head.needs |= names if text == "*" else _variable(kind, text)


def _note(group: _Group, kind: str, text: str) -> None:
    """A variable within brackets stands in an expression, which sees only what its own group binds."""
    if kind == "mark" and text in "()":
        group.brackets += 1 if text == "(" else -1
    elif group.brackets > 0:
        group.needs |= _variable(kind, text)


def _variable(kind: str, text: str) -> set[str]:
    return {text[1:]} if kind == "name" and text[0] in "?$" else set()
