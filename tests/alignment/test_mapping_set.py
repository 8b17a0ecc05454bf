"""The mapping set is sound SSSOM as our own reader of mapping sets takes it, and says what the graph says."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from strategraph.alignment import aligned_units, mapping_set
from strategraph.alignment.mapping_set import COLUMNS
from strategraph.concepts.sssom import read_mapping_set
from strategraph.link_steps import read_aligner
from strategraph.namespaces import SG
from strategraph.pipeline import Work
from strategraph.release import Release
from strategraph.settings import Alignment

RESOURCE = "https://w3id.org/strategraph/resource/"


@pytest.fixture(scope="module")
def content(work: Work) -> bytes:
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris)
    return mapping_set(read_aligner(work).regional(units).links, units, work.iris, "2026-11-20", every_pair=True)


def test_it_reads_back_with_every_link_and_its_justification(content: bytes, work: Work, tmp_path: Path) -> None:
    path = tmp_path / "links.sssom.tsv"
    path.write_bytes(content)
    read = read_mapping_set(path, COLUMNS, ())
    assert read.slots["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert read.slots["mapping_date"] == "2026-11-20"
    assert read.extensions <= set(COLUMNS)
    graph = work.graphs[work.names.named("alignments")]
    told = {
        (read.expand(row.values["subject_id"], row.line), read.expand(row.values["object_id"], row.line)): row.values
        for row in read.rows
    }
    stated = {
        (str(graph.value(link, SG.nationalObjective)), str(graph.value(link, SG.regionalPriority))): link
        for link in graph.subjects(SG.nationalObjective)
    }
    assert told.keys() == stated.keys()
    for ends, link in stated.items():
        row = told[ends]
        assert Decimal(row["similarity_score"]) == Decimal(str(graph.value(link, SG.score)))
        assert row["link_class"] == str(graph.value(link, SG.linkClass))
        shares = [Decimal(part.split(" ")[1]) for part in row["descriptor_shares"].split("|")]
        assert sum(shares, Decimal(row["text_share"])) == Decimal(row["similarity_score"])
        assert row["predicate_id"] == (
            "sg:alignedWith" if row["link_class"] == "specific" else "sg:sharesDescriptorWith"
        )
        assert row["mapping_justification"] == "semapv:CompositeMatching"


def test_one_line_says_all_of_a_link(content: bytes) -> None:
    ends = ("plan:ap-ssz-2024-2026/goal/4.6.a", "plan:sprss-ustecky/goal/6.2")
    rows = (line.split("\t") for line in content.decode().splitlines() if not line.startswith("#"))
    (values,) = (row for row in rows if (row[0], row[3]) == ends)
    row = dict(zip(COLUMNS, values, strict=True))
    assert (
        row["subject_label"]
        == "Zvyšovat dostupnost bydlení pro osoby ohrožené vyloučením z bydlení nebo po jeho ztrátě."
    )
    assert row["match_string"] == "XVI.d"
    assert (row["similarity_measure"], row["period_overlap"]) == ("strategraph, formula 2", "unknown")


def test_a_release_has_it_among_its_files(release: Release) -> None:
    file = release.dumps_path / "alignments.sssom.tsv"
    assert file.read_bytes().startswith(b'#sssom_version: "1.1"\n')
    assert "dumps/alignments.sssom.tsv" in release.manifest["files"]


def test_it_says_whether_it_holds_every_pair_or_the_best_of_each_unit(work: Work) -> None:
    for every, extent in ((True, "Every pair that shares a descriptor"), (False, "The best links of each unit")):
        head = mapping_set((), (), work.iris, "2026-11-20", every_pair=every).decode()
        assert (
            f"#mapping_set_description: {extent}; the shares of descriptors and of the text sum to the score.\n" in head
        )


def test_it_says_by_which_statistics_its_links_weigh(work: Work) -> None:
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris)
    plain = replace(read_aligner(work), settings=Alignment(permutations=0))
    for aligner, told in (
        (plain, "Weights by statistics of version 1."),
        (replace(plain, statistics=None), "Weights counted anew from the units compared."),
    ):
        head = mapping_set(aligner.regional(units).links, units, work.iris, "2026-11-20", True).decode()
        assert f"sum to the score. {told}\n" in head
