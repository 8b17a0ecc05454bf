"""The SPARQL 1.1 Protocol, over HTTP."""

import httpx
import pytest

from running import Running

GOALS = "SELECT ?g WHERE { ?g a <https://w3id.org/strategraph/ontology#Goal> } ORDER BY ?g LIMIT 1"
GOAL = "https://w3id.org/strategraph/resource/plan/plan-a/goal/2.1.a"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
GRAPH = "https://w3id.org/strategraph/graph/descriptors"


def goals(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["g"]["value"] for row in answer.json()["results"]["bindings"]]


def boolean(answer: httpx.Response) -> bool:
    assert answer.status_code == 200, answer.text
    assert isinstance(answer.json()["boolean"], bool)
    return bool(answer.json()["boolean"])


def test_a_query_is_answered_in_all_three_ways(server: Running) -> None:
    client = server.client
    assert goals(client.get("/sparql", params={"query": GOALS})) == [GOAL]
    assert goals(client.post("/sparql", data={"query": GOALS})) == [GOAL]
    assert goals(client.post("/sparql", content=GOALS, headers=DIRECT)) == [GOAL]
    assert goals(client.get("/sparql/", params={"query": GOALS})) == [GOAL]


def test_the_default_graph_is_the_union_unless_a_dataset_is_named(server: Running) -> None:
    concept = f"ASK {{ <{GOAL}> ?p ?o . ?c a <http://www.w3.org/2004/02/skos/core#Concept> }}"
    goal = f"ASK {{ <{GOAL}> ?p ?o }}"
    in_graph = "ASK { GRAPH ?g { ?s ?p ?o } }"
    assert boolean(server.ask(concept)) is True
    assert boolean(server.ask(goal, **{"default-graph-uri": GRAPH})) is False
    assert boolean(server.ask(goal.replace("{", f"FROM <{GRAPH}> {{", 1))) is False
    assert boolean(server.ask(in_graph)) is True
    assert boolean(server.ask(in_graph, **{"default-graph-uri": GRAPH})) is False
    assert boolean(server.ask(in_graph, **{"named-graph-uri": GRAPH})) is True
    # what the protocol names replaces what the query names (2.1.4)
    other = "ASK FROM <http://example.org/none> { ?s ?p ?o }"
    assert boolean(server.ask(other)) is False
    assert boolean(server.ask(other, **{"default-graph-uri": GRAPH})) is True


@pytest.mark.parametrize("from_", ["FROM:g", "FROMex:g", "FROM NAMED:h FROM:g"])
def test_a_dataset_is_named_without_a_space_before_it(server: Running, from_: str) -> None:
    space, _, name = GRAPH.rpartition("/")
    prefixes = f"PREFIX : <{space}/> PREFIX ex: <{space}/> "
    named = from_.replace(":g", f":{name}")
    query = f"{{ <{GOAL}> ?p ?o }}"
    assert boolean(server.ask(f"{prefixes}ASK {query}")) is True
    assert boolean(server.ask(f"{prefixes}ASK {named} {query}")) is False


@pytest.mark.parametrize("name", ["?a\u00b7from", "?a\u0301from", "?a\u203ffrom", "?\u3001from"])
def test_a_variable_whose_name_ends_like_a_keyword_names_no_dataset(server: Running, name: str) -> None:
    count = "SELECT (COUNT(*) AS ?n) {{ {} ?p ?o }}"
    assert server.ask(count.format(name)).json() == server.ask(count.format("?s")).json()


def test_a_form_takes_its_dataset_from_the_address_too(server: Running) -> None:
    query = f"ASK {{ <{GOAL}> ?p ?o }}"
    assert boolean(server.client.post("/sparql", data={"query": query}, params={"default-graph-uri": GRAPH})) is False


@pytest.mark.parametrize(
    ("accept", "named", "content_type", "start"),
    [
        ("application/sparql-results+json", None, "application/sparql-results+json", b'{"head"'),
        ("application/json", None, "application/json", b'{"head"'),
        ("application/sparql-results+xml", None, "application/sparql-results+xml", b"<?xml"),
        ("application/xml", None, "application/xml", b"<?xml"),
        ("text/csv", None, "text/csv; charset=utf-8", b"g\r\n"),
        ("text/tab-separated-values", None, "text/tab-separated-values; charset=utf-8", b"?g\n"),
        ("*/*", None, "application/sparql-results+json", b'{"head"'),
        ("text/html,*/*;q=0.8", "csv", "text/csv; charset=utf-8", b"g\r\n"),
        ("text/html,*/*;q=0.8", None, "text/html; charset=utf-8", b"<!doctype html>"),
    ],
)
def test_rows_come_in_every_format(
    server: Running, accept: str, named: str | None, content_type: str, start: bytes
) -> None:
    answer = server.ask(GOALS, accept, **({"format": named} if named else {}))
    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)
    assert answer.content.startswith(start)
    assert GOAL.rsplit("/", 1)[-1].encode() in answer.content


