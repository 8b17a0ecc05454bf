"""Each page tells search engines what it is about, in the words of schema.org, and no text of the data gets out of there."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.tables import page
from running import Running
from strategraph.namespaces import DCTERMS, RDF, RDFS, SG
from strategraph.pages.lookups import Row, Value
from strategraph.pages.schema_org import as_script, schema_org

BASE = "https://w3id.org/strategraph/resource/"
BLOCK = re.compile(r'<script type="application/ld\+json">\n(.*?)\n</script>', re.DOTALL)


def told(html: str) -> dict[str, Any]:
    (body,) = BLOCK.findall(html)
    made = json.loads(body)
    assert isinstance(made, dict)
    return made


def row(property_: object, value: str, kind: str = "literal", language: str = "", label: str = "") -> Row:
    named = {"label": Value("literal", label, "cs")} if label else {}
    return {"property": Value("uri", str(property_)), "value": Value(kind, value, language), **named}


def test_a_goal_is_a_creative_work_of_its_plan_about_its_descriptors(published: Running) -> None:
    goal = f"{BASE}plan/ap-ssz-2024-2026/goal/4.3.d"
    assert told(page(published, "plan/ap-ssz-2024-2026/goal/4.3.d", "en")) == {
        "@context": "https://schema.org/",
        "@type": "CreativeWork",
        "@id": goal,
        "url": goal,
        "name": "Vytvořit podmínky pro zvýšení flexibility poskytování podpory prostřednictvím sociálních…",
        "identifier": "4.3.d",
        "description": "Vytvořit podmínky pro zvýšení flexibility poskytování podpory prostřednictvím sociálních služeb. "
        "Dále podporovat transformaci pobytových sociálních služeb.",
        "position": 27,
        "isPartOf": {
            "@id": f"{BASE}plan/ap-ssz-2024-2026",
            "name": "Akční plán 2024-2026 Strategie sociálního začleňování 2021-2030",
        },
        "about": [
            {"@id": f"{BASE}descriptor/IX.a", "name": "social counselling"},
            {"@id": f"{BASE}descriptor/IX.b", "name": "social care"},
            {"@id": f"{BASE}descriptor/IX.c", "name": "social prevention"},
            {"@id": f"{BASE}descriptor/IX.f", "name": "transformation of social services"},
        ],
    }


@pytest.mark.parametrize(
    ("path", "kind", "known"),
    [
        ("plan/ap-ssz-2024-2026", "CreativeWork", {"temporalCoverage": "2024/2026"}),
        ("document/ap-ssz-2024-2026", "DigitalDocument", {}),
        ("descriptor/IX.c", "DefinedTerm", {"termCode": "IX.c", "name": "sociální prevence"}),
        ("scheme/descriptors", "DefinedTermSet", {}),
        ("body/MPSV", "GovernmentOrganization", {"name": "Ministerstvo práce a sociálních věcí"}),
        ("territory/CZ042", "AdministrativeArea", {"name": "Ústecký kraj"}),
        ("dataset/strategraph", "Dataset", {"license": "https://creativecommons.org/licenses/by/4.0/"}),
    ],
)
def test_things_have_the_type_that_fits(published: Running, path: str, kind: str, known: dict[str, str]) -> None:
    made = told(page(published, path))
    assert (made["@type"], made["@id"]) == (kind, BASE + path)
    assert {name: made[name] for name in known} == known


def test_what_schema_org_has_no_word_for_is_not_described(published: Running) -> None:
    assert 'ld+json">' not in page(published, "period/2024-2026").partition("</head>")[0].replace(
        'type="application/ld+json">\n<link', ""
    ).replace('.jsonld" type="application/ld+json">', "")


def test_only_addresses_by_http_are_given_and_long_texts_and_lists_cut() -> None:
    rows = [
        row(RDF.type, str(SG.Goal), "uri"),
        row(RDF.type, str(SG.Element), "uri"),
        row(DCTERMS.license, "javascript:alert(1)", "uri"),
        row(DCTERMS.description, "x" * 10_000, language="cs"),
        *(row(DCTERMS.subject, f"https://example.org/{n}", "uri", label=f"d{n}") for n in range(60)),
    ]
    made = schema_org(f"{BASE}plan/a/goal/1", rows, "cs")
    assert made is not None
    assert "license" not in made
    assert "name" not in made
    assert made["description"] == "x" * 1000 + "…"
    assert len(made["about"]) == 50
    assert schema_org(BASE, [row(RDFS.label, "x")], "cs") is None
    assert as_script(None) == ""


def test_a_planted_label_ends_no_script(server: Running) -> None:
    answer = server.client.get("/page/plan/plan-a/goal/hostile", headers={"Accept": "text/html"}).text
    ours = answer.count('<script type="module" src="/static/')
    assert answer.count("<script") == answer.count("</script>") == 1 + ours
    assert told(answer)["name"] == "<script>alert(1)</script> \"x\" & 'y'"


@settings(max_examples=40)
@given(st.text() | st.sampled_from(["</script>", "<!--", "<!--<script>", "]]>", "\u2028", "&lt;"]))
def test_no_text_whatever_gets_out_of_the_data_block(text: str) -> None:
    shown = as_script({"name": text})
    body = shown.removeprefix('<script type="application/ld+json">\n').removesuffix("\n</script>")
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(body)
    assert json.loads(body) == {"name": text}
