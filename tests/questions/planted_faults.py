"""One planted fault or more for each check: an update of the release, and the things that the check then finds."""

RESOURCE = "https://w3id.org/strategraph/resource/"
GRAPHS = "https://w3id.org/strategraph/graph/"
PREFIXES = f"""\
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/>
PREFIX sg: <https://w3id.org/strategraph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sssom: <https://w3id.org/sssom/>
PREFIX time: <http://www.w3.org/2006/time#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
BASE <{RESOURCE}>
"""
SSZ, SBSV, NAPSI = "plan/ap-ssz-2024-2026", "plan/ap-sbsv-2016-2020", "plan/napsi-2006-2008"
USTI = "plan/sprss-ustecky"
COMPARED = "comparison/ap-ssz-2024-2026/goal"
SPECIFIC = "alignment/ap-ssz-2024-2026/goal/4.3.d/sprss-ustecky/goal/2.2"
GENERAL = "alignment/ap-ssz-2024-2026/goal/4.5.c/sprss-ustecky/goal/4.3"


def changed(thing: str, prop: str, value: str, old: str = "?old") -> str:
    """An update that puts another value in the place of one, in the graph in which it stands."""
    before, after = (f"GRAPH ?graph {{ <{thing}> {prop} {term} }}" for term in (old, value))
    return f"DELETE {{ {before} }} INSERT {{ {after} }} WHERE {{ {before} }}"


def added(triples: str, graph: str = "source/ap-ssz-2024-2026") -> str:
    return f"INSERT DATA {{ GRAPH <{GRAPHS}{graph}> {{ {triples} }} }}"


def removed(thing: str, prop: str, value: str) -> str:
    return f"DELETE WHERE {{ GRAPH ?graph {{ <{thing}> {prop} {value} }} }}"


def money(words: str, place: str, more: str = "rdfs:comment 'nothing more'") -> str:
    """A sum of money of the measure with the deadline, on a passage of its document."""
    budget = f"budget/ap-sbsv-2016-2020/measure/p3/{len(words)}"  # one of its own, as all faults may be planted at once
    told = f'rdfs:label "{words}"@cs ; sg:sourcePassage <document/ap-sbsv-2016-2020#char={place}> ; {more}'
    return added(f"<{SBSV}/measure/p3> sg:budget <{budget}> . <{budget}> {told}", "source/ap-sbsv-2016-2020")


