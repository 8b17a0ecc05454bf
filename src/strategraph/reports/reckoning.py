"""Reckoning: the links between plans of two levels that reports do not read from a release, as rows like those of published ones."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from strategraph.alignment import (
    PUBLISHED,
    SPECIFIC,
    Aligned,
    AlignedUnit,
    Aligner,
    Alignments,
    Levels,
    Period,
    Reader,
    Statistics,
    published_units,
    read_synonyms,
    statistics_for,
)
from strategraph.concepts import read_descriptors
from strategraph.levels import LEVELS
from strategraph.places import Places
from strategraph.reports.answers import Answer, Answers, Value
from strategraph.reports.model import Asked, Iri
from strategraph.settings import Alignment
from strategraph.subjects import read_lexicon

__all__ = ["RECKONED", "Reckoned", "Reckoner"]


class Reckoner:
    """Finds links as a build does, among the units that a release or an endpoint gives.

    Words, settings and statistics are those of here, which may be others than those of the release.
    """

    def __init__(self, places: Places, settings: Alignment) -> None:
        self._places = places
        self._settings = settings

    def reckon(self, answers: Answers, levels: Levels, layer: str, periods: Mapping[str, Period]) -> "Reckoned":
        """The links between two levels in a layer; `periods` are those of the plans by their ids."""
        asked = [answers.rows(Asked(name, {"layer": layer} if name == PUBLISHED[-1] else {})) for name in PUBLISHED]
        rows = [[{name: str(value) for name, value in row.items()} for row in some] for some in asked]
        # chance is dealt in the order of a build: plans by level and id, units as they stand in their documents
        rows[0].sort(key=lambda row: (LEVELS.index(row["side"]), row["plan"], int(row.get("position", 0)), row["unit"]))
        units = {unit.iri: unit for unit in published_units(*rows)}
        sql = self._places.queries / "alignment" / "links.sql"
        statistics = statistics_for(self._places.home, self._settings, layer)
        found = Aligner(self._reader, self._settings, sql, periods, statistics).between(tuple(units.values()), levels)
        codes = {row["unit"]: row["code"] for row in rows[0] if "code" in row}
        return Reckoned(answers, layer, found, units, codes)

    @cached_property
    def _reader(self) -> Reader:
        descriptors = read_descriptors(self._places.data / "vocabularies" / "descriptors.csv")
        lexicon = read_lexicon(self._places.mappings / "lexicon", {one.code for one in descriptors})
        return read_synonyms(self._places.mappings / "synonyms", lexicon.contexts)


@dataclass(frozen=True)
class Reckoned:
    """Links between two levels, and rows of them under the names of the queries that ask for published ones."""

    answers: Answers
    layer: str
    found: Alignments
    units: Mapping[str, AlignedUnit]
    codes: Mapping[str, str]

    @property
    def aligned(self) -> Sequence[Aligned]:
        """The links."""
        return self.found.links

    @property
    def asked(self) -> Asked:
        """What the links rest on: the query that gives the descriptors of the units."""
        return Asked(PUBLISHED[-1], {"layer": self.layer})

    @property
    def statistics(self) -> Statistics | None:
        """By which descriptors and words weigh; None where they were counted anew."""
        return self.found.statistics

    def rows(self, query: str, values: Mapping[str, str]) -> tuple[Answer, ...]:
        """What a query of queries/reports/ would answer if these links were published."""
        return _QUERIES[query](self, values)

    def _between(self, values: Mapping[str, str]) -> list[Aligned]:
        """The links from one plan, to one plan if it is named."""
        return [
            one
            for one in self.aligned
            if f"plan/{self.units[one.link.subject].plan}" == values["national"]
            and values.get("regional", "") in ("", f"plan/{self.units[one.link.object].plan}")
        ]

    def _plan(self, iri: str) -> Iri:
        return Iri(f"{self.answers.base}resource/plan/{self.units[iri].plan}")

    def _end(self, name: str, iri: str) -> dict[str, Value]:
        found: dict[str, Value] = {name: Iri(iri), f"{name}Text": self.units[iri].texts["own"][0]}
        return found | ({f"{name}Code": self.codes[iri]} if iri in self.codes else {})

    def links(self, values: Mapping[str, str]) -> tuple[Answer, ...]:
        """As links-of-plans.rq."""
        made: list[dict[str, Value]] = []
        for one in self._between(values):
            link = one.link
            row: dict[str, Value] = {
                "linkClass": link.link_class,
                "score": link.score,
                "textShare": link.text_share,
                "rank": link.subject_rank,
                "periodOverlap": one.overlap.kind,
            }
            if self.statistics:
                row |= {"statistics": self.statistics.version, "counted": self.statistics.day}
            if one.chance:
                row |= {"p": _places(one.chance.p), "q": _places(one.chance.q)}
            made.append(row | self._end("objective", link.subject) | self._end("priority", link.object))
        return tuple(sorted(made, key=lambda row: (-_score(row), str(row["objective"]), str(row["priority"]))))

    def shares(self, values: Mapping[str, str]) -> tuple[Answer, ...]:
        """As shares-of-plans.rq."""
        rows = [
            (*_ends(one), -share.share, share.code, share.share)
            for one in self._between(values)
            for share in one.link.descriptors
        ]
        return tuple(
            {**self._named(code), "objective": Iri(objective), "priority": Iri(priority), "share": share}
            for objective, priority, _, code, share in sorted(rows)
        )

    def words(self, values: Mapping[str, str]) -> tuple[Answer, ...]:
        """As words-of-plans.rq."""
        rows = [
            (*_ends(one), -_places(word.share), word.subject_words, word.object_words)
            for one in self._between(values)
            for word in one.link.words
        ]
        return tuple(
            {
                "objective": Iri(objective),
                "priority": Iri(priority),
                "share": -share,
                "objectiveWords": mine,
                "priorityWords": theirs,
            }
            for objective, priority, share, mine, theirs in sorted(rows)
        )

    def coverage(self, values: Mapping[str, str]) -> tuple[Answer, ...]:
        """As coverage-of-objectives.rq."""
        found: dict[tuple[str, str, str], list[Decimal]] = {}
        for one in self._between(values):
            place = (one.link.subject, str(self._plan(one.link.object)), one.link.link_class)
            found.setdefault(place, []).append(one.link.score)
        return tuple(
            {
                "objective": Iri(objective),
                "regional": Iri(plan),
                "linkClass": link_class,
                "links": len(scores),
                "best": max(scores),
            }
            for (objective, plan, link_class), scores in sorted(found.items())
        )

    def served(self, values: Mapping[str, str]) -> tuple[Answer, ...]:
        """As priorities-served.rq."""
        found: dict[tuple[str, str], list[Decimal]] = {}
        for one in self._specific(values):
            found.setdefault((str(self._plan(one.link.object)), one.link.object), []).append(one.link.score)
        return tuple(
            {"regional": Iri(plan), "priority": Iri(priority), "links": len(scores), "best": max(scores)}
            for (plan, priority), scores in sorted(found.items())
        )

    def linking(self, values: Mapping[str, str]) -> tuple[Answer, ...]:
        """As descriptors-that-link.rq."""
        found: dict[tuple[str, str], int] = {}
        for one in self._specific(values):
            for share in one.link.descriptors:
                place = (share.code, str(self._plan(one.link.object)))
                found[place] = found.get(place, 0) + 1
        return tuple(
            {
                "regional": Iri(plan),
                "descriptor": self._named(code)["descriptor"],
                "notation": code,
                "links": number,
            }
            for (code, plan), number in sorted(found.items())
        )

    def contents(self, values: Mapping[str, str]) -> tuple[Answer, ...]:
        """As content-of-descriptors.rq."""
        return tuple({"notation": use.code, "information": _places(use.content)} for use in self.found.uses)

    def _specific(self, values: Mapping[str, str]) -> Iterable[Aligned]:
        return (one for one in self._between(values) if one.link.link_class == SPECIFIC)

    @cached_property
    def _descriptors(self) -> Mapping[str, Answer]:
        rows = self.answers.rows(Asked("descriptors-of-units", {"layer": self.layer}))
        return {str(row["notation"]): row for row in rows}

    def _named(self, code: str) -> dict[str, Value]:
        row = self._descriptors[code]
        return {name: row[name] for name in ("descriptor", "notation", "labelCs", "labelEn")}


#: The query whose rows are reckoned instead → what reckons them.
_QUERIES: Mapping[str, Callable[[Reckoned, Mapping[str, str]], tuple[Answer, ...]]] = {
    "links-of-plans": Reckoned.links,
    "shares-of-plans": Reckoned.shares,
    "words-of-plans": Reckoned.words,
    "coverage-of-objectives": Reckoned.coverage,
    "priorities-served": Reckoned.served,
    "descriptors-that-link": Reckoned.linking,
    "content-of-descriptors": Reckoned.contents,
}
RECKONED = frozenset(_QUERIES)


def _ends(one: Aligned) -> tuple[str, str]:
    return one.link.subject, one.link.object


def _score(row: Mapping[str, Value]) -> Decimal:
    score = row["score"]
    assert isinstance(score, Decimal)
    return score


def _places(value: float) -> Decimal:
    """With the four places with which links are published."""
    return Decimal(f"{value:.4f}")
