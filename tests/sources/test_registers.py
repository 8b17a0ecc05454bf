"""Registers say which body, territory or strategy a document means, and are refused when they do not."""

import shutil
from pathlib import Path

import pytest

from strategraph.errors import RegisterError
from strategraph.places import Places
from strategraph.sources import read_registers

RPP = "https://rpp-opendata.egon.gov.cz/odrpp/zdroj/orgán-veřejné-moci/"


def test_printed_forms_lead_to_bodies_with_their_register_address(places: Places) -> None:
    registers = read_registers(places.mappings)
    addresses = {slug: body.same_as.removeprefix(RPP) for slug, body in registers.bodies.items()}
    assert addresses == {
        "MPSV": "00551023",
        "MV": "00007064",
        "MSp": "00025429",
        "MMR": "66002222",
        "MSMT": "00022985",
        "CSU": "00025593",
        "MZ": "00024341",
        "UV": "00006599",
        "ASZ": "",
        "plzensky-kraj": "70890366",
        "ustecky-kraj": "70892156",
    }
    found = [registers.body_printed(form) for form in ("MŠMT", "ČSÚ", "MSMT")]
    assert [body.slug if body else None for body in found] == ["MSMT", "CSU", None]
    assert registers.bodies["ASZ"].unit_of == "UV"


def test_territories_have_ruian_and_nuts(places: Places) -> None:
    assert {code: territory.same_as for code, territory in read_registers(places.mappings).territories.items()} == {
        "CZ": ("https://linked.cuzk.cz/resource/ruian/stat/1", "http://data.europa.eu/nuts/code/CZ"),
        "CZ032": ("https://linked.cuzk.cz/resource/ruian/vusc/43", "http://data.europa.eu/nuts/code/CZ032"),
        "CZ042": ("https://linked.cuzk.cz/resource/ruian/vusc/60", "http://data.europa.eu/nuts/code/CZ042"),
        "EU": (),
    }


def test_an_empty_cell_is_no_form_and_no_address(places: Places, tmp_path: Path) -> None:
    shutil.copytree(places.mappings / "registers", tmp_path / "registers")
    rows = (tmp_path / "registers" / "bodies.csv").read_text(encoding="utf-8")
    rows += "A,,Úřad A,Office A,,,,\nB,,Úřad B,Office B,,,,\n"
    (tmp_path / "registers" / "bodies.csv").write_text(rows, encoding="utf-8")
    territories = tmp_path / "registers" / "territories.csv"
    territories.write_text(
        territories.read_text(encoding="utf-8") + "CZ051,Liberecký kraj,Liberec Region,\n", encoding="utf-8"
    )
    registers = read_registers(tmp_path)
    assert (registers.bodies["A"].printed, registers.bodies["B"].printed) == ((), ())
    assert registers.territories["CZ051"].same_as == ()
    assert registers.body_printed("") is None


@pytest.mark.parametrize("years", ["2031,2030", ",2030", "2021,do 2030"])
def test_a_strategy_without_its_years_is_refused(places: Places, tmp_path: Path, years: str) -> None:
    shutil.copytree(places.mappings / "registers", tmp_path / "registers")
    path = tmp_path / "registers" / "strategies.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2021,2030", years), encoding="utf-8")
    with pytest.raises(RegisterError, match=r"ssz-2021-2030 runs from .* write two years, the first before the last\."):
        read_registers(tmp_path)


@pytest.mark.parametrize(
    "old, new, told",
    [
        ("slug,printed", "slug,forms", "line 1: the columns are slug, forms,"),
        ("MV,MV,", "MPSV,MV,", "line 3: slug repeats 'MPSV' of line 2; each row needs its own."),
        ("MV,MV,", ",MV,", "line 3: slug is empty; each row needs its own."),
        ("MV,MV,", "M V,MV,", "'M V' cannot be part of an IRI; use ASCII letters, digits and single hyphens."),
        ("MV,MV,", "MV,MPSV,", "'MPSV' is printed for MPSV and MV; a form means one body."),
        (",UV,,", ",NIC,,", "ASZ is said to be a unit of 'NIC', which has no row; add one."),
        (
            "Ministerstvo vnitra,",
            "Ministerstvo, vnitra,",
            "line 3 has 9 values for 8 columns; put quotes around a value",
        ),
        ('"Ministerstvo školství', '"Ministerstvo "školství', "is not CSV"),
    ],
)
def test_a_faulty_register_is_refused_with_its_line(
    places: Places, tmp_path: Path, old: str, new: str, told: str
) -> None:
    shutil.copytree(places.mappings / "registers", tmp_path / "registers")
    path = tmp_path / "registers" / "bodies.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        read_registers(tmp_path)
    assert told in str(caught.value)
    assert "registers/bodies.csv" in str(caught.value)
