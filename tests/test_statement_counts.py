"""The acceptance figures of the five documents: what they say of their elements, counted by SPARQL, expected as counted by eye."""

from collections import Counter

from pyoxigraph import Store

from counting import NAPSI, SBSV, SSZ, USTI, counts, one, rows

ASSIGNMENTS = (
    "?a a sg:DescriptorAssignment ; sg:status 'printed' ; sg:target ?e ; sg:descriptor ?d . ?d skos:notation ?n"
)


def test_130_assignments_of_27_descriptors_of_10_themes_on_38_goals(store: Store) -> None:
    assert one(store, f"SELECT (COUNT(?a) AS ?n) {{ {ASSIGNMENTS} }}") == 130
    assert one(store, f"SELECT (COUNT(DISTINCT ?d) AS ?n) {{ {ASSIGNMENTS} }}") == 27
    assert one(store, f"SELECT (COUNT(DISTINCT ?t) AS ?n) {{ {ASSIGNMENTS} . ?d sg:theme ?t }}") == 10
    assert one(store, f"SELECT (COUNT(DISTINCT ?e) AS ?n) {{ {ASSIGNMENTS} . ?e a sg:Goal ; sg:partOf <{SSZ}> }}") == 38


def test_assignments_of_each_descriptor(store: Store) -> None:
    assert counts(store, f"SELECT ?n (COUNT(?a) AS ?number) {{ {ASSIGNMENTS} }} GROUP BY ?n") == {
        "VIII.b": 21, "IX.b": 18, "IX.c": 16, "IX.a": 15, "VIII.a": 8, "X.c": 6, "XIII.a": 6, "X.d": 5, "IX.d": 4,
        "VI.h": 4, "XIII.b": 4, "VIII.c": 3, "III.e": 3, "IX.e": 3, "VII.a": 2, "VII.h": 1, "VII.b": 1, "IX.f": 1,
        "X.a": 1, "VI.a": 1, "X.b": 1, "XVI.d": 1, "XIX.i": 1, "XX.a": 1, "XX.b": 1, "XX.d": 1, "XIII.c": 1,
    }  # fmt: skip


def test_goals_by_their_number_of_descriptors(store: Store) -> None:
    found = counts(store, f"SELECT ?e (COUNT(?d) AS ?number) {{ {ASSIGNMENTS} }} GROUP BY ?e")
    assert Counter(found.values()) == {1: 2, 2: 5, 3: 14, 4: 11, 5: 4, 6: 2}


def test_a_printed_descriptor_is_stated_in_both_ways(store: Store) -> None:
    stated = f"{ASSIGNMENTS} . ?e sg:hasDescriptor ?d ; dcterms:subject ?d"
    assert one(store, f"SELECT (COUNT(?a) AS ?n) {{ {stated} }}") == 130


def test_28_descriptors_are_known_in_10_themes_and_viii_d_comes_from_the_strategy(store: Store) -> None:
    query = "SELECT ?t (COUNT(?d) AS ?n) { ?d sg:theme/skos:notation ?t } GROUP BY ?t"
    assert counts(store, query) == {
        "III": 1, "VI": 2, "VII": 3, "VIII": 4, "IX": 6, "X": 4, "XIII": 3, "XVI": 1, "XIX": 1, "XX": 3,
    }  # fmt: skip
    query = f"SELECT ?n ?where {{ ?d sg:seenIn ?where ; skos:notation ?n FILTER (?where != <{SSZ}>) }}"
    assert rows(store, query) == [("VIII.d", "strategy/ssz-2021-2030")]


def test_no_theme_has_an_invented_name(store: Store) -> None:
    query = "SELECT DISTINCT ?n ?label { ?d sg:theme ?t . ?t skos:notation ?n ; skos:prefLabel|skos:altLabel ?label }"
    numerals = ["III", "VI", "VII", "VIII", "IX", "X", "XIII", "XVI", "XIX", "XX"]
    expected = {(numeral, f"{word} {numeral}") for numeral in numerals for word in ("Téma", "Theme")}
    assert set(rows(store, query)) == expected


