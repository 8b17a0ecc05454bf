"""What a release changes against the one that was current before it: statements by graph, and each descriptor assignment.

Kept as `changes/<edition>.json` beside the releases, which never change: the same statements are the same release,
whatever stood before it, and may be published again after another one.
"""

import json
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import Literal, NamedNode, QuerySolutions

from strategraph.catalogue import NQUADS
from strategraph.release.model import DUMPS, STORE, Release
from strategraph.release.sameness import apart
from strategraph.release.store import open_read_only

__all__ = ["changes_told", "note_changes"]

#: Every assignment with the terms of its evidence, as the release has it.
_ASSIGNMENTS = """
PREFIX sg: <https://w3id.org/strategraph/ontology#>
SELECT ?element ?descriptor ?status ?weight (GROUP_CONCAT(DISTINCT COALESCE(STR(?word), ""); SEPARATOR="|") AS ?terms)
WHERE {
  ?assignment sg:target ?element ; sg:descriptor ?descriptor ; sg:status ?status ; sg:weight ?weight .
  OPTIONAL { ?assignment sg:evidence/sg:matchedTerm ?word }
}
GROUP BY ?element ?descriptor ?status ?weight
"""
_HELD = ("printed", "assigned", "approved")
Changes = Mapping[str, Any]


def note_changes(file: Path, folder: Path, before: Path | None) -> None:
    """Write what the release in `folder` changes against the current one in `before`, if there is any, in one step.

    Raises:
        ReleaseError: if a store cannot be read.
    """
    changes = {
        "since": before.name if before else None,
        "statements": _statements(folder, before) if before else {},
        "descriptors": _descriptors(folder, before) if before else [],
    }
    file.parent.mkdir(exist_ok=True)
    aside = file.with_name(f"{file.name}.tmp-{os.getpid()}")
    aside.write_text(json.dumps(changes, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    aside.replace(file)


def changes_told(release: Release) -> str:
    """One sentence on the descriptors that a release gives and takes away."""
    changes: Changes = json.loads(release.changes_path.read_text(encoding="utf-8"))
    if changes["since"] is None:
        return "no earlier release to compare with"
    given = [one for one in changes["descriptors"] if not _is_held(one["before"]) and _is_held(one["after"])]
    taken = [one for one in changes["descriptors"] if _is_held(one["before"]) and not _is_held(one["after"])]
    other = len(changes["descriptors"]) - len(given) - len(taken)
    counts = f"descriptors: {len(given)} given, {len(taken)} taken away, {other} otherwise changed"
    return f"since {changes['since']}, {counts} (see changes/{release.edition}.json)"


def _statements(folder: Path, before: Path) -> dict[str, dict[str, int]]:
    """Graph → how many statements were added and removed; graphs without either are left out."""
    added, removed = Counter[str](), Counter[str]()
    with (folder / DUMPS / NQUADS).open("rb") as new, (before / DUMPS / NQUADS).open("rb") as old:
        for line, is_new in apart(new, old):
            (added if is_new else removed)[line.rsplit(b" ", 2)[1].strip(b"<>").decode()] += 1
    return {graph: {"added": added[graph], "removed": removed[graph]} for graph in sorted({*added, *removed})}


def _descriptors(folder: Path, before: Path) -> list[dict[str, Any]]:
    """Every assignment that came, went, or has another status, weight or evidence than before."""
    new, old = _assignments(folder), _assignments(before)
    return [
        {"element": place[0], "descriptor": place[1], "before": old.get(place), "after": new.get(place)}
        for place in sorted({*new, *old})
        if new.get(place) != old.get(place)
    ]


def _assignments(folder: Path) -> dict[tuple[str, str], dict[str, Any]]:
    rows = open_read_only(folder / STORE).query(_ASSIGNMENTS, use_default_graph_as_union=True)
    assert isinstance(rows, QuerySolutions)
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        element, descriptor, status, weight, terms = (row[index] for index in range(5))
        assert isinstance(element, NamedNode)
        assert isinstance(descriptor, NamedNode)
        assert isinstance(status, Literal)
        assert isinstance(weight, Literal)
        assert isinstance(terms, Literal)
        words = sorted(filter(None, terms.value.split("|")))
        said = {"status": status.value, "weight": float(weight.value), "terms": words}
        found[element.value, descriptor.value] = said
    return found


def _is_held(said: Changes | None) -> bool:
    return said is not None and said["status"] in _HELD
