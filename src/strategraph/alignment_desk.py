"""The desk of alignment: what the commands `strategraph alignment …` do with units, links and judged lists."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from strategraph.alignment import (
    PUBLISHED,
    PUBLISHED_LEVELS,
    AlignedUnit,
    Aligner,
    Found,
    Levels,
    aligned_units,
    baselines,
    instead_of,
    link_lines,
    links_json,
    published_units,
    quality,
    quality_lines,
    read_judged,
    write_tables,
)
from strategraph.desk import Desk
from strategraph.errors import UsageError
from strategraph.levels import STATE_TO_REGIONS
from strategraph.link_steps import read_aligner
from strategraph.pipeline import Work, read_vocabulary
from strategraph.places import Places
from strategraph.query_files import bind, read_query
from strategraph.release import Release, answer, open_store
from strategraph.settings import Settings

__all__ = ["AlignmentDesk", "levels_of", "write_release_tables"]

#: What the unit of a level is called.
NAMES = {
    "european": "European objective",
    "national": "national objective",
    "regional": "regional priority",
    "microregional": "microregional priority",
    "municipal": "municipal priority",
}


def levels_of(subject: str, object_: str, plan: str) -> Levels:
    """Two levels as a command names them.

    Raises:
        UsageError: if both are the same and no plan is named, or the other way round.
    """
    if (subject == object_) != bool(plan):
        raise UsageError(
            f"Links within the {subject} level lead from the units of one plan to those of all others: name it with --plan."
            if not plan
            else "A plan is named where both levels are the same; between two levels links lead from the units of all plans."
        )
    return Levels(subject, object_, plan)


def write_release_tables(
    places: Places,
    settings: Settings,
    release: Release,
    folder: Path,
    layer: str,
    levels: Levels = PUBLISHED_LEVELS,
) -> None:
    """Write the tables in which the SQL text finds the links of a release, each as a folder of Parquet files.

    Units, their texts and their descriptors are those of the release; which words mean the same, `mappings/` tells, and how rare
    descriptors and words are, the statistics that are kept here: these may be others than those of the release
    (`sg:StatisticsTable`), whose scores are then not found again.

    Raises:
        AlignmentError: if the folder is not empty.
        ReleaseError: if the store cannot be read.
    """
    work = Work(places, settings)
    read_vocabulary(work)
    store = open_store(release)
    asked = []
    for name in PUBLISHED:
        query = read_query(places.queries / "alignment" / f"{name}.rq")
        values = {"layer": layer} if query.parameters else {}
        found = answer(store, query, bind(query, values, settings.publication.base)).decode()
        asked.append(csv.DictReader(io.StringIO(found, newline="")))
    write_tables(read_aligner(work, layer).tables(published_units(*asked), levels), folder)


class AlignmentDesk(Desk):
    """The units of the plans as they are in the sources now, and the links between them."""

    def links(self, path: str, layer: str, top: int, as_json: bool, between: tuple[str, str] = STATE_TO_REGIONS) -> str:
        """The best links of a unit, which its path names (`plan/ap-ssz-2024-2026/goal/4.3.d`), and what they rest on.

        Raises:
            UsageError: for a path that names no aligned unit.
        """
        units = self._units(layer)
        base = f"{self.work.settings.publication.base}resource/"
        iri = base + path.removeprefix(base)
        unit = next((one for one in units if one.iri == iri), None)
        if unit is not None and unit.side not in between and between != STATE_TO_REGIONS:
            raise UsageError(
                f"{path!r} is a {NAMES[unit.side]}, and links from the {between[0]} to the {between[1]} level were asked for: name "
                f"{unit.side} with --from or --to."
            )
        if unit is None:
            both = " and ".join(f"no {NAMES[one]}" for one in dict.fromkeys(between))
            told = instead_of(iri, units, self.work.plans, self.work.iris)
            raise UsageError(f"{path!r} is {both}{told}.")
        levels = _levels_around(unit, between)
        aligned = read_aligner(self.work, layer).between(units, levels)
        found = [one.link for one in aligned.links if iri in (one.link.subject, one.link.object)]
        best = sorted(found, key=lambda link: link.subject_rank if iri == link.subject else link.object_rank)
        if as_json:
            return links_json(best[:top], aligned.statistics)
        texts = {unit.iri: unit.texts["own"][0] for unit in units}
        return "\n".join(link_lines(best[:top], iri, texts, base, layer, aligned.statistics))

    def judge(self, file: Path, plan_id: str, layer: str, between: tuple[str, str] = STATE_TO_REGIONS) -> str:
        """How well the links of a national plan, and simpler rankings, put first what a reader holds to be right.

        Raises:
            RegisterError: for a judged list that is malformed.
            UsageError: for a plan that is not there, or of which the list judges no objective; for a pair that is none of a
                national objective and a regional priority.
        """
        self.chosen([plan_id])
        units = self._units(layer)
        judged = read_judged(file, f"{self.work.settings.publication.base}resource/")
        levels = Levels(*between, plan_id if between[0] == between[1] else "")
        self._check_pairs(file, judged, units, between)
        here = {unit.iri for unit in units if unit.plan == plan_id}
        if not any(objective in here for objective, _ in judged):
            raise UsageError(
                f"{file} judges no objective of {plan_id}: name the {between[0]} plan that was judged with --plan."
            )
        aligner = read_aligner(self.work, layer)
        found = _found(aligner, units, levels)
        compared = [one for side in levels.sides(units) for one in side]
        rankings = {
            "score": {(one.subject, one.object): float(one.score) for one in found.links},
            **baselines(compared, found),
            "text": aligner.cosines(units, levels),
        }
        return "\n".join(
            quality_lines(
                {
                    name: quality({pair: value for pair, value in values.items() if pair[0] in here}, judged)
                    for name, values in rankings.items()
                }
            )
        )

    def _check_pairs(
        self,
        file: Path,
        judged: Mapping[tuple[str, str], int],
        units: Sequence[AlignedUnit],
        between: tuple[str, str],
    ) -> None:
        """A judged pair that could not be linked would count as missed, whatever the reason."""
        sides = {unit.iri: unit.side for unit in units}
        base = f"{self.work.settings.publication.base}resource/"
        for pair in judged:
            for iri, side, told in zip(pair, between, (NAMES[one] for one in between), strict=True):
                if iri in sides and sides[iri] != side:
                    raise UsageError(
                        f"{file} judges {iri.removeprefix(base)!r} as a {told}, which it is not: write the {NAMES[between[0]]} "
                        f"into the first column and the {NAMES[between[1]]} into the second."
                    )
                if iri not in sides:
                    raise UsageError(
                        f"{file} judges {iri.removeprefix(base)!r}, which is no {told}"
                        f"{instead_of(iri, units, self.work.plans, self.work.iris)}."
                    )

    def _units(self, layer: str) -> tuple[AlignedUnit, ...]:
        return aligned_units(self.held(), self.work.iris, layer)


def _levels_around(unit: AlignedUnit, between: tuple[str, str]) -> Levels:
    """The levels that are asked for; where none were named and the unit is of a third one, those between which it stands."""
    if unit.side not in between:
        between = ("national", unit.side) if unit.side != "european" else ("european", "national")
    return Levels(*between, unit.plan if between[0] == between[1] else "")


def _found(aligner: Aligner, units: Sequence[AlignedUnit], levels: Levels) -> Found:
    aligned = aligner.between(units, levels)
    return Found(tuple(one.link for one in aligned.links), aligned.uses)
