"""Plans with linked objectives and priorities, as a file that a server serves: a small one of which all is known, and a large one."""

from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = ["LARGE_SIDE", "Link", "large_file", "small_file"]

RESOURCE = "https://w3id.org/strategraph/resource/"
PREFIXES = f"""@prefix r: <{RESOURCE}> .
@prefix sg: <https://w3id.org/strategraph/ontology#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sssom: <https://w3id.org/sssom/> .
"""
#: Objective, priority, layer, score, class, overlap, codes.
Link = tuple[str, str, str, str, str, str, Sequence[str]]
NATIONAL = {"stat-2020": ("Plán státu 2020", "2020", "2022"), "stat-2010": ("Plán státu 2010", "2010", "2012")}
REGIONAL = {"jih": ("Plán Jihu", "Jižní kraj"), "sever": ("Plán Severu <script>", "Severní kraj")}
#: Objective → code, label, section; in the order of the plan.
OBJECTIVES = {
    "stat-2020/goal/1.b": ("1.b", "Bydlení", "1"),
    "stat-2020/goal/1.a": ("1.a", "Práce", "1"),
    "stat-2020/goal/2.a": ("2.a", "Zdraví <script>alert(1)</script>", "2"),
    "stat-2020/goal/p3": ("", "Cíl mimo oddíly", ""),
    "stat-2010/goal/1": ("1", "Dluhy", ""),
}
PRIORITIES = {
    "jih/priority/p0": ("", "Byty"),
    "sever/goal/1.1": ("1.1", "Úřady práce"),
    "sever/goal/1.2": ("1.2", "Lékaři"),
}
SECTIONS = {"1": "Lidé", "2": "Péče"}
LINKS: Sequence[Link] = (
    ("stat-2020/goal/1.b", "jih/priority/p0", "all", "0.7000", "specific", "overlapping", ("IX.b", "X.a")),
    ("stat-2020/goal/1.b", "sever/goal/1.2", "all", "0.1000", "general", "unknown", ("X.a",)),
    ("stat-2020/goal/1.a", "sever/goal/1.1", "all", "0.4500", "specific", "unknown", ("IX.b",)),
    ("stat-2020/goal/1.a", "sever/goal/1.2", "all", "0.0500", "general", "unknown", ("X.a",)),
    ("stat-2020/goal/p3", "sever/goal/1.2", "all", "0.2000", "general", "unknown", ("X.a",)),
    ("stat-2010/goal/1", "jih/priority/p0", "all", "0.3000", "general", "apart", ("X.a",)),
    ("stat-2020/goal/1.b", "jih/priority/p0", "printed", "0.6000", "specific", "overlapping", ("IX.b",)),
)  # fmt: skip
#: Layer → the statuses that count in it.
LAYERS = {"printed": ("printed",), "approved": ("printed", "approved"), "all": ("printed", "approved", "assigned")}
#: What the page of a link needs beside these.
REST = (
    "sg:jaccardRank 1 ; sg:textRank 1 ; sg:objectJaccardRank 1 ; sg:objectTextRank 1 ; sg:sharedInformation 1.5 ; "
    'sg:textShare 0.2500 ; sssom:similarity_measure "formula 2"'
)
#: Objectives and priorities of the large file, each.
LARGE_SIDE = 400


def small_file(folder: Path) -> Path:
    """Two national plans, two regional ones, and seven links, one of them in the layer `printed`."""
    labels = {"IX.b": ("sociální péče", "social care"), "X.a": ("soulad", ""), "VI.h": ("vzdělávání", "education")}
    parts = [PREFIXES, *_vocabulary(labels)]
    parts += [_national(plan, *rest) for plan, rest in NATIONAL.items()]
    parts += [
        f'r:plan\\/{plan} a sg:Plan, sg:RegionalPlan ; rdfs:label "{title}"@cs ; dcterms:spatial r:{plan} .'
        f'r:{plan} rdfs:label "{territory}"@cs .'
        for plan, (title, territory) in REGIONAL.items()
    ]
    parts += [
        f'r:plan\\/stat-2020\\/section\\/{key} a sg:Section ; skos:notation "{key}" ; rdfs:label "{label}"@cs .'
        for key, label in SECTIONS.items()
    ]
    for place, (path, (code, label, section)) in enumerate(OBJECTIVES.items()):
        parts.append(_unit(path, "NationalObjective", place, code, label, section))
    for place, (path, (code, label)) in enumerate(PRIORITIES.items()):
        parts.append(_unit(path, "RegionalPriority", place, code, label, ""))
    return _written(folder / "small.ttl", [*parts, *_links(LINKS)])


