"""Descriptors for a text over HTTP: JSON for a program, a form for a person, limits and refusals in sentences."""

import gc
import json
import re
import resource
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from running import Running, running
from strategraph.settings import Limits, Subjects

TEXT = "Rozšířit dluhové poradenství a sociální bydlení, kromě vězeňství."
JSON = {"Content-Type": "application/json"}


def posted(server: Running, content: object, accept: str = "*/*") -> httpx.Response:
    return server.client.post("/suggest", content=json.dumps(content), headers={**JSON, "Accept": accept})


def detail(answer: httpx.Response) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    told: str = answer.json()["detail"]
    return told


def refused(server: Running, body: bytes, kind: str = "application/json") -> tuple[int, str]:
    headers = {"Content-Type": kind, "Accept": "application/problem+json, application/json"}
    answer = server.client.post("/suggest", content=body, headers=headers)
    return answer.status_code, detail(answer)


def test_a_program_gets_descriptors_with_the_places_of_their_words(server: Running) -> None:
    answer = posted(server, {"text": TEXT, "headings": ["Bydlení"]})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert answer.headers["cache-control"] == "no-store"
    found = {one["code"]: one for one in answer.json()["descriptors"]}
    assert {code: (one["score"], one["status"]) for code, one in found.items()} == {
        "IX.a": (3.0, "assigned"),
        "XVI.d": (4.0, "assigned"),
    }
    assert found["IX.a"]["label"] == {"cs": "sociální poradenství", "en": "social counselling"}
    assert found["XVI.d"]["evidence"] == [
        {"term": "sociální bydlení", "weight": 3, "where": "own", "start": 31, "end": 47, "words": "sociální bydlení"},
        {"term": "bydlení", "weight": 2, "where": "heading", "heading": 0, "start": 0, "end": 7, "words": "Bydlení"},
    ]


@pytest.mark.parametrize(
    "body, kind",
    [(TEXT.encode(), "text/plain; charset=utf-8"), (json.dumps({"text": TEXT}).encode(), "application/json")],
)
def test_plain_text_and_json_give_the_same(server: Running, body: bytes, kind: str) -> None:
    answer = server.client.post("/suggest", content=body, headers={"Content-Type": kind})
    assert answer.json() == posted(server, {"text": TEXT}).json()


def test_a_person_sees_the_words_marked_where_they_stand(server: Running) -> None:
    answer = server.client.post(
        "/suggest?lang=cs", data={"text": TEXT, "headings": "Bydlení\n\n"}, headers={"Accept": "text/html"}
    )
    assert answer.status_code == 200
    page = answer.text
    quote = page.partition('<blockquote class="marked"')[2].partition("</blockquote>")[0]
    assert re.findall(r"<mark><bdi>(.*?)</bdi></mark><span class=\"code beside\">(.*?)</span>", quote) == [
        ("dluhové poradenství", "IX.a"),
        ("sociální bydlení", "XVI.d"),
    ]
    assert (
        unescape(re.sub(r"<span class=\"code beside\">.*?</span>|<[^>]+>", "", quote.partition(">")[2])).strip() == TEXT
    )
    assert page.count("přiděleno pravidlem, neposouzeno") == 2
    assert "Součet vah od 1,5 deskriptor přidělí, od 1 jej jen navrhne." in page
    assert 'href="/page/descriptor/XVI.d?lang=cs"' in page