@pytest.mark.parametrize(
    ("accept", "content_type", "content"),
    [
        ("text/turtle", "text/turtle; charset=utf-8", b'<http://a> <http://b> "c" .\n'),
        ("application/n-triples", "application/n-triples", b'<http://a> <http://b> "c" .\n'),
        ("application/ld+json", "application/ld+json", b'[{"@id":"http://a","http://b":[{"@value":"c"}]}]'),
        ("application/rdf+xml", "application/rdf+xml", b"<?xml"),
        ("*/*", "text/turtle; charset=utf-8", b"<http://a>"),
    ],
)
def test_triples_come_in_every_format(server: Running, accept: str, content_type: str, content: bytes) -> None:
    answer = server.ask('CONSTRUCT { <http://a> <http://b> "c" } WHERE {}', accept)
    assert (answer.status_code, answer.headers["content-type"], answer.headers["vary"]) == (200, content_type, "Accept")
    assert answer.content.startswith(content)


@pytest.mark.parametrize(
    ("accept", "content"),
    [
        ("application/sparql-results+json", b'{"head":{},"boolean":true}'),
        ("text/csv", b"true"),
        ("text/tab-separated-values", b"true"),
    ],
)
def test_a_boolean_comes_in_every_format(server: Running, accept: str, content: bytes) -> None:
    assert server.ask("ASK {}", accept).content == content


def test_a_description_is_triples(server: Running) -> None:
    answer = server.ask(f"DESCRIBE <{GOAL}>", "application/n-triples")
    assert f'<{GOAL}> <http://www.w3.org/2004/02/skos/core#notation> "2.1.a" .' in answer.text.splitlines()


def test_head_has_the_headers_of_get_and_no_body(server: Running) -> None:
    got = server.client.get("/sparql", params={"query": GOALS})
    head = server.client.head("/sparql", params={"query": GOALS})
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"] == str(len(got.content))
    assert head.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize(
    ("method", "address", "headers", "content", "status", "says"),
    [
        ("GET", "/sparql?query=ASK%20%7B", {}, b"", 400, "The query cannot be parsed: error at 1:6"),
        ("GET", "/sparql?query=", {}, b"", 400, "The query is empty: write one"),
        ("GET", "/sparql?query=%20%0A", {}, b"", 400, "The query is empty: write one"),
        ("POST", "/sparql", DIRECT, b"", 400, "The query is empty: write one"),
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}, b"", 400, "The request has 2 queries; send exactly one"),
        ("GET", "/sparql?query=ASK%7B%FF%7D", {}, b"", 400, "The query string is not a list of name=value"),
        (
            "GET",
            "/sparql?query=ASK%7B%7D&default-graph-uri=x",
            {},
            b"",
            400,
            "The default-graph-uri 'x' is no absolute IRI: No",
        ),
        ("GET", "/sparql?query=SELECT(%3Cx:f%3E()AS%3Fx)%7B%7D", {}, b"", 400, "The query cannot be evaluated: "),
        ("GET", "/sparql?update=CLEAR%20ALL", {}, b"", 403, "This endpoint is read-only"),
        ("POST", "/sparql", FORM, b"update=CLEAR+ALL", 403, "This endpoint is read-only"),
        (
            "POST",
            "/sparql",
            {"Content-Type": "application/sparql-update"},
            b"CLEAR ALL",
            403,
            "This endpoint is read-only",
        ),
        ("POST", "/sparql", FORM, b"", 400, "The request has no queries; send exactly one"),
        ("POST", "/sparql?query=ASK%7B%7D", DIRECT, b"ASK{}", 400, "The request has 2 queries; send exactly one"),
        ("POST", "/sparql", DIRECT, b"ASK { \xff }", 400, "The query is not UTF-8: byte 6 does not belong there."),
        ("POST", "/sparql", {}, b"ASK {}", 415, "The body is said to be 'nothing'"),
        ("POST", "/sparql", {"Content-Type": "text/plain"}, b"ASK {}", 415, "The body is said to be 'text/plain'"),
        (
            "GET",
            "/sparql?query=ASK%7B%7D&named-graph-uri=x:%5B",
            {},
            b"",
            400,
            "The named-graph-uri 'x:[' is no absolute",
        ),
        ("POST", "/sparql", {"Content-Type": f"application/sparql-query;x={'a' * 256}"}, b"ASK {}", 415, "The body is"),
        ("POST", "/sparql", {"Content-Type": "a;" * 4000}, b"ASK {}", 415, "The body is said to be 'a;a;"),
        (
            "POST",
            "/sparql",
            {"Content-Type": "application/sparql-query;charset=UTF-16"},
            b"ASK {}",
            415,
            "The body is said",
        ),
        (
            "POST",
            "/sparql",
            DIRECT,
            b"ASK{}" + b" " * 65_536,
            413,
            "The query has 65541 bytes; the longest that is taken has 65536.",
        ),
        ("POST", "/sparql", DIRECT, b" " * 300_000, 413, "The body of the request is longer than 262144 bytes"),
        ("PUT", "/sparql?query=ASK%7B%7D", {}, b"", 405, "/sparql is read with"),
        ("DELETE", "/sparql", {}, b"", 405, "/sparql is read with"),
        (
            "GET",
            "/sparql?query=ASK%7BSERVICE%3Chttp://127.0.0.1:9/%3E%7B%7D%7D",
            {},
            b"",
            400,
            "The query has a SERVICE clause",
        ),
    ],
)
def test_a_faulty_request_is_told_what_is_wrong(
    server: Running, method: str, address: str, headers: dict[str, str], content: bytes, status: int, says: str
) -> None:
    answer = server.client.request(method, address, headers={"Accept": "*/*", **headers}, content=content)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "text/plain; charset=utf-8")
    assert answer.text.startswith(says)


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        ("ASK {}", "text/turtle"),
        ("ASK {}", "image/png"),
        ("CONSTRUCT {} WHERE {}", "text/csv"),
        ("CONSTRUCT {} WHERE {}", "application/sparql-results+json"),
    ],
)
def test_where_no_format_fits_none_is_given(server: Running, query: str, accept: str) -> None:
    answer = server.ask(query, accept)
    assert answer.status_code == 406
    assert (
        answer.json()["detail"].startswith("None of the accepted")
        if "json" in accept
        else "None of the accepted" in answer.text
    )


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "# a note\nPREFIX x: <x:>\nBASE <x:>\n delete where { ?s ?p ?o }",
        *("LOAD <x:a>", "CLEAR ALL", "DROP ALL", "CREATE GRAPH <x:a>", "COPY DEFAULT TO <x:a>"),
        *("MOVE DEFAULT TO <x:a>", "ADD DEFAULT TO <x:a>", "WITH <x:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"),
    ],
)
def test_an_update_that_is_sent_as_a_query_is_told_that_none_are_taken(server: Running, query: str) -> None:
    answer = server.ask(query)
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(
        "This reads like an update, and the endpoint takes none: it is read-only. The query cannot be parsed: error at "
    )


