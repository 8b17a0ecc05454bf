"""Territories lie in one another as the registers say, from a municipality up to the Union, and what does not fit is refused."""

import shutil
from pathlib import Path

import pytest

from level_plans import EARLIER, MUNICIPAL, levels_home
from strategraph.errors import RegisterError, SourceError
from strategraph.levels import LEVELS
from strategraph.places import Places
from strategraph.sources import KINDS, levels_for, read_manifest, read_registers, replaced_plans

HEADER = "code,kind,label_cs,label_en,within,same_as,source\n"


def test_what_a_municipality_lies_in_is_there_up_to_the_union(tmp_path: Path) -> None:
    places = levels_home(tmp_path / "home", "sprss-ustecky")
    territories = read_registers(places.mappings, places.data).territories
    assert {code: (one.kind, one.within) for code, one in territories.items()} == {
        "EU": ("union", ()),
        "CZ": ("state", ("EU",)),
        "CZ032": ("region", ("CZ",)),
        "CZ042": ("region", ("CZ",)),
        "orp-4205": ("orp", ("CZ042",)),
        "mikroregion-podlesi": ("microregion", ("CZ042",)),
        "obec-lipina": ("municipality", ("mikroregion-podlesi", "orp-4205")),
        "obec-habrova": ("municipality", ("mikroregion-podlesi", "CZ042")),
    }
    assert territories["orp-4205"].label_cs == "Litoměřice"


def test_without_the_classifications_territories_are_what_the_tables_of_ours_say(places: Places) -> None:
    territories = read_registers(places.mappings).territories
    assert {code: (one.kind, one.within) for code, one in territories.items()} == {
        "CZ": ("", ()),
        "CZ032": ("", ()),
        "CZ042": ("", ()),
        "EU": ("union", ()),
    }


def test_every_kind_allows_known_levels_and_every_level_is_allowed_somewhere() -> None:
    assert {level for kind in KINDS for level in levels_for(kind)} == set(LEVELS)
    assert levels_for("") == LEVELS


@pytest.mark.parametrize(
    "rows, told",
    [
        ("obec-a,village,A,A,CZ,,x\n", "obec-a is of the kind 'village'; write one of union, state, region,"),
        ("obec-a,municipality,A,,CZ,,x\n", "obec-a lacks a name or a source; write both names"),
        ("obec-a,municipality,A,A,CZ,,\n", "obec-a lacks a name or a source; write both names"),
        ("obec a,municipality,A,A,CZ,,x\n", "'obec a' cannot be part of an IRI"),
        ("CZ,state,Česko,Czechia,,,x\n", "CZ stands in territories.csv, too; keep one."),
        ("obec-a,municipality,A,A,CZ099,,x\n", "obec-a is said to lie in 'CZ099', which is neither there nor in data/"),
        (
            "obec-a,municipality,A,A,obec-b,,x\nobec-b,municipality,B,B,obec-a,,x\n",
            "obec-a lies in itself by way of what it lies in; correct the column within.",
        ),
    ],
)
def test_a_territory_that_does_not_fit_is_refused(places: Places, tmp_path: Path, rows: str, told: str) -> None:
    shutil.copytree(places.mappings / "registers", tmp_path / "registers")
    path = tmp_path / "registers" / "other-territories.csv"
    path.write_text(HEADER + "EU,union,Evropská unie,European Union,,,x\n" + rows, encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        read_registers(tmp_path, places.data)
    assert told in str(caught.value)
    assert "other-territories.csv" in str(caught.value)


def replaced(places: Places, plan: str, before: str) -> None:
    path = places.data / "sources" / "municipal" / plan / "source.toml"
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("replaces")]
    path.write_text("\n".join([f'replaces = "{before}"', *kept, ""]), encoding="utf-8")


def test_a_plan_replaces_a_plan_that_is_there_and_never_itself(tmp_path: Path) -> None:
    places = levels_home(tmp_path / "home", "sprss-ustecky")

    def found() -> dict[str, str]:
        paths = sorted((places.data / "sources").glob("*/*/source.toml"))
        return replaced_plans([read_manifest(path) for path in paths])

    assert found() == {MUNICIPAL: EARLIER}
    replaced(places, EARLIER, "nic")
    with pytest.raises(
        SourceError, match=rf"of {EARLIER}: replaces is 'nic', which is no plan below data/sources; add"
    ):
        found()
    replaced(places, EARLIER, MUNICIPAL)
    with pytest.raises(SourceError, match=rf"of {EARLIER}: it replaces itself by way of {MUNICIPAL}; correct"):
        found()
    replaced(places, EARLIER, EARLIER)
    with pytest.raises(SourceError, match=rf"of {EARLIER}: it replaces itself by way of nothing else; correct"):
        found()
