"""The same thing in the words of schema.org, inside its page, for search engines and for tools that read no other words."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from strategraph.namespaces import DCAT, DCTERMS, ORG, RDF, RDFS, SCHEMA, SG, SKOS
from strategraph.pages.description import best_label
from strategraph.pages.lookups import Row, Value

__all__ = ["as_script", "schema_org"]

#: Class → type of schema.org; of several classes that a thing is of, the one that stands first here decides.
TYPES = {
    str(SG.Plan): "CreativeWork",
    str(SG.Element): "CreativeWork",
    str(SG.Strategy): "CreativeWork",
    str(SG.SourceDocument): "DigitalDocument",
    str(SKOS.Concept): "DefinedTerm",
    str(SKOS.ConceptScheme): "DefinedTermSet",
    str(ORG.FormalOrganization): "GovernmentOrganization",
    str(ORG.OrganizationalUnit): "GovernmentOrganization",
    str(DCTERMS.Location): "AdministrativeArea",
    str(DCAT.Dataset): "Dataset",
}
#: Property → property of schema.org, if its value is a thing.
THINGS = {
    str(DCTERMS.isPartOf): "isPartOf",
    str(DCTERMS.subject): "about",
    str(DCTERMS.publisher): "publisher",
    str(DCTERMS.license): "license",
    str(DCTERMS.source): "isBasedOn",
    str(DCTERMS.spatial): "spatialCoverage",
    str(DCTERMS.references): "citation",
    str(SKOS.inScheme): "inDefinedTermSet",
    str(SCHEMA.sameAs): "sameAs",
    str(ORG.unitOf): "parentOrganization",
}
#: The same, if its value is a text or a number.
TEXTS = {
    str(DCTERMS.description): "description",
    str(DCTERMS.abstract): "abstract",
    str(SKOS.definition): "description",
    str(DCTERMS.modified): "dateModified",
    str(SCHEMA.position): "position",
}
#: Of these the address alone is wanted.
_ADDRESSES = ("license", "sameAs", "citation")
_NAMING = (str(RDFS.label), str(SKOS.prefLabel), str(DCTERMS.title))
_CODED = ("DefinedTerm", "termCode")
#: Longer texts are cut, and of many values the first are given: the data hold all of it.
MOST_CHARACTERS, MOST_VALUES = 1000, 50


def schema_org(iri: str, rows: Sequence[Row], language: str) -> dict[str, Any] | None:
    """A description from the rows of queries/pages/outgoing.rq; None for a thing that schema.org has no fitting type for.

    Only addresses by http and https are given, and texts in the language of the page where there are any.
    """
    classes = {row["value"].text for row in rows if row["property"].text == str(RDF.type)}
    kind = next((type_ for class_, type_ in TYPES.items() if class_ in classes), None)
    if kind is None:
        return None
    made: dict[str, Any] = {"@context": "https://schema.org/", "@type": kind, "@id": iri, "url": iri}
    name = best_label(_labels(row["value"] for row in rows if row["property"].text in _NAMING), language)
    if name:
        made["name"] = _cut(name)
    for row in rows:
        if row["property"].text == str(SKOS.notation):
            made[_CODED[1] if kind == _CODED[0] else "identifier"] = _cut(row["value"].text)
        if row["property"].text == str(DCTERMS.temporal) and "label" in row:
            made["temporalCoverage"] = row["label"].text.replace("–", "/")
    for property_, to in TEXTS.items():
        found = _labels(row["value"] for row in rows if row["property"].text == property_)
        if found and to not in made:
            value = best_label(found, language)
            made[to] = int(value) if to == "position" and value.isdecimal() else _cut(value)
    for property_, to in THINGS.items():
        things = _things([row for row in rows if row["property"].text == property_], to, language)
        if things:
            made[to] = things if len(things) > 1 else things[0]
    return made


def as_script(described: Mapping[str, Any] | None) -> str:
    """The description as a data block of HTML, which no text can end: `<`, `>` and `&` are written as escapes of JSON."""
    if described is None:
        return ""
    body = json.dumps(described, ensure_ascii=False, indent=1)
    for character in "<>&\u2028\u2029":
        body = body.replace(character, f"\\u{ord(character):04x}")
    return f'<script type="application/ld+json">\n{body}\n</script>'


def _things(rows: Sequence[Row], to: str, language: str) -> list[Any]:
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["value"].kind == "uri" and row["value"].text.startswith(("https://", "http://")):
            found.setdefault(row["value"].text, {}).update(_labels([row["label"]] if "label" in row else []))
    shown = sorted(found.items())[:MOST_VALUES]
    if to in _ADDRESSES:
        return [iri for iri, _ in shown]
    return [{"@id": iri, **({"name": _cut(best_label(labels, language))} if labels else {})} for iri, labels in shown]


def _labels(values: Any) -> dict[str, str]:
    labels: dict[str, str] = {}
    for value in values:
        if isinstance(value, Value) and value.kind == "literal":
            labels.setdefault(value.language, value.text)
    return labels


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[:MOST_CHARACTERS].rstrip() + "…"
