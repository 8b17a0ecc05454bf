"""Links: the rows of the SQL as values that can say why, each share with its words and how the descriptors came about."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb

from strategraph.alignment.engine import Means, linked
from strategraph.alignment.model import AlignedUnit, DescriptorShare, DescriptorUse, Found, Link, WordShare
from strategraph.alignment.reading import Reader
from strategraph.alignment.rounding import rounded
from strategraph.alignment.statistics import Statistics, counted_rows
from strategraph.alignment.tables import Row, extent_for, rows_of
from strategraph.alignment.tokens import CONCEPT, tokens_of
from strategraph.settings import Alignment

__all__ = ["find_links", "found_in", "table_rows", "text_cosines"]

Pair = tuple[str, str]
_FROM = "AS l JOIN unit AS s ON s.unit = l.subject JOIN unit AS o ON o.unit = l.object"
_LINKS = f"""SELECT s.iri, o.iri, link_class, text_share, subject_rank, object_rank, jaccard_rank, text_rank,
    object_jaccard_rank, object_text_rank
    FROM link {_FROM} ORDER BY s.iri, subject_rank"""
_DESCRIPTORS = f"""SELECT s.iri, o.iri, code, content, share, subject_status, object_status
    FROM link_descriptor {_FROM} ORDER BY ROUND(share, 9) DESC, code"""
_WORDS = f"""SELECT s.iri, o.iri, subject_form, object_form, subject_origin, object_origin, token, share
    FROM link_word {_FROM} ORDER BY place"""
_COSINES = """SELECT s.iri, o.iri, SUM(a.weight * b.weight)
    FROM unit AS s JOIN weighted AS a ON a.unit = s.unit
    JOIN weighted AS b ON b.token = a.token JOIN unit AS o ON o.unit = b.unit
    WHERE s.side = 'subject' AND o.side = 'object' GROUP BY s.iri, o.iri"""
_USES = "SELECT code, content, CAST(subjects AS BIGINT), CAST(objects AS BIGINT) FROM information ORDER BY code"


def find_links(
    subjects: Sequence[AlignedUnit],
    objects: Sequence[AlignedUnit],
    reader: Reader,
    settings: Alignment,
    sql: Path,
    statistics: Statistics | None = None,
) -> Found:
    """The links from subjects to objects: of every pair that shares a descriptor, or the best of many (`extent_for`).

    Rare is what is rare in the statistics, if these know both levels, or else among these units.
    """
    with linked(table_rows(subjects, objects, reader, settings, statistics), sql, _means(settings)) as database:
        return found_in(database)


def text_cosines(tables: Mapping[str, Iterator[Row]], settings: Alignment, sql: Path) -> dict[Pair, float]:
    """The cosine of the texts of all pairs that have a word or concept in common, whether they share a descriptor or not."""
    with linked(tables, sql, _means(settings)) as database:
        return {(subject, object_): cosine for subject, object_, cosine in database.execute(_COSINES).fetchall()}


def found_in(database: duckdb.DuckDBPyConnection) -> Found:
    """The links of a database that holds table `unit` and those that the SQL text makes."""
    descriptors: Mapping[Pair, list[tuple[str, float, float, str, str]]] = defaultdict(list)
    words: Mapping[Pair, list[WordShare]] = defaultdict(list)
    rows = database.execute(_LINKS).fetchall()
    uses = tuple(DescriptorUse(*row) for row in database.execute(_USES).fetchall())
    for subject, object_, code, content, share, *statuses in database.execute(_DESCRIPTORS).fetchall():
        descriptors[subject, object_].append((code, content, share, *statuses))
    for subject, object_, one, other, here, there, token, share in database.execute(_WORDS).fetchall():
        concept = token.removeprefix(CONCEPT) if token.startswith(CONCEPT) else ""
        words[subject, object_].append(WordShare(one, other, here, there, concept, share))
    return Found(tuple(_link(row, descriptors[row[:2]], words[row[:2]]) for row in rows), uses)


def table_rows(
    subjects: Sequence[AlignedUnit],
    objects: Sequence[AlignedUnit],
    reader: Reader,
    settings: Alignment,
    statistics: Statistics | None = None,
) -> dict[str, Iterator[Row]]:
    """The tables that the SQL text reads: units, their descriptors, their words, statistics, and how far the search goes."""
    tokens = {one.iri: tokens_of(one, reader, settings) for one in (*subjects, *objects)}
    counted = counted_rows(statistics, subjects, objects)
    return rows_of(subjects, objects, tokens, extent_for(len(subjects) + len(objects), settings), counted)


def _means(settings: Alignment) -> Means:
    return Means(settings.memory_bytes, spill_folder=settings.spill_folder)


def _link(
    row: tuple[str, str, str, float, int, int, int, int, int, int],
    descriptors: Sequence[tuple[str, float, float, str, str]],
    words: Sequence[WordShare],
) -> Link:
    subject, object_, link_class, text_share, *ranks = row
    information = sum(round(content, 4) for _, content, _, _, _ in descriptors)  # what is published sums too
    shares, score = rounded([*(share for _, _, share, _, _ in descriptors), text_share])
    found = tuple(
        DescriptorShare(code, content, share, subject_status, object_status)
        for (code, content, _, subject_status, object_status), share in zip(descriptors, shares[:-1], strict=True)
    )
    return Link(subject, object_, link_class, score, information, found, shares[-1], tuple(words), *ranks)