@pytest.mark.parametrize("query", ["ADDS", "ASK { INSERT }", "PREFIX x: <x:>", "SELECT ?insert", "# DELETE\nASK {"])
def test_another_faulty_query_is_not_taken_for_an_update(server: Running, query: str) -> None:
    assert server.ask(query).json()["detail"].startswith("The query cannot be parsed: error at ")


def test_an_empty_query_is_told_so_in_czech_too(server: Running) -> None:
    headers = {"Accept": "text/html", "Accept-Language": "cs"}
    answer = server.client.get("/sparql", params={"query": " "}, headers=headers)
    assert answer.status_code == 400
    assert "Dotaz je prázdný: napište jej" in answer.text


def test_a_problem_is_a_problem_document_for_programs(server: Running) -> None:
    answer = server.ask("ASK {")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert (answer.json()["status"], answer.json()["title"]) == (400, "Bad Request")


@pytest.mark.parametrize("said", ["; charset=utf-8", ';x=y; CHARSET="UTF-8"', " ;", ";charset=us-ascii"])
def test_the_type_of_a_body_may_have_parameters(server: Running, said: str) -> None:
    headers = {"Content-Type": f"Application/SPARQL-query{said}"}
    assert server.client.post("/sparql", content=b"ASK {}", headers=headers).status_code == 200


TRIPLE_TERM = "CONSTRUCT { <x:a> <x:b> <<( <x:a> <x:b> 1 )>> } WHERE {}"


def test_what_json_ld_cannot_express_is_not_acceptable(server: Running) -> None:
    answer = server.ask(TRIPLE_TERM, "application/ld+json, text/plain;q=0.1")
    assert (answer.status_code, answer.text) == (
        406,
        "The answer holds a triple term, which JSON-LD cannot express; ask for Turtle, N-Triples or RDF/XML.\n",
    )
    assert server.ask(TRIPLE_TERM, "application/n-triples").text == "<x:a> <x:b> <<( <x:a> <x:b> 1 )>> .\n".replace(
        "1 )", '"1"^^<http://www.w3.org/2001/XMLSchema#integer> )'
    )
    assert server.ask("ASK {}").status_code == 200
