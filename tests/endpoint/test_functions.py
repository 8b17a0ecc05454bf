"""The functions of ours answer at the endpoint too, over whatever data it serves."""

from pathlib import Path

from running import running
from strategraph.sparql_functions import SIM

DATA = """
@prefix sg: <https://w3id.org/strategraph/ontology#> .
@base <https://example.org/> .
<graph> {
  <n> sg:hasDescriptor <a>, <b> . <r> sg:hasDescriptor <a>, <b>, <c> .
  <a> sg:informationContent 1.25 . <b> sg:informationContent 0.5 . <c> sg:informationContent 9.0 .
  <link> sg:nationalObjective <n> ; sg:regionalPriority <r> ; sg:score 0.75 .
}
"""
QUERY = f"""PREFIX sim: <{SIM}> BASE <https://example.org/>
SELECT (sim:score(<r>, <n>) AS ?score) (sim:sharedInformation(<n>, <r>) AS ?information) (sim:score(<n>, <x>) AS ?none) {{}}"""


def test_a_query_over_http_may_call_them(tmp_path: Path) -> None:
    file = tmp_path / "data.trig"
    file.write_text(DATA, encoding="utf-8")
    with running(file=file) as server:
        answer = server.ask(QUERY, "text/csv")
    assert (answer.status_code, answer.text) == (200, "score,information,none\r\n0.75,1.75,\r\n")
