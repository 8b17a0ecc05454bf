"""Our own site passes every rule but those that only its publisher can settle, and each planted fault fails its rule alone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from inspection.recorded import Change, Given, Recorded, Site
from running import running
from strategraph.cli import main
from strategraph.errors import RegisterError, UsageError
from strategraph.inspection import PROBES, Finding, as_json, as_text, has_fault, inspect, read_rules
from strategraph.places import find_places

TABLE = find_places().mappings / "catalogue" / "rules.toml"
RULES = read_rules(TABLE)
BASE = b"https://w3id.org/strategraph/"
DATASET = b"<" + BASE + b"resource/dataset/strategraph>"
UNSET = {"dcat-publisher", "dcat-contact"}
DCT, DCAT, VOID = b"<http://purl.org/dc/terms/", b"<http://www.w3.org/ns/dcat#", b"<http://rdfs.org/ns/void#"


@pytest.fixture(scope="module")
def address(output: Path) -> Iterator[str]:
    with running(file=None, output=output) as server:
        yield server.address


@pytest.fixture(scope="module")
def recorded(address: str) -> Recorded:
    return Recorded(address)


def same(request: httpx.Request, given: Given) -> Given:
    return given


def at(path: str, change: Change, accept: str = "", method: str = "", origin: bool | None = None) -> Change:
    """A change of the answers to some requests only: `path` is what the path begins with."""

    def changed(request: httpx.Request, given: Given) -> Given:
        fits = (
            request.url.raw_path.decode().startswith(path)
            and accept in request.headers.get("accept", "")
            and method in ("", request.method)
            and origin in (None, "origin" in request.headers)
        )
        return change(request, given) if fits else given

    return changed


def record(*patterns: bytes, put: bytes = b"") -> Change:
    """The record without the lines that fit one of the patterns from their beginning, and with others added."""

    def change(_: httpx.Request, given: Given) -> Given:
        lines = given.body.splitlines(keepends=True)
        kept = [line for line in lines if not any(re.match(pattern, line) for pattern in patterns)]
        assert not patterns or len(kept) < len(lines)
        return Given(given.status, given.headers, b"".join(kept) + put)

    return at("/catalogue", change, "n-triples")


def swapped(old: bytes, new: bytes) -> Change:
    def change(_: httpx.Request, given: Given) -> Given:
        assert old in given.body
        return Given(given.status, given.headers, given.body.replace(old, new))

    return change


def header(name: str, value: str | None) -> Change:
    return lambda _, given: given.header(name, value)


def without_link(relation: str) -> Change:
    def change(_: httpx.Request, given: Given) -> Given:
        assert relation in given.headers["link"]
        return given.header("link", given.headers["link"].replace(relation, "related"))

    return change


def says_no(query: bytes) -> Change:
    no = Given(200, {"content-type": "application/sparql-results+json"}, b'{"head":{},"boolean":false}')
    return at("/sparql", lambda request, given: no if query in request.content else given)


def over_http(request: httpx.Request, given: Given) -> Given:
    """The whole site with IRIs that begin with http."""
    headers = {
        name: value.replace("https://w3id.org/strategraph/", "http://w3id.org/strategraph/")
        for name, value in given.headers.items()
    }
    plain = "gzip" not in given.headers.get("content-encoding", "")
    return Given(
        given.status, headers, given.body.replace(BASE, BASE.replace(b"https", b"http")) if plain else given.body
    )


class OverHttp(Site):
    """Asks the sound site with the IRIs that it knows."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = request.read().replace(BASE.replace(b"https", b"http"), BASE)
        headers = {name: value for name, value in request.headers.items() if name != "content-length"}
        return super().handle_request(httpx.Request(request.method, request.url, headers=headers, content=body))


