"""Links and figures as a person reads them on a screen, and links as JSON for a script."""

import json
from collections.abc import Iterator, Mapping, Sequence

from strategraph.alignment.judged import Quality
from strategraph.alignment.model import Link

__all__ = ["link_lines", "links_json", "quality_lines"]


def link_lines(links: Sequence[Link], seen_from: str, texts: Mapping[str, str], base: str) -> Iterator[str]:
    """A line for each link of a unit, below it the text of the other end and what the score adds up from."""
    if not links:
        yield "No link: the unit shares no descriptor with any unit of the other side."
    for link in links:
        yield f"{link.score}  {link.link_class:<8} {link.objective.removeprefix(base)} → {link.priority.removeprefix(base)}"
        yield f"        {texts[link.priority if seen_from == link.objective else link.objective]}"
        for one in link.descriptors:
            told = f"{one.objective_status}, {one.priority_status}; information {one.content:.3f}"
            yield f"  {one.share}  {one.code} ({told})"
        words = ", ".join(
            f"{word.objective_word} ({word.objective_origin}) ~ {word.priority_word} ({word.priority_origin})"
            for word in link.words
        )
        yield f"  {link.text_share}  texts: {words or 'no word in common'}"


def links_json(links: Sequence[Link]) -> str:
    """The same, numbers as numbers; shares sum to the score."""
    rows = [
        {
            "objective": link.objective,
            "priority": link.priority,
            "class": link.link_class,
            "score": float(link.score),
            "objectiveRank": link.objective_rank,
            "priorityRank": link.priority_rank,
            "descriptors": [
                {
                    "code": one.code,
                    "share": float(one.share),
                    "information": one.content,
                    "objectiveStatus": one.objective_status,
                    "priorityStatus": one.priority_status,
                }
                for one in link.descriptors
            ],
            "text": {
                "share": float(link.text_share),
                "words": [
                    {
                        "objective": word.objective_word,
                        "objectiveOrigin": word.objective_origin,
                        "priority": word.priority_word,
                        "priorityOrigin": word.priority_origin,
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
