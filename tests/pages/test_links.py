"""Where IRIs lead, and where they must not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.pages.links import Links

BASE = "https://w3id.org/strategraph/"
LINKS = Links(BASE)


@pytest.mark.parametrize(
    ("iri", "href"),
    [
        (f"{BASE}resource/plan/a/goal/2.1.a", "/page/plan/a/goal/2.1.a"),
        (f"{BASE}resource/document/a#char=1,2", "/page/document/a#char=1,2"),
        (f"{BASE}graph/source/a", "/graph/source/a"),
        (f"{BASE}ontology#Goal", "/ontology#Goal"),
        ("https://w3id.org/strategraph/ontology", "/ontology"),
        ("http://example.org/a?b=1&c=2", "http://example.org/a?b=1&c=2"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", None),
        ("JavaScript:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("http:alert", None),
        ("http://[", None),
        ("urn:x", None),
        ("", None),
    ],
)
def test_only_harmless_addresses_become_links(iri: str, href: str | None) -> None:
    assert LINKS.href(iri) == href


def test_another_base_is_followed_and_the_ontology_keeps_its_own() -> None:
    links = Links("http://localhost:8000/")
    assert links.href("http://localhost:8000/resource/plan/a") == "/page/plan/a"
    assert links.href("https://w3id.org/strategraph/resource/plan/a") == "https://w3id.org/strategraph/resource/plan/a"
    assert links.href("https://w3id.org/strategraph/ontology#Goal") == "/ontology#Goal"


def test_a_language_chosen_by_hand_is_carried_along() -> None:
    assert Links(BASE, "en").href(f"{BASE}resource/document/a#char=1,2") == "/page/document/a?lang=en#char=1,2"


@pytest.mark.parametrize(
    ("path", "local"), [("//evil.example", "/evil.example"), ("x", "/x"), ("/a b<c>", "/a%20b%3Cc%3E")]
)
def test_a_local_path_stays_on_this_site(path: str, local: str) -> None:
    assert LINKS.local(path) == local


def test_parameters_of_a_local_path_are_encoded_and_the_language_is_one_of_them() -> None:
    assert (
        LINKS.choice("/alignment/links", objective="plan/a/goal/2.1.a&b")
        == "/alignment/links?objective=plan/a/goal/2.1.a%26b"
    )
    assert Links(BASE, "en").choice("//evil.example", x="1") == "/evil.example?x=1&lang=en"


@given(st.text(max_size=60))
def test_any_iri_leads_to_a_safe_place_or_nowhere(iri: str) -> None:
    href = LINKS.href(iri)
    assert (
        href is None
        or href.lower().startswith(("http://", "https://", "mailto:"))
        or (href[0] == "/" and href[1:2] != "/")
    )
