"""Plans that somebody sends: who is let in, what is read of a form, what is shown, and how long a plan is held."""

import base64
import json
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from running import running
from strategraph.pages import Occupied, Sent, Unusable
from strategraph.pages.adding import HELD_SECONDS
from strategraph.settings import Limits, Serve, Settings, SourceLimits

TOKEN = "žluťoučký-kůň-0123456789"
BEARER = {"Authorization": f"Bearer {TOKEN}".encode()}
JSON = {**BEARER, "Accept": "application/json"}
FOUND = {
    "plan": {
        "id": "plan-a", "title": "Plán <b>A</b>", "issuer": "", "territory": "CZ042", "level": "municipal", "period": None,
        "doubts": [{"line": 3, "told": "Who issued it is not said."}, {"line": None, "told": "Check the licence."}],
    },
    "elements": [
        {
            "id": "goal/1", "kind": "goal", "notation": "1", "text": "Bydlení <i>pro</i> všechny", "parent": None,
            "place": {"line": 2, "page": 1},
            "descriptors": [
                {"code": "XVI.d", "label": {"cs": "sociální bydlení", "en": "social housing"}, "status": "assigned", "weight": 2.0,
                 "words": ["Bydlení"]},
            ],
            "links": [
                {"to": "https://w3id.org/strategraph/resource/plan/n/goal/4.3", "text": "Dostupné bydlení", "score": 0.5,
                 "class": "specific", "shared": ["XVI.d"]},
            ],
        },
        {
            "id": "measure/1.1", "kind": "measure", "notation": None, "text": "Postavit", "parent": "goal/1",
            "place": {"line": 3, "sheet": "List <1>", "cell": "B3"}, "descriptors": [], "links": [],
        },
    ],
    "unclaimed": [{"place": {"line": 9}, "text": "Co & nevíme"}],
    "reason": "",
}  # fmt: skip


class Recorded:
    """An adder that remembers what it was sent."""

    token = TOKEN
    can_store = True

    def __init__(self) -> None:
        self.held: OrderedDict[str, tuple[float, Sent]] = OrderedDict()
        self.looked: list[Sent] = []
        self.stored: list[Sent] = []
        self.found: dict[str, Any] = FOUND
        self.fault = ""
        self.is_occupied = False

    async def look(self, sent: Sent) -> dict[str, Any]:
        self._refuse()
        self.looked.append(sent)
        if self.fault:
            raise Unusable(self.fault)
        return json.loads(json.dumps(self.found))  # type: ignore[no-any-return]

    def _refuse(self) -> None:
        if self.is_occupied:
            raise Occupied("Another plan has its turn.")

    async def store(self, sent: Sent) -> None:
        self._refuse()
        if self.fault:
            raise Unusable(self.fault)
        self.stored.append(sent)


@contextmanager
def serving(adder: Recorded | None) -> Iterator[httpx.Client]:
    sources, serve = (
        SourceLimits(max_file_bytes=100_000),
        Serve(upload_token=TOKEN if adder else "", upload_seconds=2.0),
    )
    with running(settings=Settings(limits=Limits(workers=1), sources=sources, serve=serve), adder=adder) as server:
        yield server.client


@pytest.fixture(scope="module")
def shared() -> Iterator[tuple[httpx.Client, Recorded]]:
    adder = Recorded()
    with serving(adder) as client:
        yield client, adder


@pytest.fixture
def client(shared: tuple[httpx.Client, Recorded]) -> httpx.Client:
    return shared[0]


@pytest.fixture
def adder(shared: tuple[httpx.Client, Recorded]) -> Recorded:
    """The one of the client, as it was at first."""
    found = shared[1]
    found.held.clear()
    found.looked, found.stored, found.found, found.fault, found.is_occupied = [], [], FOUND, "", False
    return found


def sent(client: httpx.Client, headers: dict[str, Any] = JSON, name: str = "plán.pdf", **named: str) -> httpx.Response:
    return client.post("/add", files={"file": (name, b"%PDF")}, data=named, headers=headers)


def basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@pytest.mark.parametrize(
    "said",
    [None, "", "Bearer", "Bearer x", f"Bearer {TOKEN}x".encode(), f"Digest {TOKEN}".encode(), basic(TOKEN, ""), basic("x", "y"),
     "Basic ***", "Basic", "Basic " + base64.b64encode(TOKEN.encode()).decode()],
)  # fmt: skip
@pytest.mark.parametrize("method, path", [("GET", "/add"), ("POST", "/add"), ("POST", "/add/store")])
def test_without_the_token_nobody_is_let_in(
    client: httpx.Client, adder: Recorded, said: str | bytes | None, method: str, path: str
) -> None:
    headers: dict[str, Any] = {} if said is None else {"Authorization": said}
    answer = client.request(method, path, content=b"x" * 10, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Basic realm="strategraph", charset="UTF-8"'
    assert TOKEN not in answer.text
    assert (adder.looked, adder.stored) == ([], [])


@pytest.mark.parametrize("said", [BEARER["Authorization"], basic("", TOKEN), basic("kdokoli", TOKEN), f"bearer  {TOKEN}".encode()])  # fmt: skip
def test_the_token_lets_in_by_either_scheme(client: httpx.Client, said: str | bytes) -> None:
    assert client.get("/add", headers={"Authorization": said}).status_code == 200


def test_without_a_token_in_the_settings_there_is_no_such_page() -> None:
    with serving(None) as client:
        assert client.get("/add", headers=BEARER).status_code == 404
        assert "/add" not in client.get("/suggest").text


def test_the_page_of_suggestions_leads_to_it(client: httpx.Client) -> None:
    assert '<a href="/add?lang=en">' in client.get("/suggest?lang=en", headers={"Accept": "text/html"}).text


def test_a_plan_is_looked_at_held_and_stored_once(client: httpx.Client, adder: Recorded) -> None:
    answer = sent(client, issuer=" mpsv ", territory="CZ042")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    key = answer.json().pop("key")
    assert answer.json() == {**FOUND, "key": key}
    assert adder.looked == [
        Sent("plán.pdf", b"%PDF", {"plan": "", "issuer": "mpsv", "territory": "CZ042", "level": ""})
    ]
    assert adder.stored == []
    stored = client.post("/add/store", data={"key": key}, headers=JSON)
    assert (stored.status_code, stored.json()) == (201, {"plan": "plan-a", "page": "/page/plan/plan-a"})
    assert adder.stored == [
        Sent("plán.pdf", b"%PDF", {"plan": "plan-a", "issuer": "mpsv", "territory": "CZ042", "level": ""})
    ]
    assert client.post("/add/store", data={"key": key}, headers=JSON).status_code == 404


@pytest.mark.parametrize(
    "language, words",
    [
        ("cs", ("strana 1", "List &lt;1&gt;", "Uložit a sestavit", "<dd>obecní</dd>")),
        ("en", ("page 1", "B3", "Store and build", "<dd>municipal</dd>")),
    ],
)
def test_the_page_shows_tree_words_links_and_lines(
    client: httpx.Client, adder: Recorded, language: str, words: tuple[str, ...]
) -> None:
    answer = client.post(
        f"/add?lang={language}", files={"file": ("a.txt", b"x")}, headers={**BEARER, "Accept": "text/html"}
    )
    assert answer.status_code == 200
    for said in (*words, "Plán &lt;b&gt;A&lt;/b&gt;", "Bydlení &lt;i&gt;pro&lt;/i&gt; všechny", 'class="depth-0"', 'class="depth-1"',
                 f'href="/page/descriptor/XVI.d?lang={language}"', f'href="/page/plan/n/goal/4.3?lang={language}"', "Co &amp; nevíme",
                 "Who issued it is not said."):  # fmt: skip
        assert said in answer.text, said
    assert len(adder.held) == 1


def test_what_cannot_be_read_is_told_in_the_sentence_of_the_command(client: httpx.Client, adder: Recorded) -> None:
    adder.fault = "a.pdf is encrypted: <save> it without a password."
    as_json = sent(client)
    assert (as_json.status_code, as_json.json()["detail"]) == (422, adder.fault)
    page = sent(client, {**BEARER, "Accept": "text/html"})
    assert page.status_code == 422
    assert "a.pdf is encrypted: &lt;save&gt; it without a password." in page.text
    assert not adder.held


def test_a_plan_of_which_nothing_could_be_prepared_is_shown_and_not_stored(
    client: httpx.Client, adder: Recorded
) -> None:
    adder.found = {**FOUND, "reason": "a.pdf does not say who issued it."}
    assert sent(client).json()["key"] == ""
    assert not adder.held


def test_a_plan_that_cannot_be_stored_is_held_on(client: httpx.Client, adder: Recorded) -> None:
    key = sent(client).json()["key"]
    adder.fault = "There is a plan 'plan-a' already: give this one another id with --plan."
    refused = client.post("/add/store", data={"key": key}, headers=JSON)
    assert (refused.status_code, refused.json()["detail"]) == (422, adder.fault)
    adder.fault = ""
    assert client.post("/add/store", data={"key": key}, headers=JSON).status_code == 201


def test_who_waits_too_long_for_the_plan_of_another_is_told_to_come_again(
    client: httpx.Client, adder: Recorded
) -> None:
    key = sent(client).json()["key"]
    adder.is_occupied = True
    for refused in (sent(client), client.post("/add/store", data={"key": key}, headers=JSON)):
        assert (refused.status_code, refused.headers["retry-after"]) == (503, "60")
        assert refused.json()["detail"] == "Another plan has its turn."
    page = client.post("/add?lang=cs", files={"file": ("a.txt", b"x")}, headers={**BEARER, "Accept": "text/html"})
    assert page.status_code == 503
    assert "pošlete svůj znovu za několik minut" in page.text
    adder.is_occupied = False
    assert client.post("/add/store", data={"key": key}, headers=JSON).status_code == 201


def test_plans_are_held_for_a_while_and_not_too_many(
    client: httpx.Client, adder: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("strategraph.pages.adding.HELD_BYTES", 10)
    keys = [sent(client).json()["key"] for _ in range(4)]
    assert list(adder.held) == keys[-2:]
    since, plan = adder.held[keys[-1]]
    adder.held[keys[-1]] = since - HELD_SECONDS - 1, plan
    assert client.post("/add/store", data={"key": keys[-1]}, headers=JSON).status_code == 404
    assert list(adder.held) == [keys[-2]]


@pytest.mark.parametrize(
    "body, kind, status",
    [
        (b"", "multipart/form-data; boundary=x", 400),
        (b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\nx\r\n--x--\r\n", "multipart/form-data; boundary=x", 400),
        (b"--x\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nx\r\n--x\r\n"
         b"Content-Disposition: form-data; name=file; filename=b\r\n\r\nx\r\n--x--\r\n", "multipart/form-data; boundary=x", 400),
        (b"--x\r\nContent-Disposition: form-data; name=file; filename=\r\n\r\nx\r\n--x--\r\n", "multipart/form-data; boundary=x", 400),
        (b"--x\r\nno head", "multipart/form-data; boundary=x", 400),
        (b"x", "multipart/form-data", 400),
        (b"file=x", "application/x-www-form-urlencoded", 415),
        (b"%PDF", "application/pdf", 415),
        (b"x" * 200_000, "multipart/form-data; boundary=x", 413),
    ],
)  # fmt: skip
def test_a_form_that_is_none_is_refused(
    client: httpx.Client, adder: Recorded, body: bytes, kind: str, status: int
) -> None:
    answer = client.post("/add", content=body, headers={**JSON, "Content-Type": kind})
    assert answer.status_code == status
    assert answer.json()["detail"].endswith(".")
    assert adder.looked == []
