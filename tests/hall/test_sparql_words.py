"""Whether a query calls out, or names its dataset, in any spelling that the engine takes."""

import contextlib
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad, QuerySolutions, QueryTriples, Store

from strategraph.sparql_words import UnclearError, calls_out, is_update, is_volatile, names_dataset, uses_functions

URL = "<http://127.0.0.1:9/>"


@pytest.mark.parametrize(
    "text, found",
    [
        ("INSERT DATA {}", True),
        ("# select\nPREFIX a: <http://a/#>\nBASE <http://b/> delete where {}", True),
        ("SELECT * { ?insert ?delete ?with }", False),
        ("PREFIX insert: <http://insert/> ASK {}", False),
        ("", False),
    ],
)
def test_an_update_is_told_by_its_first_word_after_the_prologue(text: str, found: bool) -> None:
    assert is_update(text) is found


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ SERVICE {URL} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT {URL} {{ ?s ?p ?o }} }}",
        f"select*{{sErViCe{URL}{{}}}}",
        f"SELECT * {{SERVICESILENT{URL}{{}}}}",
        f"SELECT * {{?s ?p trueSERVICE{URL}{{}}}}",
        f"SELECT * {{?s ?p 1SERVICE{URL}{{}}}}",
        f"SELECT * {{?s ?p 1.SERVICE{URL}{{}}}}",
        "PREFIX : <http://x/> SELECT * {SERVICE:x{}}",
        "PREFIX : <http://x/> SELECT * {?s ?p true.SERVICE:x{}}",
        "SELECT * { ?a ?b ?x SERVICE ?x {} }",
        f"SELECT * {{ # a comment\nSERVICE # another\n{URL} {{}} }}",
        f"SELECT * {{FILTER(1<2)SERVICE#>\n{URL}{{}}}}",
        f"SELECT * {{FILTER(1<2#>\n)SERVICE{URL}{{}}}}",
        f'SELECT * {{FILTER(1<2#>"""\n)SERVICE{URL}{{}}#"""\n}}',
        f"SELECT * {{FILTER(?a<b:c#>'''\n)SERVICE{URL}{{}}#'''\n}}",
        f'SELECT * {{?s ?p "a"@en SERVICE{URL}{{}}}}',
        f'SELECT * {{?s ?p "\\"" . SERVICE{URL}{{}}}}',
    ],
)
def test_a_query_that_calls_out_is_seen(query: str) -> None:
    assert calls_out(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        'SELECT * { ?s ?p "SERVICE <x> {}" }',
        "SELECT * { ?s ?p 'it\\'s SERVICE <x> {}' }",
        'SELECT * { ?s ?p """a "quoted" SERVICE <x> {}""" }',
        "SELECT * { ?s ?p '''it's SERVICE <x> {}''' }",
        "# SERVICE <x> {}\nSELECT * {}",
        "SELECT * { } # SERVICE <x> {}",
        "SELECT * { ?s <http://example.org/service#x> ?service , $service }",
        "PREFIX service: <http://x/> SELECT * { service:a ?p service:b }",
        "PREFIX service: <http://x/> SELECT * { GRAPH service:x { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(?a < ?b) } # service",
        "SELECT * { VALUES (?a ?b) { (<http://x/service> <http://x/y>) } }",
        'SELECT * { ?s ?p "x"@service }',
    ],
)
def test_the_word_elsewhere_is_no_call(query: str) -> None:
    assert not calls_out(query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * FROM <http://x/> { ?s ?p ?o }", True),
        ("ask from named <http://x/> { ?s ?p ?o }", True),
        ("ASKFROM<http://x/>{}", True),
        ("SELECT * { ?s ?p ?from }", False),
        ("SELECT * { ?s ?p 'FROM <x>' } # FROM <x>", False),
        ("PREFIX from: <http://x/> SELECT * { from:a ?p <http://x/from> }", False),
        ("SELECT * { ?s ?p ?o }", False),
        ("PREFIX x: <http://x/> SELECT * { ?s ?p ?o } ORDER BY x:from(?s) BYfrom:y(?s)", False),
        ("PREFIX from: <http://x/> DESCRIBE from:a", False),
        ("SELECT * { ?a\u00b7from ?p \u3001from:a ; ?a\u0301from _:a\u203ffrom }", False),
        ("SELECT * { VALUES (?a ?b) { (<a> <b>) } }", False),
        ("SELECT * FROM <http://x/> { VALUES (?a ?b) { (<a> <b>) } }", True),
    ],
)
def test_a_dataset_clause_is_seen(query: str, expected: bool) -> None:
    assert names_dataset(query) is expected


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT * FROM <http://x/g> { ?s ?p ?o }",
        "SELECT ?s FROM<http://x/g>{ ?s ?p ?o }",
        "SELECT (1 AS ?x)FROM <http://x/g> { ?s ?p ?o }",
        "PREFIX : <http://x/> SELECT * FROM:g { ?s ?p ?o }",
        "PREFIX : <http://x/> SELECT*FROM:g{?s ?p ?o}",
        "PREFIX ex: <http://x/> SELECT * FROMex:g { ?s ?p ?o }",
        "PREFIX from: <http://x/> SELECT * FROM from:g { ?s ?p ?o }",
        "PREFIX from: <http://x/> PREFIX : <http://x/> SELECT * FROM:g { ?s ?p ?o }",
        "PREFIX from: <http://x/> SELECT * { ?s ?p ?o FILTER (?s != from:g) } ORDER BY from:g(?s)",
        "PREFIX : <http://x/> CONSTRUCT { ?s ?p ?o } FROM:g { ?s ?p ?o }",
        "PREFIX : <http://x/> CONSTRUCTFROM:g WHERE { ?s ?p ?o }",
        "PREFIX from: <http://x/> CONSTRUCT { from:a from:b from:c } WHERE { ?s ?p ?o }",
        'SELECT ("FROM <http://x/g>" AS ?x) { ?s ?p ?o }',
    ],
)
def test_the_engine_takes_the_same_for_a_dataset_clause(query: str) -> None:
    """In a store whose default graph is empty a pattern is met only if the query names a graph."""
    store, x = Store(), NamedNode("http://x/g")
    store.add(Quad(x, x, x, x))
    found = store.query(query, custom_functions={x: lambda *_: None})
    assert isinstance(found, QuerySolutions | QueryTriples)
    assert names_dataset(query) is bool(list(found))


