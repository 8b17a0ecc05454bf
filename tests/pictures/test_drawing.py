"""Pictures as they come out of the process that draws them."""

import struct
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from xml.etree import ElementTree

import pytest

from pictures.some import BARS, LIFELINES, MATRIX, ODD, PICTURES
from strategraph.errors import PictureError, UsageError
from strategraph.pictures import Form, Picture, can_draw, drawing, drawn
from strategraph.pictures.packing import packed

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def on_a_page() -> dict[str, bytes]:
    return dict(zip((one.title for one in PICTURES), drawn(PICTURES, Form.PAGE), strict=True))


def words(svg: bytes) -> list[str]:
    """The texts of a picture, line by line."""
    return [
        "".join(one.itertext())
        for one in ElementTree.fromstring(svg).iter()
        if one.tag in (f"{SVG}text", f"{SVG}tspan")
    ]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.title)
def test_nothing_in_it_is_what_a_strict_policy_forbids(picture: Picture, on_a_page: dict[str, bytes]) -> None:
    root = ElementTree.fromstring(on_a_page[picture.title])
    assert {one.tag.removeprefix(SVG) for one in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "path",
        "line",
        "text",
        "tspan",
        "rect",
    }
    names = {name for one in root.iter() for name in one.attrib}
    assert not {name for name in names if name in ("style", "class", "id") or "href" in name or name.startswith("on")}
    assert "url(" not in on_a_page[picture.title].decode()


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.title)
def test_it_is_heard_as_one_image_with_a_name(picture: Picture, on_a_page: dict[str, bytes]) -> None:
    root = ElementTree.fromstring(on_a_page[picture.title])
    assert (root.get("role"), root.get("aria-label")) == ("img", f"{picture.title}. {picture.told}")
    assert [root[0].text, root[1].text] == [picture.title, picture.told]
    assert [one for one in root.iter() if one is not root and one.get("role")] == []


def test_words_stand_in_it_as_they_are(on_a_page: dict[str, bytes]) -> None:
    found = words(on_a_page["Vazby"])
    assert {"4.3.d Příliš žluťoučký kůň", "→ 2.2 úpěl", "IX.f", "0,75", "deskriptory", "texty", ODD} <= set(found)
    assert {"5", "–", "7", "8", "žádná", "zvláštní", "2019–2021"} <= set(words(on_a_page["Pokrytí"]))
    assert {"1.1", "2.1 nové", "pokračuje"} <= set(words(on_a_page["Linie"]))


def test_on_a_page_it_has_the_colour_of_the_text_and_in_a_file_paper_and_title() -> None:
    within, alone = (drawn([BARS], form)[0] for form in (Form.PAGE, Form.SVG))
    assert b'fill="currentColor"' in within
    assert b'fill="#ffffff"' not in within
    assert b"currentColor" not in alone
    assert b'fill="#ffffff"' in alone
    assert "První 2 z 3." in words(alone)
    assert "První 2 z 3." not in words(within)


def test_a_png_has_twice_as_many_pixels_and_shows_more_than_one_colour() -> None:
    (svg,), (png,) = (drawn([MATRIX], form) for form in (Form.SVG, Form.PNG))
    root = ElementTree.fromstring(svg)
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == (2 * int(root.get("width", "")), 2 * int(root.get("height", "")))
    assert len(set(pixels(png))) > 10


def pixels(png: bytes) -> bytes:
    """The filtered lines of a PNG file, every chunk of which has its checksum."""
    place, body = 8, b""
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        chunk = png[place + 4 : place + 8 + length]
        assert png[place + 8 + length : place + 12 + length] == struct.pack(">I", zlib.crc32(chunk))
        body += chunk[4:] if chunk[:4] == b"IDAT" else b""
        place += 12 + length
    return zlib.decompress(body)


def test_what_is_packed_has_the_same_pixels_in_fewer_bytes() -> None:
    lines = b"".join(b"\0" + bytes([number % 3]) * 400 for number in range(100))
    head = struct.pack(">IIBBBBB", 100, 100, 8, 6, 0, 0, 0)
    chunks = [
        (b"IHDR", head),
        (b"IDAT", (whole := zlib.compress(lines, 0))[:1000]),
        (b"IDAT", whole[1000:]),
        (b"IEND", b""),
    ]
    long = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in chunks
    )
    short = packed(long)
    assert pixels(short) == pixels(long) == lines
    assert len(short) < len(long) / 10
    assert short[:33] == long[:33]
    assert short[-12:] == long[-12:]


@pytest.mark.parametrize("form", Form)
def test_another_process_draws_the_same_bytes_and_one_that_was_ended_is_replaced(form: Form) -> None:
    first = drawn(PICTURES, form)
    process = drawing._easel._process
    assert process
    process.kill()
    process.wait()
    assert drawn(PICTURES, form) == first
    assert drawing._easel._process is not process


def test_it_ends_with_whoever_started_it() -> None:
    ran = subprocess.run([sys.executable, "-m", "strategraph.pictures"], input=b"", capture_output=True, timeout=60)
    assert (ran.returncode, ran.stdout) == (0, b"")


@pytest.fixture
def listening() -> Iterator[tuple[str, list[str]]]:
    """A server that would give data, and what it was asked for."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"[]")

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/data.json", asked
    server.shutdown()
    server.server_close()


def test_data_from_elsewhere_are_not_loaded(listening: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    address, asked = listening
    loading = {"data": {"url": address}, "mark": "point", "encoding": {"x": {"field": "x", "type": "quantitative"}}}
    image = {"data": {"values": [{"x": 1}]}, "mark": {"type": "image", "url": address, "width": 9, "height": 9}}
    for one in (loading, image):
        monkeypatch.setattr(drawing, "specification", lambda picture, ground, one=one: one)
        with pytest.raises(PictureError, match=r"^A picture could not be drawn: "):
            drawn([BARS], Form.PNG)
    time.sleep(0.1)
    assert asked == []


def test_what_cannot_be_drawn_is_told_and_the_next_picture_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(drawing, "specification", lambda picture, ground: {"mark": {"type": "no such mark"}})
        with pytest.raises(PictureError, match=r"^A picture could not be drawn: "):
            drawn([BARS], Form.SVG)
    assert drawn([LIFELINES], Form.SVG)[0].startswith(b"<svg ")


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "LONGEST", 0.01)
    drawing._easel.close()
    with pytest.raises(PictureError) as caught:
        drawn([BARS], Form.SVG)
    assert str(caught.value) == "The process that draws pictures ended, or took more than 0 s."


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_draw() == (find_spec("vl_convert") is not None)
    monkeypatch.setattr(drawing, "find_spec", lambda name: None)
    with pytest.raises(UsageError) as caught:
        drawn([BARS], Form.SVG)
    assert str(caught.value) == (
        "Pictures need vl-convert-python, which is not installed: pip install 'strategraph[pictures]'."
    )