def large_file(folder: Path) -> Path:
    """A national and a regional plan, and a third of all pairs between them, most of them general."""
    parts = [PREFIXES, *_vocabulary({"IX.b": ("péče", "care")}), _national("stat", "Velký plán", "2020", "2022")]
    parts += [
        f'r:plan\\/kraj-{number} a sg:Plan, sg:RegionalPlan ; rdfs:label "Plán {number}"@cs ; dcterms:spatial r:kraj .'
        for number in range(20)
    ]
    label = "Dlouhý název, jaký cíle mívají, aby stránka nebyla krátká jen proto, že jsou krátké: "
    ends = [(f"stat/goal/{one}", f"kraj-{one % 20}/goal/{one}") for one in range(LARGE_SIDE)]
    for one, (objective, priority) in enumerate(ends):
        parts.append(_unit(objective, "NationalObjective", one, f"{one}", f"{label}{one}", ""))
        parts.append(_unit(priority, "RegionalPriority", one, f"{one}", f"{label}{one}", ""))
    links: Iterable[Link] = (
        (ends[one][0], ends[other][1], "all", f"{(one * other) % 997 / 1000:.4f}",
         "specific" if other % 5 == 0 else "general", "unknown", ("IX.b",))
        for one in range(LARGE_SIDE) for other in range(one % 3, LARGE_SIDE, 3)
        if one < 60 or other % 20 == 0
    )  # fmt: skip
    return _written(folder / "large.ttl", [*parts, *_links(links)])


def _written(file: Path, parts: Iterable[str]) -> Path:
    file.write_text("\n".join(parts), encoding="utf-8")
    return file


def _vocabulary(labels: dict[str, tuple[str, str]]) -> list[str]:
    layers = [
        f'r:layer\\/{name} skos:notation "{name}" ; sg:countsStatus "{status}" .'
        for name, statuses in LAYERS.items()
        for status in statuses
    ]
    return (
        layers
        + [
            f'r:descriptor\\/{code} sg:theme r:theme\\/T ; skos:notation "{code}" ; skos:prefLabel "{czech}"@cs'
            + (f', "{english}"@en .' if english else " .")
            for code, (czech, english) in labels.items()
        ]
        + ['r:theme\\/T skos:notation "T" .']
    )


def _national(plan: str, title: str, start: str, end: str) -> str:
    return (
        f'r:plan\\/{plan} a sg:Plan, sg:NationalPlan ; rdfs:label "{title}"@cs ; dcterms:spatial r:cr ; '
        f'dcterms:temporal [ dcat:startDate "{start}" ; dcat:endDate "{end}" ] .'
    )


def _unit(path: str, kind: str, place: int, code: str, label: str, section: str) -> str:
    plan = path.partition("/")[0]
    return (
        f"<{RESOURCE}plan/{path}> a sg:{kind} ; sg:partOf <{RESOURCE}plan/{plan}> ; schema:position {place} ; "
        f'rdfs:label "{label}"@cs ; dcterms:description "{label}"@cs'
        + (f' ; skos:notation "{code}"' if code else "")
        + (f" ; sg:parent <{RESOURCE}plan/{plan}/section/{section}> ." if section else " .")
    )


def _links(links: Iterable[Link]) -> Iterable[str]:
    """The links, and that each end carries each code: printed where a printed link says so, else assigned."""
    links = list(links)
    held: dict[tuple[str, str], str] = {}
    for number, (objective, priority, layer, score, kind, overlap, codes) in enumerate(links, 1):
        room = "alignment" if layer == "all" else f"layer/{layer}/alignment"
        name = "Alignment" if layer == "all" else "LayerAlignment"
        shared = ", ".join(f"<{RESOURCE}descriptor/{code}>" for code in codes)
        yield (
            f'<{RESOURCE}{room}/{objective}/{priority}> a sg:{name} ; sg:layer "{layer}" ; sg:score {score} ; '
            f"sg:linkSubject <{RESOURCE}plan/{objective}> ; sg:linkObject <{RESOURCE}plan/{priority}> ; "
            f'sg:linkClass "{kind}" ; sg:periodOverlap "{overlap}" ; sg:sharedDescriptor {shared} ; '
            f"sg:subjectRank {number} ; sg:objectRank {number} ; {REST} ."
        )
        for end in (objective, priority):
            for code in codes:
                held[end, code] = "printed" if layer == "printed" else held.get((end, code), "assigned")
    for number, ((end, code), status) in enumerate(held.items()):
        yield (
            f"r:assignment\\/{number} sg:target <{RESOURCE}plan/{end}> ; sg:descriptor <{RESOURCE}descriptor/{code}> ; "
            f'sg:status "{status}" .'
        )