@pytest.mark.parametrize(
    "query",
    [
        'SELECT (COUNT(*) AS ?n)(1<2#>"""\n AS ?x) FROM <http://x/g> {?s ?p ?o} #"""',
        "SELECT (?a<b:c#>'''\n AS ?x) FROM <http://x/g> {} #'''",
        "SELECT * { VALUES (?a ?b) { (<a> <b>) } ?a ?b ?from }",
    ],
)
def test_it_is_not_guessed_whether_a_sign_begins_an_iri(query: str) -> None:
    with pytest.raises(UnclearError, match="is an IRI, or '<' in it means \"less than\""):
        names_dataset(query)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT (NOW() AS ?now) {}", True),
        ("SELECT*{FILTER(?x=trueRAND())}", True),
        ("SELECT (strUUID # a comment\n () AS ?x) {}", True),
        ("SELECT (uuid() AS ?x) {}", True),
        ("SELECT * { ?s ?p ?o FILTER(?o<RAND()&&?x>1) }", True),
        ("SELECT * { ?now <http://xmlns.com/foaf/0.1/knows> 'NOW()' } # RAND()", False),
        ("PREFIX rand: <http://x/> SELECT * { ?s rand:now 1 }", False),
        ("SELECT * { ?s ?p ?o } ORDER BY ?o", False),
        ('SELECT (1<2#>"""\n AS ?x)(RAND() AS ?n){} #"""', True),
        ("SELECT (1 AS ?a\u00b7now) { ?known ?brand (<http://x/now>) }", False),
        # the tokens of a long query are not read
        (f"ASK {{}} # NOW() {'.' * 3000}", True),
        (f"ASK {{}} # NOW {'.' * 3000}", False),
    ],
)
def test_a_query_whose_answer_changes_by_itself_is_seen(query: str, expected: bool) -> None:
    assert is_volatile(query) is expected


PIECES = (
    "(",
    "{",
    "<",
    '"',
    "'",
    "a",
    ":",
    "#",
    "a.",
    "-.",
    '"\\',
    "<a",
    '"""a',
    "'''a\"",
    '"\n',
    "?",
    "@a",
    "%",
    "\\",
    "1<2#>",
    ".",
    "now",
    "now#",
    "now ",
)


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_query_is_read_in_little_time(piece: str) -> None:
    started = time.process_time()
    query = piece * (65_000 // len(piece)) + " service from"
    calls_out(query)
    with contextlib.suppress(UnclearError):
        names_dataset(query)
    assert time.process_time() - started < 3


@pytest.mark.parametrize("piece", PIECES)
def test_the_front_reads_no_long_query(piece: str) -> None:
    """What is asked there takes so many steps of Python for any query: none for a token."""
    query = f"ASK {{}} # service from rand( now{piece * (65_000 // len(piece))}"
    steps = 0

    def count(*_: object) -> None:
        nonlocal steps
        steps += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        is_volatile(query)
    finally:
        sys.setprofile(before)
    assert steps < 20


def _names_or_may_name(query: str) -> bool:
    try:
        return names_dataset(query)
    except UnclearError:
        return True


@given(st.text(alphabet="aSERVICEfrom<>\"'#:?{}()\\\n .@-", max_size=80))
def test_any_text_is_read(text: str) -> None:
    for word, seen in (("service", calls_out), ("from", _names_or_may_name)):
        assert not seen(text) or word in text.lower()
        assert not seen(f"# {text}".replace("\n", " "))
        # behind a line that ends whatever it was, the bare word counts
        assert seen(f"ASK {{}} {word} <http://127.0.0.1/> #{text}")


SPACE = "http://f/#"


@pytest.mark.parametrize(
    "query, uses",
    [
        ("PREFIX f: <http://f/#> SELECT (f:a(?x) AS ?y) {}", True),
        ("PREFIX f:<http://f/#>SELECT(f:a(?x)AS ?y){}", True),
        ("PREFIX : <http://f/#> SELECT (:a(?x) AS ?y) {}", True),
        ("SELECT (<http://f/#a>(?x) AS ?y) {}", True),
        ("PREFIX f: <http://f/#> SELECT * {}", False),
        ("PREFIX f: <http://f/#> PREFIX g: <http://g/#> SELECT (g:a(?x) AS ?y) {} # f:a(?x)", False),
        ("SELECT * { ?x ?p 'f:a <http://f/#a>' }", False),
    ],
)
def test_a_function_of_ours_is_seen_where_it_is_called(query: str, uses: bool) -> None:
    assert uses_functions(query, SPACE) is uses
