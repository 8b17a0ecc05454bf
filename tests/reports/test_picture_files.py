"""Pictures of reports as the command and the site give them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from running import Running, running
from strategraph.cli import main
from strategraph.errors import PictureError
from strategraph.reports import REPORTS

HERE = {"Accept": "text/plain", "Accept-Language": "en"}


def test_the_command_writes_pictures_by_the_ending_of_the_file(output: Path, tmp_path: Path) -> None:
    for ending, begins in (("svg", b"<svg "), ("png", b"\x89PNG")):
        path = tmp_path / f"picture.{ending}"
        assert main(["report", "coverage", "--table", "descriptors", "--data", str(output), "-o", str(path)]) == 0
        assert path.read_bytes().startswith(begins)


@pytest.fixture(scope="module")
def server(output: Path) -> Iterator[Running]:
    with running(file=None, output=output) as server:
        yield server


def test_the_site_gives_the_pictures_that_the_command_writes(server: Running, output: Path, tmp_path: Path) -> None:
    for ending, kind in (("svg", "image/svg+xml"), ("png", "image/png"), ("html", "text/html; charset=utf-8")):
        path = tmp_path / f"report.{ending}"
        options = ["--data", str(output), "--language", "en", "--site", "/", "-o", str(path)]
        assert main(["report", "coverage", *options]) == 0
        answer = server.client.get(f"/reports/coverage.{ending}", params={"lang": "en"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
        assert answer.content == path.read_bytes()
        again = server.client.get(
            f"/reports/coverage.{ending}?lang=en", headers={"If-None-Match": answer.headers["etag"]}
        )
        assert again.status_code == 304
        assert again.headers["content-security-policy"] == answer.headers["content-security-policy"]
    refused = server.client.get("/reports/coverage.svg?table=regions", headers=HERE)
    assert refused.status_code == 400
    assert "choose one of objectives, descriptors" in refused.text


def test_a_page_has_its_pictures_once_drawn_for_all_who_ask_and_links_to_them_as_files(server: Running) -> None:
    page = server.client.get("/reports/coverage?lang=en&region=CZ042").text
    assert page.count("<svg ") == 2
    assert " style=" not in page
    links = re.findall(r'href="(/reports/coverage\.(?:svg|png)[^"]*)"', page)
    assert len(links) == 4
    for link in links:
        assert server.client.get(link.replace("&amp;", "&")).status_code == 200, link
    assert server.client.get("/reports/coverage?lang=en&region=CZ042").text == page


def test_a_page_whose_pictures_cannot_be_drawn_is_shown_without_them(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*asked: object) -> tuple[bytes, ...]:
        raise PictureError("A picture could not be drawn: out of ink")

    monkeypatch.setattr("strategraph.reports.picture_files.drawn", fail)
    with running(file=None, output=output) as server:
        page = server.client.get("/reports/coverage?lang=en")
        assert page.status_code == 200
        assert "<svg " not in page.text
        monkeypatch.setattr("strategraph.reports.routes.can_draw", lambda: False)
        refused = server.client.get("/reports/coverage.png", headers=HERE)
        assert refused.status_code == 404
        assert "This server draws no pictures." in refused.text


@pytest.mark.parametrize("name", list(REPORTS))
def test_every_report_is_a_light_page_with_its_pictures(server: Running, name: str) -> None:
    answer = server.client.get(f"/reports/{name}", headers={"Accept": "text/html", "Accept-Language": "cs"})
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
