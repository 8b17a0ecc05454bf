"""Reports from a store of others are those of the release, but for the name of the release, which only ours tells."""

from pathlib import Path

import pytest

from other_stores import virtuoso
from strategraph.places import Places
from strategraph.release import Release
from strategraph.release.credentials import VARIABLES
from strategraph.release.sending import Target, send
from strategraph.reports import REPORTS, Options
from strategraph.reports_desk import ReportsDesk
from strategraph.settings import Sending, Settings


@pytest.mark.virtuoso
def test_reports_from_virtuoso_are_those_of_the_release(
    release: Release, output: Path, places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLES[0], "dba")
    monkeypatch.setenv(VARIABLES[1], "dba")
    desk = ReportsDesk(places, Settings())
    with virtuoso(tmp_path) as address:
        target = Target(f"{address}/sparql-graph-crud-auth", f"{address}/sparql")
        send(release, target, Sending(tries=3, first_wait_seconds=0.1, timeout_seconds=120), lambda text: None)
        with (
            desk.of_release(output) as (here, name),
            desk.of_endpoint(target.endpoint or "", print) as (there, unknown),
        ):
            assert (name, unknown) == (release.edition, "")
            for report in REPORTS:
                for layer in ("all", "printed"):
                    options = Options(layer=layer, language="en")
                    ours, theirs = (desk.report(report, "json", options, "", one, name) for one in (here, there))
                    assert theirs == ours, (report, layer)
