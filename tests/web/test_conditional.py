"""Tags, 304 and compression, seen from outside: an application with answers of every kind behind both."""

import asyncio
import gzip
from collections.abc import AsyncIterator

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from strategraph.web import Compression, Conditional, entity_tag, gzip_tag

LONG = b"a word and another " * 500
TAG = entity_tag(LONG)


async def page(request: Request) -> Response:
    return Response(LONG, media_type="text/html", headers={"Vary": "Accept", "Content-Location": "/here"})


async def short(request: Request) -> Response:
    return Response(b"a few words", media_type="text/plain")


async def picture(request: Request) -> Response:
    return Response(LONG, media_type="image/png")


async def forgotten(request: Request) -> Response:
    return Response(LONG, media_type="text/plain", headers={"Cache-Control": "no-store"})


async def fault(request: Request) -> Response:
    return Response(LONG, 404, media_type="text/plain")


async def stream(request: Request) -> Response:
    """In pieces, with a tag of its own; `size` says how long it is, if it is said at all."""

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(LONG), 1000):
            yield LONG[start : start + 1000]

    headers = {"ETag": 'W/"own"'} | ({"Content-Length": str(len(LONG))} if request.query_params else {})
    return StreamingResponse(pieces(), media_type="application/sparql-results+json", headers=headers)


async def short_stream(request: Request) -> Response:
    return StreamingResponse(iter([b"a", b"b"]), media_type="text/plain", headers={"Content-Length": "2"})


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Starlette:
    file = tmp_path_factory.mktemp("files") / "file.txt"
    file.write_bytes(LONG)

    async def download(request: Request) -> Response:
        return FileResponse(file, headers={"ETag": '"file"', "Content-Type": "text/plain"})

    handlers = [page, short, picture, forgotten, fault, stream, short_stream, download]
    routes = [Route(f"/{handler.__name__}", handler, methods=["GET", "POST"]) for handler in handlers]
    return Starlette(routes=routes, middleware=[Middleware(Compression), Middleware(Conditional)])


def get(app: Starlette, path: str, method: str = "GET", **headers: str) -> httpx.Response:
    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(
            transport=transport, base_url="http://x", headers={"Accept-Encoding": ""}
        ) as client:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            async with client.stream(method, path, headers=sent) as answer:
                answer._content = b"".join([piece async for piece in answer.aiter_raw()])
                return answer

    return asyncio.run(ask())


def varies(answer: httpx.Response) -> list[str]:
    return answer.headers.get("vary", "").split(", ")


def test_a_page_is_tagged_by_its_bytes(app: Starlette) -> None:
    answer = get(app, "/page")
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (200, LONG, TAG)
    assert answer.headers["cache-control"] == "no-cache"
    assert varies(answer) == ["Accept", "Accept-Encoding"]
    assert get(app, "/short").headers["etag"] == entity_tag(b"a few words")


@pytest.mark.parametrize("held", [TAG, f"W/{TAG}", "*", f'"x", {TAG}'])
def test_who_has_it_is_not_sent_it_again(app: Starlette, held: str) -> None:
    answer = get(app, "/page", if_none_match=held)
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", TAG)
    assert set(answer.headers) == {"etag", "cache-control", "vary", "content-location"}


@pytest.mark.parametrize("held", ['"x"', gzip_tag(TAG), TAG.strip('"'), ""])
def test_who_has_another_is_sent_it(app: Starlette, held: str) -> None:
    assert get(app, "/page", if_none_match=held).content == LONG


def test_an_answer_with_a_tag_of_its_own_keeps_it(app: Starlette) -> None:
    assert get(app, "/stream").headers["etag"] == 'W/"own"'
    answer = get(app, "/stream", if_none_match='"own"')
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", 'W/"own"')
    compressed = get(app, "/stream", if_none_match='W/"own-gzip"', accept_encoding="gzip")
    assert (compressed.status_code, compressed.headers["etag"]) == (304, 'W/"own-gzip"')


