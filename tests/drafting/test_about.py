"""What a document says about itself: title, issuer, territory, years."""

import csv
from pathlib import Path

import pytest

from drafts import TODAY, drafted, knowledge
from strategraph.drafting import draft, open_file
from strategraph.places import Places
from strategraph.settings import SourceLimits


@pytest.mark.parametrize(
    "text, code",
    [
        ("Střednědobý plán rozvoje sociálních služeb v Plzeňském kraji 2019-2021", "CZ032"),
        ("Plán rozvoje sociálních služeb KRAJE VYSOČINA", "CZ063"),
        ("Strategie hlavního města Prahy", "CZ010"),
        ("Komunitní plán města Kolína", "orp-2110"),
        ("Strategický plán města Jindřichův Hradec", "orp-3105"),
        ("STRATEGICKÝ PLÁN MĚSTA TŘEBÍČ", "orp-6113"),
        ("Komunitní plán sociálních služeb na Hodonínsku", "orp-6206"),
        ("Koncepce města Ústí nad Labem", "orp-4214"),
        ("Plán pro okres Kolín", "CZ0204"),
        ("Akční plán Frýdlantu nad Ostravicí", "orp-8107"),
        ("Plán Libereckého kraje pro město Liberec", "CZ051"),
        ("Co nejvíce služeb pro všechny", None),
        ("Mosty mezi lidmi", None),
    ],
)
def test_a_territory_is_known_in_any_case_and_the_region_comes_first(text: str, code: str | None) -> None:
    found = knowledge().gazetteer.find(text)
    assert (found.code if found else None) == code


def test_the_register_has_all_regions_districts_and_municipalities_once(places: Places) -> None:
    path = places.data / "registers" / "territories.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    counts = {kind: sum(row["kind"] == kind for row in rows) for kind in ("state", "region", "district", "orp")}
    assert counts == {"state": 1, "region": 14, "district": 77, "orp": 205}
    regions = {row["code"] for row in rows if row["kind"] == "region"}
    assert {row["within"] for row in rows if row["kind"] in {"district", "orp"}} <= regions
    assert all(row["code"].startswith(row["within"]) for row in rows if row["kind"] == "district")
    with (places.mappings / "registers" / "territories.csv").open(encoding="utf-8") as stream:
        known = {row["code"]: row for row in csv.DictReader(stream)}
    for row in rows:
        if row["code"] in known:
            assert row["name"] == known[row["code"]]["label_cs"]
            assert row["ruian"] in known[row["code"]]["same_as"].split("|")


def facts(text: str, folder: Path) -> tuple[str, str, str, str | None, tuple[int, int] | None]:
    path = folder / "plan.txt"
    path.write_text(text, encoding="utf-8")
    about = draft(open_file(path, SourceLimits()), knowledge(), TODAY).about
    return about.title.text, about.issuer, about.issuer_name, about.territory and about.territory.code, about.period


def test_a_plan_of_a_ministry_is_of_the_state(tmp_path: Path) -> None:
    text = (
        "MINISTERSTVO PRÁCE A SOCIÁLNÍCH VĚCÍ\n\nNárodní strategie rozvoje sociálních služeb\nna období 2016 až 2025\n"
    )
    issuer = ("MPSV", "Ministerstvo práce a sociálních věcí")
    title = "Národní strategie rozvoje sociálních služeb na období 2016 až 2025"
    assert facts(text, tmp_path) == (title, *issuer, "CZ", (2016, 2025))


def test_a_plan_of_a_town_names_a_body_that_has_no_row(tmp_path: Path) -> None:
    text = "Město Vsetín\nKomunitní plán sociálních služeb 2023-25\n"
    assert facts(text, tmp_path) == (
        "Komunitní plán sociálních služeb 2023-25",
        "",
        "Město Vsetín",
        "orp-7212",
        (2023, 2025),
    )


def test_what_is_not_there_is_not_made_up(tmp_path: Path) -> None:
    path = tmp_path / "zapis.txt"
    path.write_text("1. Zvýšit počet bytů\n2. Opravit školu\n", encoding="utf-8")
    made, _ = drafted(path)
    assert (made.about.territory, made.about.period, made.about.issuer) == (None, None, "")
    assert 'title = "zapis"\ntitle_printed = false' in made.source
    assert "No period was found" in made.source
    told = "\n".join(doubt.told for doubt in made.doubts)
    for word in ("title", "issuer", "territory", "years", "licence"):
        assert word in told


@pytest.mark.parametrize(
    "title, level, territory",
    [
        ("Národní strategie rozvoje sociálních služeb 2016-2025", "national", "CZ"),
        ("Střednědobý plán rozvoje sociálních služeb Libereckého kraje 2022-2025", "regional", "CZ051"),
        ("Strategický plán hlavního města Prahy 2020-2030", "regional", "CZ010"),
        ("Komunitní plán města Kolína 2020-2023", "municipal", "orp-2110"),
        ("Komunitní plán sociálních služeb ORP Kolín 2020-2023", "microregional", "orp-2110"),
        ("Komunitní plán mikroregionu Kolínsko 2020-2023", "microregional", "orp-2110"),
        ("Plán pro okres Kolín 2020-2023", "microregional", "CZ0204"),
        ("Akční plán pro Evropský pilíř sociálních práv 2021-2030", "european", "EU"),
        ("Program rozvoje obce Lípina 2020-2026", "municipal", None),
        ("Plán rovných příležitostí Městského úřadu Horní Lípina 2020-2026", "municipal", None),
        ("Město Lípina\n\nPlán sociálních služeb 2020-2026", "municipal", None),
        ("STATUTÁRNÍ MĚSTO LÍPINA\n\nKoncepce bydlení 2020-2026", "municipal", None),
        ("Strategický plán rozvoje 2020-2026", "regional", None),
    ],
)
def test_the_level_of_a_plan_fits_its_territory_and_the_title_decides_between_two(
    tmp_path: Path, title: str, level: str, territory: str | None
) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(f"{title}\n1. Zvýšit počet bytů\n2. Opravit školu\n", encoding="utf-8")
    made, _ = drafted(path)
    about = made.about
    assert (about.level, about.territory and about.territory.code) == (level, territory)
    assert f'level = "{level}"\n' in made.source
