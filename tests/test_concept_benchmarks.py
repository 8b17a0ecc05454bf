"""The plans that pages of descriptors are measured with, and what a process is said to have taken."""

import os
import re
from pathlib import Path

from pyoxigraph import RdfFormat, Store

import alignment_data
import concept_pages

SG = "https://w3id.org/strategraph/ontology#"
TINY = alignment_data.Model((2,), (1.0, 2.0, 3.0), ({"own": (4,)},), ("jeden", "dva", "tři", "čtyři", "pět"))


def test_every_element_has_the_common_descriptor_and_an_assignment_for_each(tmp_path: Path) -> None:
    file = tmp_path / "made.nt"
    file.write_text("".join(concept_pages.statements(TINY, 3)), encoding="utf-8")
    assert file.read_text(encoding="utf-8") == "".join(concept_pages.statements(TINY, 3))
    store = Store()
    store.load(path=str(file), format=RdfFormat.N_TRIPLES)
    elements = 3 * alignment_data.UNITS
    counted = """SELECT (COUNT(DISTINCT ?element) AS ?elements) (COUNT(DISTINCT ?assignment) AS ?assignments) {
        ?assignment sg:target ?element ; sg:descriptor ?descriptor ; sg:status ?status .
        ?element sg:hasDescriptor ?descriptor ; sg:partOf ?plan ; sg:level/skos:broader ?level .
        ?descriptor sg:theme ?theme }"""
    prefixes = f"PREFIX sg: <{SG}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    [row] = store.query(prefixes + counted)  # type: ignore[misc]
    assert (row["elements"].value, row["assignments"].value) == (str(elements), str(3 * elements))
    common = (
        f"SELECT (COUNT(*) AS ?n) {{ ?e sg:hasDescriptor <{concept_pages.RESOURCE}descriptor/{concept_pages.COMMON}> }}"
    )
    [row] = store.query(prefixes + common)  # type: ignore[misc]
    assert row["n"].value == str(elements)


def test_the_processor_time_of_this_process_is_found_and_grows() -> None:
    before = concept_pages.processor_seconds(os.getpid())
    while sum(os.times()[:2]) < before[os.getpid()] + 0.05:
        re.findall("a+", "a" * 10_000)
    assert concept_pages.processor_seconds(os.getpid())[os.getpid()] >= before[os.getpid()] + 0.02
