"""The aligned units of a plan as reports list them: code, words, the line where each stands, and the heading above."""

from dataclasses import dataclass

from strategraph.reports.model import Asked, Linked
from strategraph.reports.scope import Plan, Scope

__all__ = ["Unit", "named", "units_of"]

#: So many characters of a text stand in a table; its page and the other formats have all of it.
SHOWN = 160


@dataclass(frozen=True, slots=True)
class Unit:
    """A national objective or a regional priority; `above` is the heading under which it stands."""

    iri: str
    code: str
    text: str
    line: int
    above: str

    @property
    def linked(self) -> Linked:
        """Its code and its words, which are Czech."""
        return Linked(named(self.code, self.text), self.iri, "cs")


def named(code: str, text: str) -> str:
    """A code and a text, cut at a word if it is long."""
    if len(text) > SHOWN:
        text = text[:SHOWN].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    return f"{code} {text}".strip()


def units_of(scope: Scope, plan: Plan) -> tuple[tuple[Unit, ...], Asked]:
    """All units of a plan in the order of its document, and the query that was asked."""
    rows, asked = scope.rows("units-of-plan", plan=plan.value)
    found: dict[str, Unit] = {}
    for row in rows:
        iri = str(row["unit"])
        above = named(str(row.get("aboveCode", "")), str(row.get("aboveText", "")))
        found.setdefault(iri, Unit(iri, str(row.get("code", "")), str(row["text"]), int(row["line"]), above))
    return tuple(found.values()), asked
