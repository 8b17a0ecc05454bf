"""What an earlier release had: 410 with a sentence and its successor, and a table that is held to its rules."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from running import Running, running
from strategraph.errors import RegisterError
from strategraph.pages import site
from strategraph.pages.removed import COLUMNS, Removed, read_removed
from strategraph.places import find_places

BASE = "https://w3id.org/strategraph/"
HEADER = ",".join(COLUMNS)
PLAN, GOAL, NEXT = "resource/plan/plan-a", "resource/plan/plan-a/goal/9", "resource/plan/plan-a/goal/2.1.a"
DAY = datetime.date(2026, 11, 27)


def table(tmp_path: Path, *rows: str) -> Path:
    folder = tmp_path / "registers"
    folder.mkdir(exist_ok=True)
    (folder / "removed.csv").write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")
    return tmp_path


def test_the_table_of_the_house_is_sound_and_no_thing_of_it_is_in_the_release(published: Running) -> None:
    for path in read_removed(find_places().mappings):
        answer = published.client.get(f"/{path}", headers={"Accept": "text/turtle"})
        assert answer.status_code == 410, path


def test_a_row_says_what_is_gone_since_when_why_and_what_is_there_now(tmp_path: Path) -> None:
    found = read_removed(
        table(tmp_path, f"{GOAL},2026-11-27,Dva řádky byly jeden cíl.,Two lines were one goal.,{NEXT}")
    )
    assert found == {GOAL: Removed(GOAL, DAY, "Dva řádky byly jeden cíl.", "Two lines were one goal.", NEXT)}


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["graph/x,2026-11-27,a,b,"], r"line 2: path is 'graph/x'; write what the IRI has after the base"),
        ([f"{BASE}{GOAL},2026-11-27,a,b,"], r"line 2: path is 'https:"),
        ([f"{GOAL}#x,2026-11-27,a,b,"], r"line 2: path is "),
        ([",2026-11-27,a,b,"], r"line 2: path is ''"),
        ([f"{GOAL},27. 11. 2026,a,b,"], r"line 2: date is '27\. 11\. 2026'; write a day such as"),
        ([f"{GOAL},2026-11-27,,b,"], r"line 2: reason_cs is empty; say in a sentence why"),
        ([f"{GOAL},2026-11-27,a,,"], r"line 2: reason_en is empty"),
        ([f"{GOAL},2026-11-27,a,b,goal/2"], r"line 2: replaced_by is 'goal/2'"),
        ([f"{GOAL},2026-11-27,a,b,", f"{GOAL},2026-11-27,a,b,"], r"line 3: path repeats .* of line 2"),
        ([f"{GOAL},2026-11-27,a,b,{GOAL}"], r"line 2: replaced_by leads from .* back to"),
        ([f"{GOAL},2026-11-27,a,b,{PLAN}", f"{PLAN},2026-11-27,a,b,{GOAL}"], r"line 2: replaced_by leads from .* back"),
        ([f"{GOAL},2026-11-27"], r"line 2 has 2 values for 5 columns"),
    ],
)
def test_a_faulty_row_is_told_with_its_line_and_the_remedy(tmp_path: Path, rows: list[str], told: str) -> None:
    with pytest.raises(RegisterError, match=told):
        read_removed(table(tmp_path, *rows))


@pytest.fixture
def bereaved(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table with a goal that has a successor, a plan that has none, and a thing that is there again."""
    gone = Removed(GOAL, DAY, "Dva řádky byly jeden cíl.", "Two lines were one goal.", NEXT)
    rows = [gone, replace(gone, path="resource/plan/old", replaced_by=""), replace(gone, path=NEXT, replaced_by="")]
    monkeypatch.setattr(site, "read_removed", lambda mappings: {row.path: row for row in rows})


@pytest.mark.usefixtures("bereaved")
def test_programs_and_readers_are_told_what_is_gone_and_led_to_its_successor() -> None:
    with running() as server:
        for room in ("/resource", "/data", "/page"):
            answer = server.client.get(f"{room}/plan/plan-a/goal/9", headers={"Accept": "text/turtle, text/plain"})
            assert answer.status_code == 410, room
            assert answer.headers["content-type"].startswith("text/plain")
            assert answer.text == (
                f"{BASE}{GOAL} was removed on 2026-11-27: Two lines were one goal. In its place there is {BASE}{NEXT}.\n"
            )
            assert answer.headers["link"] == f'<{BASE}{NEXT}>; rel="successor-version"'
        assert server.client.get("/data/plan/plan-a/goal/9.ttl").status_code == 410
        page = server.client.get("/resource/plan/plan-a/goal/9?lang=cs", headers={"Accept": "text/html"})
        assert page.status_code == 410
        assert "bylo odstraněno 27. 11. 2026: Dva řádky byly jeden cíl." in page.text
        assert 'href="/page/plan/plan-a/goal/2.1.a?lang=cs"' in page.text
        alone = server.client.get("/resource/plan/old", headers={"Accept": "text/turtle"})
        assert (alone.status_code, "link" in alone.headers) == (410, False)
        there = server.client.get("/resource/plan/plan-a/goal/2.1.a", headers={"Accept": "text/turtle"})
        assert there.status_code == 303
        never = server.client.get("/resource/plan/plan-a/goal/8", headers={"Accept": "text/turtle"})
        assert never.status_code == 404
