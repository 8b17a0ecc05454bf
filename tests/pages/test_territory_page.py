"""The page of a territory: its codes, its plans and who issued them, and what lies where."""

from pages.listed import listed, section, shown, texts
from pages.tables import tables
from pages.test_descriptor_page import PLZEN, USTI
from running import Running
from strategraph.pages.description import Names
from strategraph.pages.links import Links
from strategraph.pages.lookups import Row, Value
from strategraph.pages.surroundings import surroundings

BASE = "https://w3id.org/strategraph/"


def test_the_plans_and_their_issuers(published: Running) -> None:
    whole = shown(published, "/page/territory/CZ032", "en")
    assert tables(section(whole, "plans")) == {
        "Plans for this territory": [
            ["Plan", "Period", "Issued by", "Goals", "Measures"], [PLZEN, "2019–2021", "Plzeň Region", "9", "0"]
        ]
    }  # fmt: skip
    assert texts(section(whole, "bodies")) == "Bodies that issued them Plzeň Region"
    (row,) = listed(published, "/page/territory/CZ042")
    assert (row["title"], row["period"], row["goals"]) == (USTI, "", "73")


def test_its_codes_lead_to_the_registers(published: Running) -> None:
    names = section(shown(published, "/page/territory/CZ042"), "names")
    assert texts(names) == (
        "Názvy čeština Ústecký kraj angličtina Ústí nad Labem Region "
        "RÚIAN https://linked.cuzk.cz/resource/ruian/vusc/60 NUTS http://data.europa.eu/nuts/code/CZ042 druh území region kraj"
    )
    assert names.count('<a href="http') == 2


def test_a_region_leads_to_the_state_and_to_the_other_region(published: Running) -> None:
    region = shown(published, "/page/territory/CZ042")
    assert texts(region.partition('<nav class="trail"')[2].partition(">")[2].partition("</nav>")[0]) == (
        "EU Evropská unie › CZ Česká republika › Ústecký kraj"
    )
    assert "Na téže úrovni CZ032 Plzeňský kraj" in texts(section(region, "around"))
    state = texts(section(shown(published, "/page/territory/CZ"), "around"))
    assert "Uvnitř tohoto CZ032 Plzeňský kraj CZ042 Ústecký kraj" in state


def test_what_lies_where_is_told_by_the_codes() -> None:
    def row(code: str) -> Row:
        return {
            "territory": Value("uri", f"{BASE}resource/territory/{code}"),
            "notation": Value("literal", code),
            "label": Value("literal", f"území {code}", "cs"),
        }

    rows = [row(code) for code in ("CZ", "CZ03", "CZ031", "CZ032", "CZ04", "CZ042", "SK")]
    names = Names({}, Links(BASE), "cs")
    found = surroundings(f"{BASE}resource/territory/CZ032", rows, names)
    assert [one.notation for one in found.above] == ["CZ", "CZ03"]
    assert [one.notation for one in found.beside] == ["CZ031"]
    assert found.below == ()
    state = surroundings(f"{BASE}resource/territory/CZ", rows, names)
    assert [one.notation for one in state.below] == ["CZ03", "CZ04", "CZ031", "CZ032", "CZ042"]
    assert (state.above, state.beside) == ((), ())
    unknown = surroundings(f"{BASE}resource/territory/XX", rows, names)
    assert (unknown.above, unknown.below, unknown.beside) == ((), (), ())
