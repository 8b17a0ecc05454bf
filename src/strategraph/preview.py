"""A preview: what a plan that is not stored would be: its tree, descriptors for its elements, links to the plans that are there."""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from strategraph.alignment import SIDES, AlignedUnit, Link, aligned_units
from strategraph.batch import Entry, Prepared, Workshop
from strategraph.desk import Desk
from strategraph.drafting import Draft, Opened, as_value
from strategraph.errors import StrategraphError
from strategraph.link_steps import read_aligner
from strategraph.places import Places
from strategraph.settings import Settings
from strategraph.subjects import Subject

__all__ = ["Preview", "preview"]

#: So many of the best links are told of each element.
BEST_LINKS = 3


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft with what descriptors and links came of it; `reason` says why there are none.

    Descriptors and links are by element (`goal/1.1`); `texts` has the own text of every unit that a link names.
    """

    draft: Draft
    subjects: Mapping[str, Sequence[Subject]]
    links: Mapping[str, Sequence[Link]]
    texts: Mapping[str, str]
    labels: Mapping[str, tuple[str, str]]
    reason: str = ""

    @property
    def value(self) -> dict[str, Any]:
        """What `strategraph draft --json` tells, and with each element its `descriptors` and its best `links`."""
        told = as_value(self.draft)
        for element in told["elements"]:
            element["descriptors"] = [self._descriptor(one) for one in self.subjects.get(element["id"], ())]
            element["links"] = [self._link(one, element["id"]) for one in self.links.get(element["id"], ())]
        return {**told, "reason": self.reason}

    @property
    def lines(self) -> Iterable[str]:
        """Descriptors and best link of each element, for a person."""
        if self.reason:
            yield f"No descriptors and no links: {self.reason}"
        for identifier, subjects in self.subjects.items():
            yield f"{identifier}: {', '.join(f'{one.code} ({one.status}, {one.score:g})' for one in subjects)}"
            for link in self.links.get(identifier, ())[:1]:
                other = self._other(link, identifier)
                shared = ", ".join(one.code for one in link.descriptors)
                place = other.partition("/resource/")[2]
                yield f"  {link.score} {link.link_class} {place}: {self.texts[other]} [{shared}]"

    def _descriptor(self, one: Subject) -> dict[str, Any]:
        cs, en = self.labels[one.code]
        words = [match.words for match in one.matches]
        return {
            "code": one.code,
            "label": {"cs": cs, "en": en},
            "status": one.status,
            "weight": one.score,
            "words": words,
        }

    def _link(self, link: Link, identifier: str) -> dict[str, Any]:
        other = self._other(link, identifier)
        return {
            "to": other,
            "text": self.texts[other],
            "score": float(link.score),
            "class": link.link_class,
            "shared": [one.code for one in link.descriptors],
        }

    def _other(self, link: Link, identifier: str) -> str:
        here = f"/plan/{self.draft.plan_id}/{identifier}"
        return link.object if link.subject.endswith(here) else link.subject


def preview(places: Places, settings: Settings, file: Path, opened: Opened, draft: Draft) -> Preview:
    """Prepare a plan that was drafted of a file beside those of the sources, and store nothing.

    Raises:
        StrategraphError: if the plans of the sources cannot be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        workshop = Workshop(places, settings, Path(folder))
        labels = {one.code: (one.label_cs, one.label_en) for one in workshop.descriptors}
        try:
            prepared = workshop.prepare(Entry(draft.plan_id, file, None), (opened, draft))
        except StrategraphError as fault:  # whatever keeps the plan from being built is told beside its tree
            return Preview(draft, {}, {}, {}, labels, str(fault))
    units, links = _linked(places, settings, prepared)
    here = f"{settings.publication.base}resource/plan/{draft.plan_id}/"
    best = {
        unit.iri.removeprefix(here): _best(unit.iri, links) for unit in units if unit.iri.startswith(here)
    }  # fmt: skip
    subjects: dict[str, list[Subject]] = {}
    for one in prepared.decided.subjects:
        subjects.setdefault(f"{one.kind}/{one.key}", []).append(one)
    texts = {unit.iri: unit.texts["own"][0] for unit in units}
    return Preview(draft, subjects, {name: found for name, found in best.items() if found}, texts, labels)


def _linked(places: Places, settings: Settings, prepared: Prepared) -> tuple[tuple[AlignedUnit, ...], Sequence[Link]]:
    """The units of all plans, and the links of this one to national objectives; of a national plan to regional priorities."""
    few = replace(settings, alignment=replace(settings.alignment, permutations=0))  # chance is told once it is stored
    desk = Desk(places, few)
    held = [*desk.held(), (prepared.plan, prepared.decided)]
    units = aligned_units(held, desk.work.iris, settings.alignment.layer)
    national, regional = SIDES
    own = next((unit.side for unit in units if unit.plan == prepared.plan.id), regional)
    other = regional if own == national else own
    pair = ([unit for unit in units if unit.side == side] for side in (national, other))
    return units, [one.link for one in read_aligner(desk.work).align(*pair).links]


def _best(iri: str, links: Iterable[Link]) -> list[Link]:
    """The best links of a unit, seen from it."""
    own = [link for link in links if iri in (link.subject, link.object)]
    return sorted(own, key=lambda one: one.subject_rank if one.subject == iri else one.object_rank)[:BEST_LINKS]
