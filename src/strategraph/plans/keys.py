"""Keys: the last part of an element's IRI, unique in its plan."""

from strategraph.errors import MappingError
from strategraph.iris import slug
from strategraph.plans.draft import Draft
from strategraph.plans.mapping import Mapping
from strategraph.sources import Document

__all__ = ["give_keys"]


def give_keys(drafts: list[Draft], mapping: Mapping, document: Document) -> None:
    """Number the elements and give each its key.

    Everything but sections is counted from 0 as its position. The key is the printed code; the parent's key
    and the code where the code is unique only below its parent; `p` and the position where there is no
    code; `s` and its rank for a section without one, since a section has no position.

    Raises:
        MappingError: if a key is needed twice or a code cannot be written in ASCII.
    """
    position = rank = 0
    taken: dict[str, int] = {}
    for draft in drafts:
        if draft.level.kind == "section":
            counted, rank = f"s{rank}", rank + 1
        else:
            counted, draft.position, position = f"p{position}", position, position + 1
        draft.key = _key(draft, counted)
        if not draft.key or draft.key in taken:
            told = f"the key {draft.key!r} of line {taken[draft.key]} a second time" if draft.key else "no key in ASCII"
            raise MappingError(
                f"{document.shown}, line {draft.line}: {draft.level.id} {draft.printed_notation!r} gets {told}; "
                f"set key = 'parent.code' or 'position' for that level in {mapping.shown}."
            )
        taken[draft.key] = draft.line


def _key(draft: Draft, counted: str) -> str:
    if draft.level.key == "position" or not draft.notation:
        return counted
    if draft.level.key == "parent.code" and draft.parent:
        return f"{draft.parent.key}.{slug(draft.notation)}"
    return slug(draft.notation)
