"""How statements become readable groups."""

import pytest

from strategraph.pages.description import Group, Item, Names, code, group_incoming, group_outgoing, heading, types
from strategraph.pages.links import Links
from strategraph.pages.lookups import Row, Value

BASE = "https://w3id.org/strategraph/"
SG, XSD = f"{BASE}ontology#", "http://www.w3.org/2001/XMLSchema#"
TERMS = {
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "type": "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
}
HAS, SUBJECT = f"{BASE}ontology#hasDescriptor", "http://purl.org/dc/terms/subject"
NAMES = Names({(HAS, "cs"): "má deskriptor"}, Links(BASE), "cs")


def row(property_: str, value: Value, **more: str) -> Row:
    extra = {name: Value("literal", text, "cs" if name == "label" else "") for name, text in more.items()}
    return {"property": Value("uri", TERMS.get(property_, property_)), "value": value, **extra}


def descriptor(name: str) -> Value:
    return Value("uri", f"{BASE}resource/descriptor/{name}")


def test_the_heading_is_the_label_in_the_language_or_the_end_of_the_iri() -> None:
    rows = [row("label", Value("literal", "Goal", "en")), row("label", Value("literal", "Cíl", "cs"))]
    assert heading(rows, f"{BASE}resource/plan/a", NAMES) == "Cíl"
    assert heading(rows[:1], f"{BASE}resource/plan/a", NAMES) == "Goal"
    assert heading([], f"{BASE}resource/plan/a", NAMES) == "plan/a"


def test_the_classes_stand_apart() -> None:
    rows = [row("type", Value("uri", "http://www.w3.org/2004/02/skos/core#Concept"))]
    assert types(rows, NAMES) == (Item("pojem", "http://www.w3.org/2004/02/skos/core#Concept"),)
    assert group_outgoing(rows, NAMES) == ()


def test_properties_with_the_same_values_share_a_group_and_values_are_sorted_as_codes_are() -> None:
    rows = [
        row(property_, descriptor(name), label=label, notation=name)
        for property_ in (SUBJECT, HAS)
        for name, label in (("4.10", "deset"), ("4.9", "devět"))
    ]
    assert group_outgoing(rows, NAMES) == (
        Group(
            (
                Item("má deskriptor", "/ontology#hasDescriptor", notation="sg:hasDescriptor"),
                Item("předmět", SUBJECT, notation="dcterms:subject"),
            ),
            (
                Item("devět", "/page/descriptor/4.9", "cs", "4.9"),
                Item("deset", "/page/descriptor/4.10", "cs", "4.10"),
            ),
            2,
        ),
    )


def test_what_leads_here_is_counted_whole_though_not_all_is_shown() -> None:
    found = {
        HAS: [{"subject": Value("uri", f"{BASE}resource/plan/a/goal/1"), "label": Value("literal", "Cíl 1", "cs")}]
    }
    (group,) = group_incoming({HAS: 100000}, found, NAMES)
    assert (group.items, group.total) == ((Item("Cíl 1", "/page/plan/a/goal/1", "cs"),), 100000)


def test_literals_keep_their_language_and_datatype_and_lead_nowhere() -> None:
    rows = [row("http://x/p", Value("literal", "2026", datatype=f"{XSD}gYear"))]
    (group,) = group_outgoing(rows, NAMES)
    assert group.items == (Item("2026", datatype="rok"),)
    assert group.properties == (Item("http://x/p", "http://x/p", notation="http://x/p"),)


@pytest.mark.parametrize(
    ("property_", "value", "czech", "english"),
    [
        ("http://x/p", Value("literal", "7", datatype=f"{XSD}integer"), Item("7"), Item("7")),
        ("http://x/p", Value("literal", "7", datatype=f"{XSD}nonNegativeInteger"), Item("7"), Item("7")),
        ("http://x/p", Value("literal", "0.0071", datatype=f"{XSD}decimal"), Item("0,0071"), Item("0.0071")),
        (f"{SG}linkClass", Value("literal", "general"), Item("obecná", notation="general"), Item("general")),
        ("http://x/p", Value("literal", "true", datatype=f"{XSD}boolean"), Item("ano"), Item("yes")),
        ("http://x/p", Value("literal", "0", datatype=f"{XSD}boolean"), Item("ne"), Item("no")),
        ("http://x/p", Value("literal", "printed"), Item("printed"), Item("printed")),
        (f"{SG}status", Value("literal", "printed"), Item("vytištěno", notation="printed"), Item("printed")),
        (f"{SG}status", Value("literal", "proposed"), Item("navrženo", notation="proposed"), Item("proposed")),
        (f"{SG}method", Value("literal", "printed"), Item("vytištěno", notation="printed"), Item("printed")),
        (f"{SG}method", Value("literal", "by hand"), Item("by hand"), Item("by hand")),
    ],
)
def test_values_are_said_in_words(property_: str, value: Value, czech: Item, english: Item) -> None:
    (group,) = group_outgoing([row(property_, value)], NAMES)
    assert group.items == (czech,)
    (group,) = group_outgoing([row(property_, value)], Names({}, Links(BASE), "en"))
    assert group.items == (english,)


def test_a_code_that_the_name_says_is_not_said_again() -> None:
    rows = [row("http://www.w3.org/2004/02/skos/core#notation", Value("literal", "IX"))]
    assert code(rows, "Téma IX") == ""
    assert code(rows, "Sociální péče") == "IX"
    assert code([], "Sociální péče") == ""