def test_what_is_not_to_be_kept_and_what_went_wrong_has_no_tag(app: Starlette) -> None:
    for path, method in [("/forgotten", "GET"), ("/fault", "GET"), ("/page", "POST")]:
        answer = get(app, path, method, if_none_match="*")
        assert (answer.content, answer.headers.get("etag")) == (LONG, None)


@pytest.mark.parametrize("path", ["/page", "/stream", "/stream?size", "/download"])
def test_a_long_answer_is_compressed_and_has_another_tag(app: Starlette, path: str) -> None:
    plain, packed = get(app, path), get(app, path, accept_encoding="gzip")
    assert (plain.content, plain.headers.get("content-encoding")) == (LONG, None)
    assert (gzip.decompress(packed.content), packed.headers["content-encoding"]) == (LONG, "gzip")
    assert packed.headers["etag"] == gzip_tag(plain.headers["etag"])
    assert "Accept-Encoding" in varies(plain)
    assert "Accept-Encoding" in varies(packed)
    assert packed.headers.get("content-length") in (None, str(len(packed.content)))
    assert len(packed.content) < len(LONG) / 10


@pytest.mark.parametrize("path", ["/short", "/short_stream", "/picture", "/fault"])
def test_what_is_short_or_packed_or_went_wrong_is_not_compressed(app: Starlette, path: str) -> None:
    plain, answer = get(app, path), get(app, path, accept_encoding="gzip")
    assert "content-encoding" not in answer.headers
    assert answer.content == plain.content


def test_refused_compression_is_not_used(app: Starlette) -> None:
    assert get(app, "/page", accept_encoding="gzip;q=0, *").content == LONG


@pytest.mark.parametrize("path", ["/page", "/stream?size"])
def test_head_says_what_get_would(app: Starlette, path: str) -> None:
    got, head = (get(app, path, method, accept_encoding="gzip") for method in ("GET", "HEAD"))
    for name in ("etag", "content-encoding", "content-type", "vary", "cache-control"):
        assert head.headers[name] == got.headers[name]


def test_a_range_is_one_of_the_plain_bytes(app: Starlette) -> None:
    part = get(app, "/download", range="bytes=5-9", accept_encoding="gzip")
    assert (part.status_code, part.content, part.headers["etag"]) == (206, LONG[5:10], '"file"')
    assert "content-encoding" not in part.headers
    assert get(app, "/download").headers["accept-ranges"] == "bytes"
    assert "accept-ranges" not in get(app, "/download", accept_encoding="gzip").headers


@pytest.mark.parametrize(("condition", "status"), [('"file"', 206), ('"file-gzip"', 200), ('"old"', 200)])
def test_a_range_of_another_state_is_not_given(app: Starlette, condition: str, status: int) -> None:
    assert get(app, "/download", range="bytes=5-9", if_range=condition).status_code == status


def test_who_has_the_file_is_not_sent_a_range_of_it(app: Starlette) -> None:
    assert get(app, "/download", range="bytes=5-9", if_none_match='"file"').status_code == 304


@given(st.lists(st.binary(max_size=40_000), max_size=6), st.booleans())
def test_any_pieces_come_out_as_they_went_in(pieces: list[bytes], said: bool) -> None:
    content = b"".join(pieces)

    async def give(request: Request) -> Response:
        headers = {"Content-Length": str(len(content))} if said else {}
        return StreamingResponse(iter(pieces), media_type="text/plain", headers=headers)

    middleware = [Middleware(Compression), Middleware(Conditional)]
    answer = get(Starlette(routes=[Route("/", give)], middleware=middleware), "/", accept_encoding="gzip")
    packed = answer.headers.get("content-encoding") == "gzip"
    assert (gzip.decompress(answer.content) if packed else answer.content) == content
    assert packed is (not said or len(content) >= 1400)
