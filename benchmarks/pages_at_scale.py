"""How long pages take among millions of statements: the release of `reports_at_scale.py`, a real server, one client, no memory of answers."""

import argparse
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from concept_pages import LARGEST, ask
from endpoint_server import server
from reports_at_scale import TRIPLES, released
from targets import told

#: Seconds, by the clock, that half the answers may take at most.
SECONDS = 0.15
LINK = """PREFIX sg: <https://w3id.org/strategraph/ontology#>
SELECT ?link ?objective ?priority ?plan {
  ?link a sg:Alignment ; sg:linkSubject ?objective ; sg:linkObject ?priority ; sg:linkClass "specific" .
  ?objective sg:partOf ?plan
} LIMIT 1"""


def addresses(client: httpx.Client) -> list[str]:
    """Pages of each kind that grows with the graph: lists, searches, and things with many links."""
    answer = client.get("/sparql", params={"query": LINK}, headers={"Accept": "application/sparql-results+json"})
    [row] = answer.json()["results"]["bindings"]
    things = [
        re.sub(r".*/resource/", "/page/", row[name]["value"]) for name in ("plan", "objective", "priority", "link")
    ]
    return ["/", *things, "/alignment/", "/alignment/links", "/search?q=služby", "/concepts", "/reports/"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and return 1 if a target was missed."""
    options = argparse.ArgumentParser(description="Measure pages among made plans.")
    options.add_argument("--triples", type=int, default=TRIPLES, help="about so many (default: %(default)s)")
    options.add_argument("--rounds", type=int, default=5, help="answers after the first (default: %(default)s)")
    options.add_argument("--release", type=Path, help="a folder to keep the release in, or with one made before")
    chosen, met = options.parse_args(arguments), []
    with TemporaryDirectory() as folder:
        output = chosen.release or Path(folder)
        if not (output / "current").exists():
            print(f"{released(output, chosen.triples)[0]:,} triples", flush=True)
        settings = {"STRATEGRAPH_LIMITS_CACHE_BYTES": "0", "STRATEGRAPH_LIMITS_DEADLINE_SECONDS": "110"}
        with server(output, **settings) as (base, pid), httpx.Client(base_url=base, timeout=120) as client:
            for address in addresses(client):
                seen = ask(client, pid, address, chosen.rounds)
                met.append(told(f"{address}, p50 s by the clock", seen.median, SECONDS))
                met.append(seen.size <= LARGEST)
                print(
                    f"    the first {seen.first:.2f} s, processor {seen.processor:.3f} s, {seen.size:,} bytes",
                    flush=True,
                )
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
