"""What strategies print with the goals of a plan: read whole or refused, and stated with its source."""

from pathlib import Path

import pytest
from rdflib import Literal

from strategraph.concepts import elsewhere_graph, read_elsewhere
from strategraph.errors import RegisterError
from strategraph.iris import Iris
from strategraph.namespaces import DCTERMS, RDF, RDFS, SG
from strategraph.pipeline import Work

IRIS = Iris("https://example.org/")
HEAD = "strategy,plan,kind,key,codes,source_cs,source_en\n"
ROW = "ssz-2021-2030,ap-ssz-2024-2026,goal,2.3.a,VIII.b|VIII.d,stránka,page\n"
CODES = ("VIII.b", "VIII.d")


def refusal(folder: Path, work: Work, rows: str) -> str:
    path = folder / "printed-elsewhere.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        read_elsewhere(path, CODES, work.registers.strategies, work.plans)
    return str(caught.value).removeprefix(f"{path}, ")


def test_a_row_becomes_a_resource_with_its_source(tmp_path: Path, work: Work) -> None:
    path = tmp_path / "printed-elsewhere.csv"
    path.write_text(HEAD + ROW, encoding="utf-8")
    graph = elsewhere_graph(read_elsewhere(path, CODES, work.registers.strategies, work.plans), IRIS)
    subject = IRIS.elsewhere("ssz-2021-2030", "ap-ssz-2024-2026", "goal", "2.3.a")
    assert set(graph) == {
        (subject, RDF.type, SG.PrintedElsewhere),
        (subject, RDFS.label, Literal("2.3.a – ssz-2021-2030", lang="cs")),
        (subject, RDFS.label, Literal("2.3.a – ssz-2021-2030", lang="en")),
        (subject, SG.ofElement, IRIS.element("ap-ssz-2024-2026", "goal", "2.3.a")),
        (subject, DCTERMS.source, IRIS.strategy("ssz-2021-2030")),
        (subject, RDFS.comment, Literal("stránka", lang="cs")),
        (subject, RDFS.comment, Literal("page", lang="en")),
        (subject, SG.descriptor, IRIS.descriptor("VIII.b")),
        (subject, SG.descriptor, IRIS.descriptor("VIII.d")),
    }


def test_no_table_is_no_fault(tmp_path: Path) -> None:
    assert read_elsewhere(tmp_path / "none.csv", (), (), ()) == ()


@pytest.mark.parametrize(
    "old, new, told",
    [
        ("ssz-2021-2030", "ssz", "line 2: there is no strategy 'ssz'; add it to mappings/registers/strategies.csv."),
        ("goal,2.3.a", "goal,9.9", "line 2: ap-ssz-2024-2026 has no goal 9.9; correct kind and key."),
        ("VIII.d", "VIII.q", "line 2: there is no descriptor 'VIII.q'; write codes of descriptors.csv with '|' between them."),
        ("VIII.b|VIII.d", "", "line 2: there is no descriptor ''; write codes of descriptors.csv with '|' between them."),
        (",page", ",", "line 2: the source is empty; say in both languages where the codes were seen."),
        (ROW, ROW * 2, "line 3: goal 2.3.a of ap-ssz-2024-2026 stands above already; keep one row for each strategy."),
    ],
)  # fmt: skip
def test_a_faulty_row_is_named(tmp_path: Path, work: Work, old: str, new: str, told: str) -> None:
    assert refusal(tmp_path, work, ROW.replace(old, new)) == told


def test_an_unknown_plan_is_named_with_the_known_ones(tmp_path: Path, work: Work) -> None:
    told = refusal(tmp_path, work, ROW.replace("ap-ssz-2024-2026", "ap"))
    assert told == f"line 2: there is no plan 'ap'; the plans are {', '.join(sorted(plan.id for plan in work.plans))}."
