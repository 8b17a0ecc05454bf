"""A file with a descriptor that thousands of elements have, a body that answers for them all, and names that are hard to show."""

from collections.abc import Iterator
from pathlib import Path

__all__ = ["ELEMENTS", "HIDDEN", "PLANS", "used_elements", "write_many_uses"]

PLANS, ELEMENTS = 60, 2400
RESOURCE = "https://w3id.org/strategraph/resource/"
HIDDEN = '<script>alert(1)</script>" onmouseover="alert(2)'
_HEAD = """@prefix sg: <https://w3id.org/strategraph/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix sssom: <https://w3id.org/sssom/> .
@prefix r: <https://w3id.org/strategraph/resource/> .
r:layer\\/all skos:notation "all" ; sg:countsStatus "printed", "approved", "assigned" .
r:level\\/goal skos:notation "goal" ; skos:prefLabel "cíl"@cs, "goal"@en .
r:level\\/measure skos:notation "measure" ; skos:prefLabel "opatření"@cs, "measure"@en .
r:descriptor\\/I.a a skos:Concept ; sg:theme r:theme\\/I ; skos:notation "I.a" ; skos:prefLabel "bydlení"@cs, "housing"@en .
r:descriptor\\/I.b a skos:Concept ; sg:theme r:theme\\/I ; skos:notation "I.b" ; skos:prefLabel "\\u202Eobrácené"@cs, "שלום עולם"@he ;
  skos:altLabel "chudoba"@cs ; skos:hiddenLabel "\\u202Eskryté"@cs .
r:descriptor\\/I.c a skos:Concept ; sg:theme r:theme\\/I .
r:descriptor\\/I.d a skos:Concept ; sg:theme r:theme\\/I ; skos:notation "I.d" ; skos:prefLabel "LONG"@cs .
r:descriptor\\/I.e a skos:Concept ; sg:theme r:theme\\/I ; skos:notation "I.e" ; skos:prefLabel "HOSTILE"@cs ; skos:hiddenLabel "HOSTILE"@cs .
r:theme\\/I a skos:Concept ; skos:notation "I" .
r:match\\/1 a sg:Match ; sg:status "approved" ; sssom:subject_id r:descriptor\\/I.e ; sssom:predicate_id skos:closeMatch ;
  sssom:object_id <javascript:alert(1)> ; sssom:object_label "HOSTILE" ; sssom:mapping_justification <urn:x> ;
  rdfs:comment "HOSTILE" ; sssom:reviewer_label "HOSTILE" .
r:body\\/B a org:FormalOrganization ; skos:prefLabel "HOSTILE"@cs ; schema:sameAs <javascript:alert(1)> .
r:role\\/gestor skos:prefLabel "gestor"@cs .
"""


def used_elements() -> Iterator[tuple[int, int]]:
    """Plan and place of each element that has the descriptor I.a; the plans have from 11 to 69 of them."""
    for plan in range(PLANS):
        for place in range(ELEMENTS // PLANS - 29 + plan % 30 * 2):
            yield plan, place


def write_many_uses(file: Path) -> None:
    """Write it as Turtle."""
    head = _HEAD.replace("HOSTILE", HIDDEN.replace('"', '\\"')).replace("LONG", "dlouhý " * 1500)
    lines = [head]
    for plan in range(PLANS):
        lines.append(f'r:plan\\/p{plan:02} a sg:Plan, sg:RegionalPlan ; rdfs:label "Plán {plan:02}"@cs .')
        for level in ("goal", "measure"):
            lines.append(f"r:level\\/p{plan:02}\\/{level} a sg:Level ; skos:broader r:level\\/{level} .")
    for plan, place in used_elements():
        kind = "goal" if place % 3 else "measure"
        status = "printed" if place % 2 else "assigned"
        element = f"r:plan\\/p{plan:02}\\/{kind}\\/{place}"
        lines.append(
            f'{element} a sg:{kind.title()} ; rdfs:label "Prvek {plan:02}/{place}"@cs ; schema:position {place} ; '
            f"sg:partOf r:plan\\/p{plan:02} ; sg:level r:level\\/p{plan:02}\\/{kind} ; sg:hasDescriptor r:descriptor\\/I.a .\n"
            f'r:assignment\\/p{plan:02}-{place} sg:descriptor r:descriptor\\/I.a ; sg:target {element} ; sg:status "{status}" ; sg:weight 2.0 .\n'
            f"r:duty\\/p{plan:02}-{place} sg:body r:body\\/B ; dcat:hadRole r:role\\/gestor ; sg:responsibleFor {element} ."
        )
    file.write_text("\n".join(lines), encoding="utf-8")