RESPONSIBILITIES = "?r a sg:Responsibility ; dcat:hadRole ?role ; sg:body ?body ; sg:responsibleFor ?e"


def test_responsibilities_of_the_slides(store: Store) -> None:
    assert counts(store, f"SELECT ?role (COUNT(?r) AS ?n) {{ {RESPONSIBILITIES} }} GROUP BY ?role") == {
        "role/gestor": 11,
        "role/spolugestor": 7,
        "role/spoluprace": 2,
    }
    query = f"SELECT ?role ?body ?e {{ {RESPONSIBILITIES} FILTER (?role != <role/gestor>) }}"
    co_gestors = {("role/spolugestor", f"body/{name}", f"{SBSV}/measure/p3")
                  for name in ("MPSV", "MV", "MSp", "MMR", "MSMT", "CSU", "MZ")}  # fmt: skip
    others = {("role/spoluprace", f"body/{name}", f"{SBSV}/measure/p13") for name in ("MPSV", "MV")}
    assert set(rows(store, query)) == co_gestors | others
    query = f"SELECT ?body ?e {{ {RESPONSIBILITIES} FILTER (?role = <role/gestor>) }}"
    measures = ("p3", "p8", "p9", "p12", "p13", "p15", "p16", "p17", "p19", "p23", "p26")
    assert set(rows(store, query)) == {("body/ASZ", f"{SBSV}/measure/{key}") for key in measures}


def test_one_statement_of_co_gestors_and_eleven_of_gestors(store: Store) -> None:
    query = f"SELECT ?role (COUNT(DISTINCT ?p) AS ?n) {{ {RESPONSIBILITIES} ; sg:sourcePassage ?p }} GROUP BY ?role"
    assert counts(store, query) == {"role/gestor": 11, "role/spolugestor": 1, "role/spoluprace": 1}


def test_deadlines(store: Store) -> None:
    query = """SELECT ?e ?when ?derived { ?e sg:deadline ?d . ?d sg:textDerived ?derived ;
        time:inXSDgYear|time:inXSDgYearMonth ?when } ORDER BY ?when"""
    assert rows(store, query) == [
        (f"{NAPSI}/goal/3.4", "2008", "true"),
        (f"{SBSV}/measure/p3", "2020-12", "false"),
    ]


def test_slides(store: Store) -> None:
    query = "SELECT ?plan ?n { ?plan a sg:Plan ; dcterms:source/schema:numberOfPages ?n }"
    assert counts(store, query) == {SBSV: 13}
    content = f"""SELECT (COUNT(DISTINCT ?page) AS ?n)
        {{ ?e a sg:Section ; sg:partOf <{SBSV}> ; sg:sourcePassage|sg:repeatedIn ?p . ?p sg:page ?page }}"""
    assert one(store, content) == 10
    query = f"""SELECT ?page (COUNT(?e) AS ?n)
        {{ ?e a sg:Measure ; sg:partOf <{SBSV}> ; sg:sourcePassage/sg:page ?page }} GROUP BY ?page"""
    assert counts(store, query) == {"4": 1, "5": 1, "6": 3, "7": 2, "8": 3, "9": 2, "10": 1, "11": 1, "12": 1}


def test_areas_of_the_slides(store: Store) -> None:
    query = f"""SELECT ?label ?page {{ ?e a sg:Section ; sg:partOf <{SBSV}> ; dcterms:description ?label ;
        sg:sourcePassage|sg:repeatedIn ?p . ?p sg:page ?page }} ORDER BY ?page"""
    assert rows(store, query) == [
        ("Koncepční řešení sociálního vyloučení", "3"),
        ("Koncepční řešení sociálního vyloučení", "4"),
        ("Koncepční řešení sociálního vyloučení", "5"),
        ("Bezpečnost", "6"),
        ("Bydlení", "7"),
        ("Dluhy", "8"),
        ("Podpora rodin, sociální služby a sociální práce", "9"),
        ("Zdraví", "10"),
        ("Zdraví", "11"),
        ("Zdraví", "12"),
    ]


