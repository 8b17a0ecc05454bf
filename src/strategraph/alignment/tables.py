"""Tables: the units of two sides as the rows that the SQL text reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from strategraph.alignment.model import AlignedUnit
from strategraph.alignment.tokens import Token
from strategraph.settings import Alignment

__all__ = ["COLUMNS", "EVERY_PAIR", "RESULTS", "Extent", "Row", "extent_for", "rows_of"]

Row = tuple[object, ...]
#: Table → its columns, in the types that DuckDB, Spark and Parquet have in common.
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "unit": {"unit": "BIGINT", "iri": "STRING", "side": "STRING"},
    "unit_descriptor": {"unit": "BIGINT", "code": "STRING", "weight": "DOUBLE", "status": "STRING"},
    "unit_token": {"unit": "BIGINT", "token": "STRING", "weight": "DOUBLE", "form": "STRING", "origin": "STRING"},
    "counted": {"kind": "STRING", "name": "STRING", "subjects": "BIGINT", "objects": "BIGINT"},
    "setting": {"shortlist": "BIGINT", "least_content": "DOUBLE", "top": "BIGINT", "object_top": "BIGINT"},
}

#: The tables that are worth keeping of those that the SQL text makes → their columns, in the types they are kept in.
RESULTS: Mapping[str, Mapping[str, str]] = {
    "information": {"code": "STRING", "content": "DOUBLE", "subjects": "BIGINT", "objects": "BIGINT"},
    "link": {
        "subject": "BIGINT", "object": "BIGINT", "content": "DOUBLE", "jaccard": "DOUBLE", "cosine": "DOUBLE",
        "link_class": "STRING", "nat_share": "DOUBLE", "text_share": "DOUBLE", "score": "DOUBLE",
        "subject_rank": "BIGINT", "object_rank": "BIGINT", "jaccard_rank": "BIGINT", "text_rank": "BIGINT",
        "object_jaccard_rank": "BIGINT", "object_text_rank": "BIGINT",
    },
    "link_descriptor": {
        "subject": "BIGINT", "object": "BIGINT", "code": "STRING", "content": "DOUBLE", "share": "DOUBLE",
        "subject_status": "STRING", "object_status": "STRING",
    },
    "link_word": {
        "subject": "BIGINT", "object": "BIGINT", "token": "STRING", "share": "DOUBLE", "subject_form": "STRING",
        "subject_origin": "STRING", "object_form": "STRING", "object_origin": "STRING", "place": "BIGINT",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the search goes: candidates per unit, the least information of the rarest shared descriptor, links kept.

    `top` links are kept of a subject, `object_top` of an object. `least_content` is in nats; at 1, links that rest on
    general descriptors only are not looked for.
    """

    shortlist: int
    least_content: float
    top: int
    object_top: int


#: Every pair that shares a descriptor.
EVERY_PAIR = Extent(10**9, 0.0, 10**9, 10**9)


def extent_for(units: int, settings: Alignment) -> Extent:
    """How far the search goes among so many units: every pair, or what the settings say of large numbers."""
    if units <= settings.every_pair_units:
        return EVERY_PAIR
    return Extent(settings.shortlist, settings.least_content, settings.top, settings.object_top)


def rows_of(
    subjects: Sequence[AlignedUnit],
    objects: Sequence[AlignedUnit],
    tokens: Mapping[str, Sequence[Token]],
    extent: Extent,
    counted: Sequence[Row] = (),
) -> dict[str, Iterator[Row]]:
    """Table → its rows. Units are numbered from 0 in the order of their IRIs; `tokens` are those of each unit, by IRI.

    `counted` are the frozen statistics; without rows, the units at hand are counted.
    """
    sides = {**dict.fromkeys((one.iri for one in subjects), "subject"), **{one.iri: "object" for one in objects}}
    units = sorted((*subjects, *objects), key=lambda one: one.iri)
    return {
        "unit": ((number, one.iri, sides[one.iri]) for number, one in enumerate(units)),
        "unit_descriptor": (
            (number, code, one.weights.get(code), status)
            for number, one in enumerate(units)
            for code, status in sorted(one.codes.items())
        ),
        "unit_token": (
            (number, token.token, token.weight, token.form, token.origin)
            for number, one in enumerate(units)
            for token in tokens[one.iri]
        ),
        "counted": iter(counted),
        "setting": iter([(extent.shortlist, extent.least_content, extent.top, extent.object_top)]),
    }
