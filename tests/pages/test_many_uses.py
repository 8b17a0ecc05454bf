"""What thousands use is shown page by page, and names that are hard to show do no harm."""

import json
import re
from collections.abc import Iterator
from html import unescape

import pytest

from pages.listed import listed, section, shown, texts
from pages.many_uses import ELEMENTS, HIDDEN, PLANS, used_elements, write_many_uses
from pages.tables import tables
from running import Running, running

PLAN = "https://w3id.org/strategraph/resource/plan/"
USED, BODY = "/page/descriptor/I.a", "/page/body/B"
EVERY = [f"p{plan:02}/{'goal' if place % 3 else 'measure'}/{place}" for plan, place in used_elements()]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    file = tmp_path_factory.mktemp("many") / "many.ttl"
    write_many_uses(file)
    with running(file=file) as server:
        yield server


def on_page(html: str) -> list[str]:
    return re.findall(r'href="/page/plan/(p\d\d/(?:goal|measure)/\d+)', html)


def test_there_are_so_many() -> None:
    assert len(EVERY) == ELEMENTS


@pytest.mark.parametrize(("address", "name"), [(USED, "uses"), (BODY, "duties")])
@pytest.mark.parametrize("number", [1, 2, 17, 48])
def test_a_page_has_fifty_of_them_in_order_and_leads_to_its_neighbours(
    many: Running, address: str, name: str, number: int
) -> None:
    answer = many.client.get(f"{address}?page={number}&lang=en", headers={"Accept": "text/html"})
    assert len(answer.content) < 100_000
    found = section(answer.text, name)
    assert on_page(found) == EVERY[50 * number - 50 : 50 * number]
    assert f"{50 * number - 49}–{50 * number} of 2400" in texts(found)
    before = f"{address}?lang=en" + (f"&page={number - 1}" if number > 2 else "") if number > 1 else None
    after = f"{address}?lang=en&page={number + 1}" if number < 48 else None
    links = answer.headers["link"]
    for relation, target in (("prev", before), ("next", after)):
        assert re.findall(f'<([^>]+)>; rel="{relation}"', links) == ([target] if target else [])
        tags = re.findall(f'<link rel="{relation}" href="([^"]+)">', answer.text)
        assert [unescape(href) for href in tags] == ([target] if target else [])
        assert (f'<a rel="{relation} nofollow"' in found) == bool(target)


@pytest.mark.parametrize("address", [USED, BODY])
def test_there_is_no_page_after_the_last(many: Running, address: str) -> None:
    assert many.client.get(f"{address}?page=49").status_code == 404


@pytest.mark.parametrize("address", [USED, BODY])
def test_the_list_comes_in_parts_that_together_are_all(many: Running, address: str) -> None:
    target: str | None = f"{address}?format=json"
    seen: list[str] = []
    sizes = []
    while target:
        answer = many.client.get(target)
        rows = answer.json()
        sizes.append(len(rows))
        seen += [row["element"].removeprefix(PLAN) for row in rows]
        following = re.findall(r'<([^>]+)>; rel="next"', answer.headers["link"])
        target = following[0] if following else None
    assert sizes == [1000, 1000, 400]
    assert seen == EVERY


def test_a_layer_a_plan_and_a_level_are_cut_out_of_them(many: Running) -> None:
    rows = listed(many, f"{USED}?layer=printed&plan=p31&level=goal")
    wanted = [place for plan, place in used_elements() if plan == 31 and place % 2 and place % 3]
    assert [row["element"] for row in rows] == [f"{PLAN}p31/goal/{place}" for place in wanted]
    assert {row["status"] for row in rows} == {"printed"}


def test_the_table_has_the_first_plans_and_says_how_many_there_are(many: Running) -> None:
    ((caption, table),) = tables(section(shown(many, USED, "en"), "use")).items()
    assert caption.startswith("60 plans use it.")
    assert "The first 50 are shown; CSV and JSON have all." in caption
    assert len(table) == 52
    assert table[0] == ["Plan", "in all", "goal", "measure"]
    assert table[1] == ["Plán 00", "11", "7", "4"]
    measures = sum(place % 3 == 0 for _, place in used_elements())
    assert table[-1] == ["in all", str(ELEMENTS), str(ELEMENTS - measures), str(measures)]
    assert len({row["plan"] for row in listed(many, f"{USED}?list=plans")}) == PLANS


def test_the_browser_shows_names_that_are_hard_to_show(many: Running) -> None:
    for language in ("cs", "en"):
        for address in ("/concepts", "/concepts/alphabet", "/concepts/matches", "/concepts/together", "/page/theme/I"):
            assert_harmless(shown(many, address, language))
    table = tables(shown(many, "/concepts"))["Podle témat"]
    assert [row[0][:30] for row in table[2:]] == [
        "I theme/I", "descriptor/I.c", "I.a bydlení", "I.b \u202eobrácené", f"I.d {('dlouhý ' * 9)[:26]}", f"I.e {HIDDEN[:26]}",
    ]  # fmt: skip
    goals = [place for _, place in used_elements() if place % 3]
    printed = sum(place % 2 for place in goals)
    numbers = [len(goals), printed, 0, len(goals) - printed, ELEMENTS - len(goals), 0]
    assert table[4][1:] == [str(number) for number in numbers]
    names = [row["name"][:8] for row in listed(many, "/concepts/alphabet")]
    assert names == ["bydlení", "descript", "dlouhý d", "chudoba", "\u202eobrácen", "<script>"]
    page = shown(many, "/concepts/alphabet?content=en")
    assert '<a href="/page/descriptor/I.a?lang=cs" lang="en"><bdi>housing</bdi></a>' in page


@pytest.mark.parametrize("code", ["I.b", "I.c", "I.d", "I.e"])
def test_pages_of_descriptors_with_such_names_do_no_harm(many: Running, code: str) -> None:
    for language in ("cs", "en"):
        assert_harmless(shown(many, f"/page/descriptor/{code}", language))


def test_a_body_with_such_a_name_does_no_harm(many: Running) -> None:
    whole = shown(many, BODY)
    assert_harmless(whole)
    assert "<bdi>javascript:alert(1)</bdi>" in whole


def assert_harmless(html: str) -> None:
    blocks = re.findall(r"<script([^>]*)>(.*?)</script>", html, re.DOTALL)
    assert len(blocks) == html.lower().count("<script") == html.lower().count("</script")
    for attributes, content in blocks:
        if attributes == ' type="application/ld+json"':
            assert "<" not in content
            json.loads(content)
        else:
            assert ' src="/static/' in attributes
            assert content == ""
    assert 'onmouseover="' not in html
    assert 'href="javascript' not in html
    assert "\u202e" not in re.sub(r"<bdi[^>]*>[^<]*</bdi>|<title>[^<]*</title>|<script[^>]*>[^<]*</script>", "", html)