def test_what_was_printed_differs_from_the_notation_by_its_last_dot(store: Store) -> None:
    query = "SELECT ?plan ?n ?printed { ?e sg:partOf ?plan ; skos:notation ?n ; sg:printedNotation ?printed }"
    found = rows(store, query)
    assert all(printed == f"{notation}." for _, notation, printed in found)
    assert Counter(plan for plan, _, _ in found) == {SSZ: 15, NAPSI: 3, USTI: 7}


def test_derived_notations(store: Store) -> None:
    query = "SELECT ?e ?n ?derived { ?e sg:derivedNotation ?derived ; skos:notation ?n } ORDER BY ?derived"
    assert rows(store, query) == [
        (f"{SBSV}/goal/1", "1", "8.1"),
        (f"{SBSV}/goal/2", "2", "8.2"),
        (f"{SBSV}/goal/4", "4", "8.4"),
    ]


def test_unnumbered_elements(store: Store) -> None:
    query = """SELECT ?level (COUNT(?e) AS ?n)
        { ?e a sg:Element ; sg:level ?level FILTER NOT EXISTS { ?e skos:notation ?n } } GROUP BY ?level"""
    assert counts(store, query) == {
        "level/ap-sbsv-2016-2020/area": 6,
        "level/ap-sbsv-2016-2020/strategic-goal": 2,
        "level/ap-sbsv-2016-2020/specific-goal": 1,
        "level/ap-sbsv-2016-2020/measure": 15,
        "level/sprss-plzensky-2019-2021/long-term-goal": 1,
        "level/sprss-plzensky-2019-2021/priority": 8,
    }


def test_one_uncertain_parent(store: Store) -> None:
    query = "SELECT ?e ?parent { ?e sg:parentUncertain true ; sg:parent ?parent }"
    assert rows(store, query) == [(f"{SBSV}/measure/p3", f"{SBSV}/goal/1.1")]
    assert one(store, "SELECT (COUNT(?e) AS ?n) { ?e sg:parentUncertain ?value }") == 1


def test_only_napsi_3_1_is_truncated(store: Store) -> None:
    query = "SELECT ?e ?value (STRLEN(?text) AS ?length) { ?e sg:truncated ?value ; dcterms:description ?text }"
    assert rows(store, query) == [(f"{NAPSI}/goal/3.1", "true", "255")]
    ((text,),) = rows(store, f"SELECT ?text {{ <{NAPSI}/goal/3.1> dcterms:description ?text }}")
    assert text.endswith("pro uživatele služby včetně rozvoje part")


def test_every_element_has_one_text_one_label_and_a_passage(store: Store) -> None:
    query = "SELECT ?e (COUNT(?x) AS ?n) { ?e a sg:Element ; %s ?x } GROUP BY ?e"
    for prop in ("dcterms:description", "rdfs:label", "sg:sourcePassage", "sg:level"):
        found = counts(store, query % prop)
        assert (len(found), set(found.values())) == (225, {1})


def test_what_the_usti_document_leaves_unstated(store: Store) -> None:
    query = "SELECT ?plan ?what { ?plan sg:unstated ?what } ORDER BY ?what"
    assert rows(store, query) == [
        (USTI, "http://purl.org/dc/terms/temporal"),
        (USTI, "http://purl.org/dc/terms/title"),
    ]
    query = "SELECT ?plan { ?plan a sg:Plan FILTER NOT EXISTS { ?plan dcterms:temporal ?period } }"
    assert rows(store, query) == [(USTI,)]


def test_the_matches_are_proposed_and_none_is_a_mapping_yet(store: Store) -> None:
    query = "SELECT ?status (COUNT(?m) AS ?n) { ?m a sg:Match ; sg:status ?status } GROUP BY ?status"
    assert counts(store, query) == {"proposed": 42}
    relations = "skos:exactMatch|skos:closeMatch|skos:broadMatch|skos:narrowMatch|skos:relatedMatch"
    assert one(store, f"SELECT (COUNT(?d) AS ?n) {{ ?d sg:theme ?theme ; {relations} ?other }}") == 0
