"""Links and figures as a person reads them on a screen, and links as JSON for a script."""

import json
from collections.abc import Iterator, Mapping, Sequence

from strategraph.alignment.judged import Quality
from strategraph.alignment.model import Link
from strategraph.alignment.statistics import Statistics

__all__ = ["link_lines", "links_json", "quality_lines", "statistics_told"]

#: What is said where no table counts.
COUNTED_ANEW = "how many of the compared units carry them now: no statistics are kept for this layer and these levels"


def link_lines(
    links: Sequence[Link],
    seen_from: str,
    texts: Mapping[str, str],
    base: str,
    layer: str,
    statistics: Statistics | None = None,
) -> Iterator[str]:
    """A line for each link of a unit, below it the text of the other end and what the score adds up from.

    The last line says by which statistics descriptors and words weigh.
    """
    if not links:
        yield f"No link: in the layer {layer!r} the unit shares no descriptor with any unit of the other side."
        if layer != "all":
            yield "That layer leaves out descriptors that no document prints" + (
                "." if layer == "printed" else " and no person has approved."
            )
    for link in links:
        yield f"{link.score}  {link.link_class:<8} {link.subject.removeprefix(base)} → {link.object.removeprefix(base)}"
        yield f"        {texts[link.object if seen_from == link.subject else link.subject]}"
        for one in link.descriptors:
            told = f"{one.subject_status}, {one.object_status}; information {one.content:.3f}"
            yield f"  {one.share}  {one.code} ({told})"
        words = ", ".join(
            f"{word.subject_words} ({word.subject_origin}) ~ {word.object_words} ({word.object_origin})"
            f"{': ' if word.concept else ''}{word.concept}"
            for word in link.words
        )
        yield f"  {link.text_share}  texts: {words or 'no word in common'}"
    if links:
        yield f"Descriptors and words weigh by {statistics_told(statistics) if statistics else COUNTED_ANEW}."


def statistics_told(statistics: Statistics) -> str:
    """What a table of statistics is, in half a sentence."""
    return (
        f"statistics of version {statistics.version} ({statistics.day}, layer {statistics.layer}), counted from "
        f"{sum(statistics.units.values())} units of {len(statistics.plans)} plans"
    )


def links_json(links: Sequence[Link], statistics: Statistics | None = None) -> str:
    """The same, numbers as numbers; shares sum to the score; `statistics` is null where they were counted anew."""
    rows = [
        {
            "subject": link.subject,
            "object": link.object,
            "class": link.link_class,
            "score": float(link.score),
            "statistics": statistics.version if statistics else None,
            "subjectRank": link.subject_rank,
            "objectRank": link.object_rank,
            "descriptors": [
                {
                    "code": one.code,
                    "share": float(one.share),
                    "information": one.content,
                    "subjectStatus": one.subject_status,
                    "objectStatus": one.object_status,
                }
                for one in link.descriptors
            ],
            "text": {
                "share": float(link.text_share),
                "words": [
                    {
                        "subject": word.subject_words,
                        "subjectOrigin": word.subject_origin,
                        "object": word.object_words,
                        "objectOrigin": word.object_origin,
                        "concept": word.concept,
                    }
                    for word in link.words
                ],
            },
        }
        for link in links
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def quality_lines(figures: Mapping[str, Quality]) -> Iterator[str]:
    """A line for each ranking, the best strict pairs by their places."""
    yield f"{'ranking':<14} {'AP':>6} {'strict':>6} {'nDCG':>6} {'P@10':>5} {'P@20':>5}  places of the strict pairs"
    for name, one in figures.items():
        places = " ".join(map(str, one.strict_ranks))
        yield (
            f"{name:<14} {one.average_precision:6.3f} {one.strict:6.3f} {one.ndcg:6.3f} {one.at_10:5.2f} {one.at_20:5.2f}  {places}"
        )
