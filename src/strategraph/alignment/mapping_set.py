"""Links as a mapping set in SSSOM/TSV, each with its justification (https://mapping-commons.github.io/sssom/spec-formats-tsv/).

A specific link is a mapping by `sg:alignedWith`, a general one by `sg:sharesDescriptorWith` only. What SSSOM has no slot
for are extension slots, defined in the metadata: the class, the shares of the score, chance, and the overlap of periods.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version

from strategraph.alignment.aligning import Aligned
from strategraph.alignment.links_graph import MEASURE
from strategraph.alignment.model import SPECIFIC, AlignedUnit
from strategraph.iris import Iris
from strategraph.licence import LICENCE
from strategraph.namespaces import PREFIXES, SG

__all__ = ["COLUMNS", "FILE", "mapping_set"]

#: The name of the file in a release.
FILE = "alignments.sssom.tsv"
#: Extension slots, with the property of each and its type.
EXTENSIONS = {
    "link_class": ("linkClass", "xsd:string"),
    "descriptor_shares": ("descriptorShare", "xsd:string"),
    "text_share": ("textShare", "xsd:decimal"),
    "p_value": ("pValue", "xsd:decimal"),
    "q_value": ("qValue", "xsd:decimal"),
    "period_overlap": ("periodOverlap", "xsd:string"),
}
COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "object_id", "object_label", "mapping_justification",
    "match_string", "similarity_score", "similarity_measure", *EXTENSIONS,
)  # fmt: skip


def mapping_set(
    aligned: Sequence[Aligned],
    units: Iterable[AlignedUnit],
    iris: Iris,
    date: str,
    every_pair: bool,
    left_out: Sequence[str] = (),
) -> bytes:
    """The links as a file (UTF-8), by subject, object and predicate; `date` is that of the data (ISO 8601).

    `every_pair` tells whether every pair that shares a descriptor has a link, or only the best of each unit; `left_out` are the
    other pairs of levels whose links the release has, which the set says it leaves out.
    """
    labels = {one.iri: one.texts["own"][0] for one in units}
    rows = sorted(_row(one, labels, iris) for one in aligned)
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    head = "".join(f"#{line}\n" for line in _metadata(iris, date, every_pair, left_out, _statistics(aligned)))
    return (head + table.getvalue()).encode()


def _statistics(aligned: Sequence[Aligned]) -> str:
    """By which statistics descriptors and words of the links weigh, as a sentence; empty without links."""
    if not aligned:
        return ""
    kept = aligned[0].statistics
    return f" Weights by statistics of version {kept}." if kept else " Weights counted anew from the units compared."


def _metadata(iris: Iris, date: str, every_pair: bool, left_out: Sequence[str], weights: str) -> Iterable[str]:
    yield 'sssom_version: "1.1"'
    yield "curie_map:"
    yield f"  plan: {iris.resource('plan')}/"
    yield f"  sg: {PREFIXES['sg']}"
    yield f"mapping_set_id: {iris.base}download/{FILE}"
    yield "mapping_set_title: National objectives of Czech strategic plans linked to regional priorities"
    extent = "Every pair that shares a descriptor" if every_pair else "The best links of each unit"
    others = (
        f" Links between other levels ({', '.join(left_out)}) are in the graph alignments, not here."
        if left_out
        else ""
    )
    yield f"mapping_set_description: {extent}; the shares of descriptors and of the text sum to the score.{weights}{others}"
    yield f"license: {LICENCE}"
    yield f"mapping_date: {date}"
    yield "mapping_tool: strategraph"
    yield f"mapping_tool_version: {version('strategraph')}"
    yield "extension_definitions:"
    for slot, (name, kind) in EXTENSIONS.items():
        yield f"  - slot_name: {slot}"
        yield f"    property: sg:{str(SG[name]).removeprefix(PREFIXES['sg'])}"
        yield f"    type_hint: {kind}"


def _row(aligned: Aligned, labels: Mapping[str, str], iris: Iris) -> tuple[str, ...]:
    link, base = aligned.link, f"{iris.resource('plan')}/"
    chance = (f"{aligned.chance.p:.4f}", f"{aligned.chance.q:.4f}") if aligned.chance else ("", "")
    return (
        f"plan:{link.subject.removeprefix(base)}",
        labels[link.subject],
        "sg:alignedWith" if link.link_class == SPECIFIC else "sg:sharesDescriptorWith",
        f"plan:{link.object.removeprefix(base)}",
        labels[link.object],
        "semapv:CompositeMatching",
        "|".join(one.code for one in link.descriptors),
        str(link.score),
        MEASURE,
        link.link_class,
        "|".join(f"{one.code} {one.share}" for one in link.descriptors),
        str(link.text_share),
        *chance,
        aligned.overlap.kind,
    )
