"""A planner sends a plan to a server, looks at it, stores it, and finds it: with a real browser, files and builds."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from drafts import PLANS
from served import served
from small_plans import home_of
from strategraph.cli import main
from strategraph.places import Places

TOKEN = "token-of-this-test"
PLAN = PLANS / "holy-text.txt"

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Places:
    home = home_of(tmp_path_factory.mktemp("adding") / "home", "sprss-ustecky")
    assert main(["build", "--home", str(home.home), "--output", str(home.home / "build")]) == 0
    return home


@pytest.fixture(scope="module")
def address(home: Places) -> Iterator[str]:
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0"]
    command += ["--home", str(home.home), "--data", str(home.home / "build")]
    env = os.environ | {"STRATEGRAPH_SERVE_UPLOAD_TOKEN": TOKEN, "STRATEGRAPH_SERVE_LOOK_SECONDS": "0.2"}
    with served(command, Path.cwd(), env, 400) as address:
        yield address


def files(home: Places) -> list[str]:
    found = (path for folder in (home.data, home.mappings) for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(home.home).as_posix() for path in found)


def test_a_plan_is_sent_looked_at_stored_and_found(browser: Browser, home: Places, address: str) -> None:
    before = files(home)
    context = browser.new_context(http_credentials={"username": "kdokoli", "password": TOKEN})
    page = context.new_page()
    page.goto(f"{address}/add?lang=en")
    page.set_input_files("#file", str(PLAN))
    page.fill("#plan", "plan-prevence")
    page.click("text=Look at it")
    expect(page.locator("#found")).to_have_text("Plán prevence kriminality Zlínského kraje 2022-2024", timeout=60_000)
    rows = page.locator("table.answer tbody tr")
    expect(rows).to_have_count(18)
    expect(rows.nth(1)).to_contain_text("1.1")
    expect(rows.nth(1)).to_contain_text("crime")
    assert files(home) == before
    page.click("text=Store and build")
    expect(page.locator("h1")).to_have_text("The plan is stored", timeout=120_000)
    assert sorted(set(files(home)) - set(before)) == [
        "data/sources/regional/plan-prevence/document.txt",
        "data/sources/regional/plan-prevence/source.toml",
        "mappings/documents/plan-prevence.toml",
    ]
    link = page.locator("main a code")
    expect(link).to_have_text("plan-prevence")
    page.wait_for_timeout(2000)
    link.click()
    expect(page.locator("h1")).to_contain_text("Plán prevence kriminality", timeout=20_000)
    context.close()


@pytest.mark.parametrize(
    "name, content, told",
    [
        ("../../../etc/passwd.txt", b"", "passwd.txt"),
        ("x.exe", b"MZ", "there is no reader for '.exe'"),
        ("plan.pdf", b"%PDF-1.7\nnothing", "plan.pdf"),
        ("plan.docx", b"PK\x03\x04", "plan.docx"),
    ],
)
def test_what_is_no_plan_is_refused_with_a_sentence(address: str, name: str, content: bytes, told: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/json"}
    answer = httpx.post(f"{address}/add", files={"file": (name, content)}, headers=headers, timeout=60)
    assert answer.status_code == 422
    detail = answer.json()["detail"]
    assert told in detail
    assert detail.endswith(".")
    assert "/tmp" not in detail


def test_the_name_of_a_file_is_no_option_of_the_command(home: Places, address: str) -> None:
    before = files(home)
    headers = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/json"}
    answer = httpx.post(f"{address}/add", files={"file": ("--yes", PLAN.read_bytes())}, headers=headers, timeout=60)
    assert (answer.status_code, answer.json()["plan"]["id"], len(answer.json()["elements"])) == (200, "yes", 18)
    assert files(home) == before


def test_an_id_that_is_none_or_taken_is_refused(home: Places, address: str) -> None:
    before = files(home)
    headers = {"Authorization": f"Bearer {TOKEN}", "Accept": "application/json"}
    for plan, told in (("Plan A", "'Plan A' is no id of a plan"), ("--yes", "is no id of a plan")):
        sent = {"file": (PLAN.name, PLAN.read_bytes())}
        answer = httpx.post(f"{address}/add", files=sent, data={"plan": plan}, headers=headers, timeout=60)
        assert (answer.status_code, told in answer.json()["detail"]) == (422, True), answer.text
    sent = {"file": (PLAN.name, PLAN.read_bytes())}
    looked = httpx.post(f"{address}/add", files=sent, data={"plan": "sprss-ustecky"}, headers=headers, timeout=60)
    assert looked.status_code == 422
    assert "There is a plan 'sprss-ustecky' already" in looked.json()["detail"]
    assert files(home) == before
