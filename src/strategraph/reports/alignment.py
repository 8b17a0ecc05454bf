"""The report on alignment: which regional priorities serve which national objectives, why, and how sure that is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from strategraph.pictures import Bar, Part, Picture
from strategraph.reports.answers import Answer
from strategraph.reports.composing import composed
from strategraph.reports.drawings import BARS, bars
from strategraph.reports.model import Column, Linked, Report, Row, Section, Table
from strategraph.reports.scope import Plan, Scope
from strategraph.reports.units import named, units_of

__all__ = ["alignment"]

#: So many of the words that two texts share are named for a link, the strongest.
WORDS = 3
Ends = tuple[str, str]


def alignment(scope: Scope, national: Plan) -> Report:
    """The links of the national plan to each regional plan, those that rest on general descriptors alone apart."""
    sections = [_section(scope, national, plan) for plan in scope.regionals]
    lead = (scope.words("alignment_lead"),)
    return composed(scope, "alignment", lead, sections, ("limit_link", "limit_chance", "limit_text"))


def _section(scope: Scope, national: Plan, regional: Plan) -> Section:
    words = scope.words
    values = {"national": national.value, "regional": regional.value, "layer": scope.layer}
    links, asked = scope.rows("links-of-plans", **values)
    shares, asked_shares = scope.rows("shares-of-plans", **values)
    common, asked_words = scope.rows("words-of-plans", **values)
    units, asked_units = units_of(scope, national)
    specific = [row for row in links if row["linkClass"] == "specific"]
    served = len({row["objective"] for row in specific})
    said = words(
        "alignment_said", served=served, objectives=len(units), links=len(specific), general=len(links) - len(specific)
    )
    by_descriptor = _by_ends(
        shares, lambda row: f"{row['notation']} {words.of(row, 'label')} {words.number(_decimal(row, 'share'))}"
    )
    by_word = _by_ends(common, lambda row: _pair(str(row["objectiveWords"]), str(row["priorityWords"])))
    sources = (asked, asked_shares, asked_words)
    return Section(
        regional.id,
        f"{regional.title} ({regional.place})",
        (said, *_statistics(scope, links)),
        tuple(
            Table(
                f"{regional.id}-{kind}",
                words(f"alignment_{kind}"),
                _columns(scope),
                tuple(
                    _row(row, number, by_descriptor, by_word, words(f"overlap_{row['periodOverlap']}"))
                    for number, row in enumerate((row for row in links if row["linkClass"] == kind), 1)
                ),
                (*sources, asked_units) if kind == "specific" else sources,
                words(f"alignment_{kind}_note"),
                words("alignment_none"),
                picture=_picture(scope, regional, specific, shares) if kind == "specific" else None,
            )
            for kind in ("specific", "general")
        ),
    )


def _statistics(scope: Scope, links: Sequence[Answer]) -> Iterable[str]:
    """By which statistics descriptors and words of the links weigh."""
    for row in links[:1]:
        if "statistics" in row:
            yield scope.words("alignment_statistics", version=row["statistics"], day=row["counted"])
        else:
            yield scope.words("alignment_counted")


def _picture(scope: Scope, regional: Plan, links: Sequence[Answer], shares: Iterable[Answer]) -> Picture | None:
    """The best links, each as the shares that sum to its score."""
    words = scope.words
    shown = links[:BARS]
    ends = {(str(row["objective"]), str(row["priority"])) for row in shown}
    parts: dict[Ends, list[Part]] = {}
    for row in shares:
        if (pair := (str(row["objective"]), str(row["priority"]))) in ends:
            parts.setdefault(pair, []).append(Part(0, _decimal(row, "share"), str(row["notation"])))
    drawn = [
        Bar(
            (_end(row, "objective").text, f"→ {_end(row, 'priority').text}"),
            (*parts.get((str(row["objective"]), str(row["priority"])), ()), Part(1, _decimal(row, "textShare"))),
            words.number(_decimal(row, "score")),
        )
        for row in shown
    ]
    title = words("alignment_picture", plan=f"{regional.title} ({regional.place})")
    series = (words("series_descriptors"), words("series_texts"))
    return bars(scope, "alignment", title, series, drawn, len(links))


def _columns(scope: Scope) -> tuple[Column, ...]:
    keys = [
        "number",
        "objective",
        "priority",
        "score",
        "descriptors",
        "textShare",
        "words",
        "rank",
        "p",
        "q",
        "periods",
    ]
    texts = ("objective", "priority", "descriptors", "words", "periods")
    return tuple(Column(key, scope.words(f"column_{key}"), "text" if key in texts else "number") for key in keys)


def _row(
    row: Answer, number: int, by_descriptor: Mapping[Ends, list[str]], by_word: Mapping[Ends, list[str]], overlap: str
) -> Row:
    ends = (str(row["objective"]), str(row["priority"]))
    objective, priority = _end(row, "objective"), _end(row, "priority")
    descriptors, words = (
        "; ".join(by_descriptor.get(ends, ())),
        "; ".join(list(dict.fromkeys(by_word.get(ends, ())))[:WORDS]),
    )
    score, text, rank = row["score"], row["textShare"], row["rank"]
    return (number, objective, priority, score, descriptors, text, words, rank, row.get("p"), row.get("q"), overlap)


def _end(row: Answer, end: str) -> Linked:
    return Linked(named(str(row.get(f"{end}Code", "")), str(row[f"{end}Text"])), str(row[end]), "cs")


def _by_ends(rows: Iterable[Answer], told: Callable[[Answer], str]) -> dict[Ends, list[str]]:
    found: dict[Ends, list[str]] = {}
    for row in rows:
        found.setdefault((str(row["objective"]), str(row["priority"])), []).append(told(row))
    return found


def _decimal(row: Answer, name: str) -> Decimal:
    value = row[name]
    assert isinstance(value, Decimal)
    return value


def _pair(one: str, other: str) -> str:
    """Words of both texts; once, where they are the same."""
    return one if one == other else f"{one} ~ {other}"