#: Check, the update that plants a fault, and the things at fault, below `…/resource/`.
FAULTS = [
    ("text-untidy", added(f'<{SSZ}/goal/3.a> rdfs:label "Develop  social work."@en'), {f"{SSZ}/goal/3.a"}),
    ("text-untidy", added(f'<{SSZ}/goal/3.c> rdfs:label "Support\\u00A0at home."@en'), {f"{SSZ}/goal/3.c"}),
    (
        "text-not-quoted",
        changed(f"{SSZ}/goal/3.a", "dcterms:description", '"Rozvíjet a profesionalizovat sociální práci. Ano."@cs'),
        {f"{SSZ}/goal/3.a"},
    ),
    ("label-not-from-text", changed(f"{SSZ}/goal/3.d", "rdfs:label", '"Komunitní práce…"@cs'), {f"{SSZ}/goal/3.d"}),
    ("key-repeated", added(f"<{NAPSI}/section/2.1> a sg:Element ; sg:partOf <{NAPSI}>"), {f"{NAPSI}/section/2.1"}),
    ("key-without-notation", changed(f"{SSZ}/goal/4.1.a", "skos:notation", '"4.1.b"'), {f"{SSZ}/goal/4.1.a"}),
    ("position-gap", changed(f"{SSZ}/goal/4.10.a", "schema:position", "99"), {f"{SSZ}/goal/4.10.a"}),
    (
        "position-out-of-order",
        f"{changed(f'{NAPSI}/goal/2.1', 'schema:position', '1')} ;\n"
        f"{changed(f'{NAPSI}/goal/2.2', 'schema:position', '0')}",
        {f"{NAPSI}/goal/2.1"},
    ),
    (
        "parent-after-child",
        changed(f"{SSZ}/goal/2.1.a", "sg:parent", f"<{SSZ}/section/2.2>"),
        {f"{SSZ}/goal/2.1.a"},
    ),
    (
        "parent-is-measure",
        changed(f"{SBSV}/measure/p9", "sg:parent", f"<{SBSV}/measure/p8>"),
        {f"{SBSV}/measure/p9"},
    ),
    (
        "element-in-two-graphs",
        added(f"<{NAPSI}/goal/2.3> sg:partOf <{NAPSI}>", "assignments"),
        {f"{NAPSI}/goal/2.3"},
    ),
    (
        "passage-in-two-graphs",
        added("<document/napsi-2006-2008#char=118,274> sg:line 4", "assignments"),
        {"document/napsi-2006-2008#char=118,274"},
    ),
    ("plan-without-elements", added("<plan/empty> a sg:Plan"), {"plan/empty"}),
    ("plan-level-against-territory", changed(USTI, "dcterms:spatial", "<territory/CZ>"), {USTI}),
    ("level-unused", added("<level/napsi-2006-2008/task> a sg:Level"), {"level/napsi-2006-2008/task"}),
    (
        "passage-length",
        changed("document/napsi-2006-2008#selector=118,274", "oa:end", '"275"^^xsd:nonNegativeInteger'),
        {"document/napsi-2006-2008#char=118,274"},
    ),
    (
        "passage-beyond-document",
        changed("document/napsi-2006-2008#char=118,274", "sg:line", "22"),
        {"document/napsi-2006-2008#char=118,274"},
    ),
    (
        "passage-beyond-document",
        changed("document/ap-sbsv-2016-2020#char=1247,1418", "sg:page", "14"),
        {"document/ap-sbsv-2016-2020#char=1247,1418"},
    ),
    (
        "passage-beyond-document",
        added("<document/napsi-2006-2008#char=278,395> sg:page 1"),
        {"document/napsi-2006-2008#char=278,395"},
    ),
    (
        "passage-of-other-document",
        added(f"<{NAPSI}/goal/2.4> sg:repeatedIn <document/ap-ssz-2024-2026#char=99,162>"),
        {f"{NAPSI}/goal/2.4"},
    ),
    (
        "passage-of-other-document",
        added(
            f"<assignment/a> sg:target <{NAPSI}/goal/2.5> ; sg:descriptor <descriptor/XX.d> ;"
            "sg:sourcePassage <document/ap-ssz-2024-2026#char=99,162>"
        ),
        {f"{NAPSI}/goal/2.5"},
    ),
    (
        "found-outside-text",
        changed(
            "quantity/napsi-2006-2008/goal/3.4/1", "sg:sourcePassage", "<document/napsi-2006-2008#char=1445,1453>"
        ),
        {f"{NAPSI}/goal/3.4"},
    ),
    (
        "deadline-not-in-words",
        changed("deadline/napsi-2006-2008/goal/3.4/2008", "time:inXSDgYear", '"2009"^^xsd:gYear'),
        {f"{NAPSI}/goal/3.4"},
    ),
    (
        "deadline-not-in-words",
        changed(f"deadline/{SBSV[5:]}/measure/p3/2020-12", "time:inXSDgYearMonth", '"2012-12"^^xsd:gYearMonth'),
        {f"{SBSV}/measure/p3"},
    ),
    ("stated-not-as-printed", money("5 mil. Kč", "1476,1498"), {f"{SBSV}/measure/p3"}),
    ("money-year-not-in-words", money("12/2020", "1476,1498", 'sg:firstYear "2021"^^xsd:gYear'), {f"{SBSV}/measure/p3"}),
    ("money-without-digits", money("MŠMT", "1462,1466", "schema:value 5.0"), {f"{SBSV}/measure/p3"}),
    ("body-not-as-printed", removed("body/CSU", "skos:altLabel", '"ČSÚ"@cs'), {f"{SBSV}/measure/p3"}),
    (
        "body-outside-statement",
        changed(
            "responsibility/ap-sbsv-2016-2020/measure/p12/gestor/ASZ",
            "sg:bodyPassage",
            "<document/ap-sbsv-2016-2020#char=2084,2087>",
        ),
        {f"{SBSV}/measure/p12"},
    ),
    (
        "descriptor-not-as-printed",
        changed("descriptor/XX.b", "skos:prefLabel", '"prevence kriminality"@cs', '"kriminalita a prevence kriminality"@cs'),
        {f"{SSZ}/goal/4.9.a"},
    ),
    ("descriptor-seen-wrongly", removed("descriptor/III.e", "sg:seenIn", "?plan"), {"descriptor/III.e"}),
    ("descriptor-seen-wrongly", added(f"<descriptor/VIII.d> sg:seenIn <{SSZ}>"), {"descriptor/VIII.d"}),
    (
        "assignment-repeated",
        added(f"<assignment/b> sg:target <{SSZ}/goal/3.a> ; sg:descriptor <descriptor/IX.a>"),
        {f"{SSZ}/goal/3.a"},
    ),
    (
        "assignment-printed-uncertain",
        changed("assignment/ap-ssz-2024-2026/goal/4.9.b/IX.b", "sg:weight", "0.5"),
        {"assignment/ap-ssz-2024-2026/goal/4.9.b/IX.b"},
    ),
    (
        "assignment-printed-uncertain",
        changed("assignment/ap-ssz-2024-2026/goal/4.9.b/XX.d", "sg:method", '"lexicon"'),
        {"assignment/ap-ssz-2024-2026/goal/4.9.b/XX.d"},
    ),
    (
        "element-not-to-be-indexed",
        added(f"<{SSZ}/section/2.1> sg:hasDescriptor <descriptor/IX.a>"),
        {f"{SSZ}/section/2.1"},
    ),
    (
        "mapping-without-match",
        added("<descriptor/VI.a> skos:exactMatch <http://eurovoc.europa.eu/679>"),
        {"descriptor/VI.a"},
    ),
    (
        "mapping-without-match",
        added("<descriptor/XX.d> skos:relatedMatch <http://eurovoc.europa.eu/1>"),
        {"descriptor/XX.d"},
    ),
    (
        "match-repeated",
        added(
            "<match/VI.a/broad/679> sssom:subject_id <descriptor/VI.a> ;"
            'sssom:object_id <http://eurovoc.europa.eu/679> ; sg:status "proposed"'
        ),
        {"descriptor/VI.a"},
    ),
    ("aligned-unit-not-indexed", added("<level/odd> sg:alignedUnit true ; sg:indexed false"), {"level/odd"}),
    ("link-shares-do-not-sum", changed(SPECIFIC, "sg:textShare", "0.5361"), {SPECIFIC}),
    ("link-descriptor-not-shared", added(f"<{SPECIFIC}> sg:sharedDescriptor <descriptor/XX.d>", "alignments"), {SPECIFIC}),
    ("link-class-wrong", changed(GENERAL, "sg:linkClass", '"specific"'), {GENERAL}),
    ("aligned-without-link", added(f"<{SSZ}/goal/4.5.c> sg:alignedWith <{USTI}/goal/4.3>", "alignments"), {f"{SSZ}/goal/4.5.c"}),
    ("aligned-without-link", added(f"<{SSZ}/goal/4.5.c> sg:continues <{SBSV}/goal/1>", "continuity"), {f"{SSZ}/goal/4.5.c"}),
    (
        "link-repeated",
        added(
            f'<alignment/odd> sg:linkSubject <{SSZ}/goal/4.5.c> ; sg:linkObject <{USTI}/goal/4.3> ; sg:layer "all"', "alignments"
        ),
        {GENERAL},
    ),
    (
        "document-lines-do-not-sum",
        changed("document/napsi-2006-2008", "sg:furnitureLineCount", "2"),
        {"document/napsi-2006-2008"},
    ),
    (
        "assignment-against-threshold",
        changed("assignment/ap-ssz-2024-2026/measure/4.2.c.2/VIII.a", "sg:status", '"assigned"', '"suggested"'),
        {"assignment/ap-ssz-2024-2026/measure/4.2.c.2/VIII.a"},
    ),
    (
        "assignment-against-threshold",
        removed("assignment/napsi-2006-2008/goal/2.4/X.d", "sg:lexiconVersion", "?version"),
        {"assignment/napsi-2006-2008/goal/2.4/X.d"},
    ),
    ("evidence-of-nothing", added("<evidence/odd> a sg:Evidence", "assignments"), {"evidence/odd"}),
    (
        "comparison-against-print",
        changed(f"{COMPARED}/4.9.b/IX.b", "sg:descriptor", "<descriptor/XVI.d>"),
        {f"{COMPARED}/4.9.b/IX.b", "assignment/ap-ssz-2024-2026/goal/4.9.b/IX.b"},
    ),
    (
        "comparison-against-print",
        changed(f"{COMPARED}/4.9.b/XX.d", "sg:agreement", '"lexicon"', '"both"'),
        {"assignment/ap-ssz-2024-2026/goal/4.9.b/XX.d"},
    ),
    (
        "comparison-against-threshold",
        changed(f"{COMPARED}/2.2.a/VIII.a", "sg:weight", "1.4"),
        {f"{COMPARED}/2.2.a/VIII.a"},
    ),
    (
        "comparison-against-threshold",
        changed(f"{COMPARED}/4.9.b/XX.d", "sg:agreement", '"printed"', '"both"'),
        {f"{COMPARED}/4.9.b/XX.d"},
    ),
    (
        "comparison-against-threshold",
        removed(f"{COMPARED}/2.1.a/IX.c", "sg:sourcePassage", "?passage"),
        {f"{COMPARED}/2.1.a/IX.c"},
    ),
    ("descriptor-use-miscounted", changed("descriptor/XIX.i", "sg:nationalUse", "3"), {"descriptor/XIX.i"}),
    ("descriptor-use-miscounted", changed("descriptor/XIX.i", "sg:regionalUse", "1"), {"descriptor/XIX.i"}),
    ("link-information-does-not-sum", changed(SPECIFIC, "sg:sharedInformation", "0.5"), {SPECIFIC}),
    ("link-words-exceed-texts", changed(f"{SPECIFIC}#words-1", "sg:share", "0.9"), {SPECIFIC}),
    ("years-in-common-unfounded", added(f"<{SPECIFIC}> sg:yearsInCommon 2", "alignments"), {SPECIFIC}),
    ("years-in-common-unfounded", changed(GENERAL, "sg:periodOverlap", '"overlapping"'), {GENERAL}),
    (
        "theme-beside-descriptor",
        added(f"<{SSZ}/goal/4.5.c> sg:sharesThemeWith <{USTI}/goal/4.3>", "inferred"),
        {f"{SSZ}/goal/4.5.c"},
    ),
]  # fmt: skip
