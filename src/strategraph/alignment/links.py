"""Links: the rows of the SQL as values that can say why, each share with its words and how the descriptors came about."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from strategraph.alignment.engine import connect
from strategraph.alignment.model import AlignedUnit, DescriptorShare, Link, WordShare
from strategraph.alignment.rounding import rounded
from strategraph.alignment.tokens import WORD, Tokens, tokens_of
from strategraph.settings import Alignment

__all__ = ["find_links"]

Pair = tuple[str, str]
_MOST_WORDS = 5
_LINKS = """SELECT objective, priority, link_class, text_share, objective_rank, priority_rank
    FROM link ORDER BY objective, objective_rank"""
_DESCRIPTORS = "SELECT objective, priority, code, content, share FROM link_descriptor ORDER BY share DESC, code"
_WORDS = (
    f"SELECT objective, priority, token, share FROM link_word WHERE token LIKE '{WORD}%' ORDER BY share DESC, token"
)


def find_links(units: Sequence[AlignedUnit], settings: Alignment, sql: Path) -> tuple[Link, ...]:
    """Every pair of a national objective and a regional priority that shares a descriptor, by objective and rank."""
    tokens = {unit.iri: tokens_of(unit, settings) for unit in units}
    known = {unit.iri: unit for unit in units}
    with connect(units, [tokens[unit.iri] for unit in units], sql) as database:
        descriptors: dict[Pair, list[tuple[str, float, float]]] = {}
        for objective, priority, code, content, share in database.execute(_DESCRIPTORS).fetchall():
            descriptors.setdefault((objective, priority), []).append((code, content, share))
        words: dict[Pair, list[WordShare]] = {}
        for objective, priority, token, share in database.execute(_WORDS).fetchall():
            found = words.setdefault((objective, priority), [])
            if len(found) < _MOST_WORDS:
                found.append(_word(token, share, tokens[objective], tokens[priority]))
        rows = database.execute(_LINKS).fetchall()
    return tuple(_link(row, descriptors[row[0], row[1]], words.get((row[0], row[1]), []), known) for row in rows)


def _word(token: str, share: float, objective: Tokens, priority: Tokens) -> WordShare:
    (one, here), (other, there) = objective.shown[token], priority.shown[token]
    return WordShare(one, other, here, there, share)


def _link(
    row: tuple[str, str, str, float, int, int],
    descriptors: Sequence[tuple[str, float, float]],
    words: Sequence[WordShare],
    units: Mapping[str, AlignedUnit],
) -> Link:
    objective, priority, link_class, text_share, objective_rank, priority_rank = row
    shares, score = rounded([*(share for _, _, share in descriptors), text_share])
    found = tuple(
        DescriptorShare(code, content, share, units[objective].codes[code], units[priority].codes[code])
        for (code, content, _), share in zip(descriptors, shares[:-1], strict=True)
    )
    return Link(objective, priority, link_class, score, found, shares[-1], tuple(words), objective_rank, priority_rank)