def test_a_text_in_the_address_is_answered_as_the_form_is(server: Running) -> None:
    fields = {"text": TEXT, "headings": "Bydlení"}
    by_form = server.client.post("/suggest?lang=cs", data=fields, headers={"Accept": "application/json"})
    by_address = server.client.get("/suggest", params={"lang": "cs", **fields}, headers={"Accept": "application/json"})
    assert (by_address.status_code, by_address.json()) == (200, by_form.json())
    page = server.client.get("/suggest", params={"lang": "cs", **fields}, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert page.text.count("<mark") == server.client.post("/suggest?lang=cs", data=fields).text.count("<mark") > 0
    empty = server.client.get("/suggest?text=", headers={"Accept": "application/json"})
    assert empty.status_code == 400


def test_a_text_for_which_nothing_fits_says_so_in_both_languages(server: Running) -> None:
    text = "Obec koupí nový sníh pro běžecké tratě a opraví lavičky kolem rybníka pod zámkem."
    for language, told in (
        ("cs", "Žádný ze známých deskriptorů se nehodí."),
        ("en", "None of the known descriptors fits."),
    ):
        answer = server.client.post(f"/suggest?lang={language}", data={"text": text}, headers={"Accept": "text/html"})
        assert told in answer.text
    assert posted(server, {"text": text}).json()["descriptors"] == []


NOTICE = {
    "cs": "Text zřejmě není česky: napište jej česky, slova jiných jazyků lexikon nezná.",
    "en": "The text seems not to be Czech: write it in Czech, the lexicon has no words of other languages.",
}


@pytest.mark.parametrize(
    "text", ["sociálne bývanie", "debt counselling", "Arbeitslosigkeit bekämpfen", "Hilfe fur Familien"]
)
def test_a_short_text_in_another_language_is_told_so(server: Running, text: str) -> None:
    answer = posted(server, {"text": text}).json()
    assert answer == {"lexicon": answer["lexicon"], "descriptors": [], "notice": NOTICE}
    for language, told in NOTICE.items():
        page = server.client.post(
            f"/suggest?lang={language}", data={"text": text}, headers={"Accept": "text/html"}
        ).text
        assert f"<p>{told}</p>" in page
        assert "deskriptorů se nehodí" not in page
        assert "descriptors fits" not in page


@pytest.mark.parametrize("text", ["dluhy", "bydlení", "dluhove poradenstvi", "lavicky kolem rybnika", "rybník"])
def test_a_short_czech_text_is_not_called_foreign(server: Running, text: str) -> None:
    answer = posted(server, {"text": text}).json()
    assert sorted(answer) == ["descriptors", "lexicon"]
    assert bool(answer["descriptors"]) == text.startswith(("dluh", "byd"))


NO_TEXT = 'Send {"text": "…"}, and if there are headings above it, "headings": ["…", "…"] from the top.'
ENGLISH = b"The plan supports families in need and children at risk of poverty."
REFUSED = [
    (b'{"text": ""}', 400, "The text is empty: write the wording of a goal or measure."),
    (b'{"text": 1}', 400, NO_TEXT),
    (b'["text"]', 400, NO_TEXT),
    (b"{", 400, "The body is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)."),
    (b"[" * 60_000, 400, "The body is not JSON: maximum recursion depth exceeded while decoding a JSON array from a unicode string."),
    (b'{"text": "rodina \\ud800"}', 400, "The text is not UTF-8 at byte offset 7: save it as UTF-8."),
    (b'{"text": "rodina", "headings": ["a\\u0007"]}', 400, "Heading 1 has the control character U+0007 at offset 1: remove it."),
    (json.dumps({"text": "rodina", "headings": ["a"] * 21}).encode(), 400, "There are 21 headings; send at most 20, those right above the text."),
]  # fmt: skip
REFUSED_PLAIN = [
    (b"Z\xe1kon", 400, "The body is not UTF-8 at byte offset 1: send it as UTF-8."),
    ("Podpořit\x07 rodiny".encode(), 400, "The text has the control character U+0007 at offset 8: remove it."),
    (ENGLISH, 400, "The text does not read as Czech (2 of 12 words are): write it in Czech, with diacritics."),
    (b"a" * 65_537, 413, "The text has 65537 bytes, 65536 are the limit: send it in parts, one goal or chapter at a time."),
    (b"a" * 1_000_000, 413, "The body of the request is longer than 393216 bytes; send a shorter one."),
]  # fmt: skip


@pytest.mark.parametrize(
    "body, status, told", REFUSED, ids=lambda value: value[:20] if isinstance(value, bytes) else ""
)
def test_json_that_cannot_be_read_is_refused_in_a_sentence(
    server: Running, body: bytes, status: int, told: str
) -> None:
    assert refused(server, body) == (status, told)


@pytest.mark.parametrize(
    "body, status, told", REFUSED_PLAIN, ids=lambda value: value[:20] if isinstance(value, bytes) else ""
)
def test_text_that_cannot_be_read_is_refused_in_a_sentence(
    server: Running, body: bytes, status: int, told: str
) -> None:
    assert refused(server, body, "text/plain") == (status, told)


def test_another_kind_of_body_is_refused(server: Running) -> None:
    told = 'Send the text as application/json ({"text": "…"}), text/plain or a form; text/html is not read.'
    assert refused(server, b"<p>rodina</p>", "text/html") == (415, told)


def test_a_person_gets_the_refusal_above_the_text_as_it_was_typed(server: Running) -> None:
    text = "\n <b>The plan</b> supports families in need and children at risk of poverty & want."
    answer = server.client.post("/suggest?lang=cs", data={"text": text}, headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert "Text není česky" in answer.text
    typed = re.search(r'<textarea id="text".*?>\n(.*?)</textarea>', answer.text, re.DOTALL)
    assert typed
    assert unescape(typed[1]) == text


def test_only_html_and_json_are_given_and_other_methods_refused(server: Running) -> None:
    assert posted(server, {"text": TEXT}, "image/png").status_code == 406
    assert server.client.put("/suggest").status_code == 405
    assert server.client.options("/suggest").headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert server.client.get("/suggest", headers={"Accept": "text/html"}).status_code == 200


def test_texts_wait_and_too_many_are_sent_away(server: Running) -> None:
    """One text is read at a time, so of many long ones sent at once, those beyond the queue get 503."""
    with running(Limits(workers=1, waiting=1)) as small:
        body = json.dumps({"text": ("sociální služby (" * 4000)[:50_000]})

        def send(_: int) -> tuple[int, str]:
            answer = httpx.post(f"{small.address}/suggest", content=body, headers=JSON, timeout=60)
            return answer.status_code, answer.headers.get("retry-after", "")

        with ThreadPoolExecutor(8) as crowd:
            found = set(crowd.map(send, range(8)))
        assert found == {(200, ""), (503, "5")}
        assert small.client.get("/health").status_code == 200


@given(st.text(max_size=80))
def test_any_text_gets_an_answer_or_a_refusal(any_server: Running, text: str) -> None:
    answer = posted(any_server, {"text": text})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        for one in answer.json()["descriptors"]:
            assert all(text[piece["start"] : piece["end"]] == piece["words"] for piece in one["evidence"])


@pytest.fixture(scope="module")
def any_server() -> Iterator[Running]:
    with running() as server:
        yield server


def test_the_text_is_not_logged(server: Running, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("DEBUG", logger="strategraph"):
        posted(server, {"text": "Tajný záměr obce: azylový dům"})
    assert "Tajný" not in caplog.text


def test_the_thresholds_are_those_of_the_settings() -> None:
    assert Subjects().text_bytes == 65_536  # the sentences above name it


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize("field", ["text", "headings"])
def test_half_a_character_is_refused_and_breaks_no_page(server: Running, accept: str, field: str) -> None:
    content = {"text": "bydlení"} | ({"text": "\ud800 bydlení"} if field == "text" else {"headings": ["\ud800"]})
    answer = posted(server, content, accept)
    assert answer.status_code == 400
    assert "UTF-8" in answer.text


def test_text_and_headings_share_one_bound(server: Running) -> None:
    for headings in (["bydlení " * 9_000], ["bydlení " * 3_000] * 3):
        answer = posted(server, {"text": "bydlení", "headings": headings}, "application/problem+json, application/json")
        assert answer.status_code == 413
        assert "are the limit: send it in parts" in detail(answer)


def test_a_server_without_a_queue_reads_one_text_at_a_time() -> None:
    with running(Limits(workers=1, waiting=0)) as small:
        assert posted(small, {"text": TEXT}).status_code == 200


def test_what_was_sent_is_not_kept() -> None:
    """Long headings and words, each another: the memory of the process does not grow with them."""
    with running(Limits(workers=1)) as small:

        def send(number: int) -> None:
            heading = " ".join(f"bydlení{number} služba rodina péče" for _ in range(800))
            assert posted(small, {"text": "bydlení", "headings": [heading]}).status_code == 200

        for number in range(10):
            send(number)
        before = memory()
        for number in range(10, 70):
            send(number)
        assert memory() - before < 30_000_000


def memory() -> int:
    """Bytes of this process, in which the server runs (proc(5), statm), without what only waits to be collected."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def test_a_text_in_decomposed_unicode_is_read_like_any_other(server: Running) -> None:
    text = unicodedata.normalize("NFD", TEXT)
    found = posted(server, {"text": text}).json()["descriptors"]
    wanted = posted(server, {"text": TEXT}).json()["descriptors"]
    assert [(one["code"], one["score"]) for one in found] == [(one["code"], one["score"]) for one in wanted]
    assert all(text[piece["start"] : piece["end"]] == piece["words"] for one in found for piece in one["evidence"])