ROW = b'{"head":{"vars":["concept"]},"results":{"bindings":[{"concept":{"type":"uri","value":"x"}}]}}'
JSON = {"content-type": "application/sparql-results+json"}
CODES = at("/sparql", lambda request, given: Given(200, JSON, ROW) if b"STRENDS" in request.content else given)
NQ = "/download/strategraph.nq"
ENDPOINT, IANA, TRIG = (
    b"void#sparqlEndpoint> <" + BASE,
    b"http://www.iana.org/assignments",
    b"/media-types/application/trig>",
)
FAULTS: dict[str, Change] = {
    "iri-https": over_http,
    "iri-spaces": record(DATASET + b" " + VOID + b"vocabulary> <" + BASE + b"ontology#>"),
    "code-list-notation": CODES,
    "reference-registers": says_no(b"rpp-opendata"),
    "links-out": says_no(b"?property != <"),
    "ontology-described": at("/ontology", swapped(b"rdf-schema#label", b"rdf-schema#comment"), "n-triples"),
    "dereference-rdf": at("/data/", header("content-type", "text/plain; charset=utf-8"), "ld+json"),
    "dereference-html": at("/page/", header("content-type", "text/plain"), "text/html"),
    "see-other": at("/resource/", lambda _, given: Given(302, given.headers, given.body), "turtle"),
    "rdf-charset": at("/data/", header("content-type", "application/rdf+xml"), "rdf+xml"),
    "cors-resources": at("/data/", header("access-control-allow-origin", None), origin=True),
    "cors-sparql": at("/sparql", header("access-control-allow-origin", "https://other.example"), origin=True),
    "compression": at("/ontology", header("content-encoding", None), "turtle"),
    "sparql-address": at("/catalogue", swapped(ENDPOINT + b"sparql>", ENDPOINT + b"query>"), "n-triples"),
    "sparql-query": at("/sparql?query=ASK+%7B+%3Fs", lambda _, given: Given(500, given.headers, b""), method="GET"),
    "sparql-limits": at("/sparql", header("strategraph-limits", None), method="GET"),
    "dump-media-type": at(NQ, header("content-type", "text/plain; charset=utf-8")),
    "dump-charset": at(NQ, header("content-type", "application/n-quads")),
    "dump-size": at(NQ, header("content-length", "1")),
    "void": record(DATASET + b" " + VOID + b"triples>"),
    "void-well-known": at("/.well-known/void", lambda _, given: Given(404, {}, b"")),
    "dcat-title": record(DATASET + b" " + DCT + b"title> .*@cs"),
    "dcat-description": record(DATASET + b" " + DCT + b"description> .*@cs"),
    "dcat-publisher": record(put=DATASET + b" " + DCT + b'publisher> "us" .\n'),
    "dcat-contact": record(put=DATASET + b" " + DCAT + b"contactPoint> " + DATASET + b" .\n"),
    "dcat-theme": record(DATASET + b" " + DCAT + b"theme> <http://publications"),
    "dcat-frequency": record(DATASET + b" " + DCT + b"accrualPeriodicity>"),
    "dcat-keyword": record(DATASET + b" " + DCAT + b"keyword> .*@cs"),
    "dcat-spatial": record(DATASET + b" " + DCT + b"spatial>"),
    "dcat-distribution": record(DATASET + b" " + DCAT + b"distribution>"),
    "dcat-terms": record(b".*osobn"),
    "dcat-access": record(b".*/distribution/nquads> " + DCAT + b"accessURL>"),
    "dcat-format": record(b".*/distribution/nquads> " + DCT + b"format>"),
    "dcat-media-type": at("/catalogue", swapped(IANA + TRIG, b"http://example.org" + TRIG), "n-triples"),
    "dcat-service": record(b".*/service/sparql> " + DCT + b"title> .*@cs"),
    "signpost-cite-as": at("/page/", without_link("cite-as"), "text/html"),
    "signpost-describedby": at("/page/", without_link("describedby"), "text/html"),
    "signpost-describes": at("/data/", without_link("describes"), "turtle"),
    "signpost-license": at("/page/", without_link('"license"'), "text/html"),
    "signpost-type": at("/page/", without_link('"type"'), "text/html"),
}  # fmt: skip


def outcomes(findings: tuple[Finding, ...], outcome: str) -> set[str]:
    return {one.rule.id for one in findings if one.verdict.outcome == outcome}


def test_every_rule_can_be_tried_and_every_fault_is_planted() -> None:
    ids = [rule.id for rule in RULES]
    assert sorted(PROBES) == sorted(ids) == sorted(FAULTS)
    assert all(rule.words["cs"] and rule.words["en"] and "https://" in rule.source for rule in RULES)


def test_our_own_site_passes_every_rule_but_those_its_publisher_has_to_settle(recorded: Recorded) -> None:
    findings = inspect("https://data.example.org", RULES, Site(recorded, same))
    shown = as_text("u", tuple(one for one in findings if one.verdict.outcome == "failed"), "en")
    assert outcomes(findings, "failed") == set(), shown
    assert outcomes(findings, "open") == UNSET
    assert not has_fault(findings)
    assert [one.rule.id for one in findings if not one.verdict.shown] == []


@pytest.mark.parametrize("rule", FAULTS)
def test_a_planted_fault_fails_its_rule_and_no_other(recorded: Recorded, rule: str) -> None:
    site = OverHttp if rule == "iri-https" else Site
    findings = inspect("https://data.example.org/", RULES, site(recorded, FAULTS[rule]))
    assert outcomes(findings, "failed") == {rule}
    assert outcomes(findings, "open") == UNSET - {rule}
    level = next(one.level for one in RULES if one.id == rule)
    assert has_fault(findings) is (level == "must")


def test_publisher_and_contact_that_are_set_pass(recorded: Recorded) -> None:
    contact, vcard = DATASET[:-1] + b"#contact>", b"<http://www.w3.org/2006/vcard/ns#"
    put = b"".join(
        (
            DATASET + b" " + DCT + b"publisher> <https://example.org/us> .\n",
            DATASET + b" " + DCAT + b"contactPoint> " + contact + b" .\n",
            contact + b" " + vcard + b'fn> "Us" .\n',
            contact + b" " + vcard + b"hasEmail> <mailto:us@example.org> .\n",
        )
    )
    findings = inspect("https://data.example.org/", RULES, Site(recorded, record(put=put)))
    assert outcomes(findings, "passed") == {rule.id for rule in RULES}


def test_the_command_tells_each_rule_with_what_shows_it(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--publication", address, "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["score"] == {"passed": len(RULES) - 2, "failed": 0, "open": 2}
    shown = {one["id"]: one["shown"] for one in told["rules"]}
    assert shown["see-other"][1] == "303 See Other"
    assert "GET /.well-known/void (Accept: application/n-triples)" in shown["void-well-known"]
    assert main(["check", "--publication", address, "--language", "cs"]) == 0
    said = capsys.readouterr().out
    assert said.endswith(
        f"{address}: splněno {len(RULES) - 2} z {len(RULES)} pravidel, nesplněno 0 (povinných 0), otevřených 2.\n"
    )


def test_a_site_that_does_not_answer_fails_and_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--publication", "http://127.0.0.1:9/"]) == 1
    assert "no answer" in capsys.readouterr().out


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "example.org", "http://user:secret@example.org/", "http:///", "https://a.example/?q"]
)
def test_what_is_no_address_of_a_site_is_refused(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError):
        inspect(url, RULES)
    assert main(["check", "--publication", url]) == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[source]\nx = 'y'\n",
        "[source]\nx = 'y'\n[[rule]]\nid = 'a'\nlevel = 'must'\nsource = 'x'\ncs = 'c'\n",
        "[source]\nx = 'y'\n[[rule]]\nid = 'a'\nlevel = 'may'\nsource = 'x'\ncs = 'c'\nen = 'e'\n",
        "[source]\nx = 'y'\n[[rule]]\nid = 'a'\nlevel = 'must'\nsource = 'z'\ncs = 'c'\nen = 'e'\n",
        "[source]\nx = 'y'\n" + 2 * "[[rule]]\nid = 'a'\nlevel = 'must'\nsource = 'x'\ncs = 'c'\nen = 'e'\n",
    ],
)
def test_a_table_that_cannot_be_used_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "rules.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RegisterError):
        read_rules(tmp_path / "rules.toml")


def test_what_a_site_says_cannot_steer_the_terminal(recorded: Recorded) -> None:
    findings = inspect("https://data.example.org/", RULES, Site(recorded, at("/", header("content-type", "a\x1b[2Jb"))))
    assert "\x1b" not in as_text("u", findings, "en")
    assert json.loads(as_json("u", findings))["score"]["failed"] > 0
