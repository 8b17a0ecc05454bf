"""A release that has links between further levels: they are those that are reckoned, and what is told of state and regions stays."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import strategraph
from level_plans import EUROPEAN, MUNICIPAL, levels_home
from pages.tables import page, tables
from running import Running
from strategraph.alignment import Levels, aligned_units, count, read_statistics, read_synonyms, written
from strategraph.api import Graph
from strategraph.link_steps import make_alignments
from strategraph.namespaces import RDF, SG
from strategraph.pipeline import Work, build, decide_subjects, read_plans, read_sources, read_vocabulary
from strategraph.places import Places
from strategraph.query_files import read_queries
from strategraph.release import open_release
from strategraph.release.checking import check
from strategraph.reports import Reckoner, scope_of
from strategraph.reports.scope import Options
from strategraph.settings import Settings

SSZ, USTI = "ap-ssz-2024-2026", "sprss-ustecky"
PAIRS = (("european", "national"), ("municipal", "regional"), ("national", "municipal"))
#: Questions that are about links between further levels, and so have other answers.
ABOUT_THEM = {"linked-levels", "links-across-levels"}


def settings_of(levels: str) -> Settings:
    settings = Settings()
    return replace(settings, alignment=replace(settings.alignment, levels=levels, permutations=99))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Places:
    return levels_home(tmp_path_factory.mktemp("published-levels") / "home", SSZ, USTI)


@pytest.fixture(scope="module")
def output(home: Places) -> Path:
    """The folder of the release with further levels."""
    folder = home.home / "further"
    levels = ("national-regional", *("-".join(pair) for pair in PAIRS))
    build(home, settings_of(" ".join(levels)), folder, lambda step, told: None)
    return folder


@pytest.fixture(scope="module")
def plain(home: Places) -> Iterator[Graph]:
    """The release without them."""
    folder = home.home / "plain"
    build(home, settings_of("national-regional"), folder, lambda step, told: None)
    with strategraph.open(folder, home=str(home.home)) as opened:
        yield opened


@pytest.mark.parametrize("subject, object_", PAIRS)
def test_the_links_that_are_published_are_those_that_are_reckoned(
    home: Places, graph: Graph, subject: str, object_: str
) -> None:
    scope = scope_of(graph._answers, Options(from_level=subject, to_level=object_), "")
    periods = {plan.id: plan.years for plan in (*scope.nationals, *scope.regionals)}
    settings = settings_of("national-regional").alignment
    reckoned = Reckoner(home, settings).reckon(graph._answers, Levels(subject, object_), "all", periods)
    expected = {
        (one.link.subject, one.link.object): (one.link.link_class, one.overlap.kind, one.link.score)
        + ((round(one.chance.p, 4), round(one.chance.q, 4)) if one.chance else ())
        for one in reckoned.aligned
    }
    assert expected
    assert expected == {
        (row["subject"], row["object"]): (
            row["linkClass"], row["periodOverlap"], Decimal(row["score"]), float(row["p"]), float(row["q"])
        )
        for row in links(graph, f"{subject}-{object_}")
    }  # fmt: skip


def links(graph: Graph, levels: str) -> list[dict[str, str]]:
    answer = graph.sparql(
        f"""
        PREFIX sg: <https://w3id.org/strategraph/ontology#>
        SELECT ?subject ?object ?linkClass ?score ?periodOverlap ?p ?q {{
          ?link a sg:LevelAlignment ; sg:linkLevels "{levels}" ; sg:linkSubject ?subject ; sg:linkObject ?object ;
                sg:linkClass ?linkClass ; sg:score ?score ; sg:periodOverlap ?periodOverlap ; sg:pValue ?p ; sg:qValue ?q .
          FILTER NOT EXISTS {{ ?link sg:nationalObjective|sg:regionalPriority ?end }}
          FILTER NOT EXISTS {{ ?subject sg:alignedWith ?object }}
        }}"""
    )
    return [{name: str(value) for name, value in row.items()} for row in answer]


def test_every_other_question_answers_as_without_them(graph: Graph, plain: Graph, home: Places) -> None:
    for query in read_queries(home.queries, "questions"):
        if query.id not in ABOUT_THEM:
            assert list(graph.query(query.id)) == list(plain.query(query.id)), query.id


def test_questions_about_state_and_regions_answer_nothing_of_further_levels(graph: Graph) -> None:
    for question, values in (
        ("priorities-of-objective", {"objective": f"plan/{MUNICIPAL}/goal/1.1"}),
        ("objectives-of-priority", {"priority": f"plan/{MUNICIPAL}/goal/1.1"}),
        ("continued-objectives", {"plan": f"plan/{EUROPEAN}"}),
    ):
        assert list(graph.query(question, **values)) == []


def test_a_question_tells_between_which_levels_there_are_links(graph: Graph, plain: Graph) -> None:
    found = graph.query("linked-levels")
    assert {row["levels"] for row in found} == {"national-regional", *("-".join(pair) for pair in PAIRS)}
    assert [row["levels"] for row in plain.query("linked-levels")] == ["national-regional"]
    for row in found:
        if row["levels"] != "national-regional":
            of_levels = links(graph, row["levels"])
            specific = sum(one["linkClass"] == "specific" for one in of_levels)
            assert (int(row["links"]), int(row["specific"])) == (len(of_levels), specific)


def test_an_element_is_asked_for_its_links_to_all_levels(graph: Graph) -> None:
    found = graph.query("links-across-levels", element=f"plan/{SSZ}/goal/4.6.a")
    assert {row["levels"] for row in found} == {"european-national", "national-municipal", "national-regional"}
    regional = [(row["other"], row["score"]) for row in found if row["levels"] == "national-regional"]
    told = graph.query("priorities-of-objective", objective=f"plan/{SSZ}/goal/4.6.a")
    assert regional == [(row["priority"], row["score"]) for row in told]


def test_the_mapping_set_says_that_it_leaves_them_out(output: Path, home: Places, plain: Graph) -> None:
    further, without = (
        (open_release(folder).dumps_path / "alignments.sssom.tsv").read_text(encoding="utf-8").splitlines()
        for folder in (output, home.home / "plain")
    )
    changed = [(one, other) for one, other in zip(further, without, strict=True) if one != other]
    (described,) = changed
    assert described[0] == (
        f"{described[1]} Links between other levels (european-national, municipal-regional, national-municipal) "
        "are in the graph alignments, not here."
    )


HEADINGS = [
    (f"plan/{SSZ}/goal/4.6.a", "cs", ["Evropské cíle obsahově nejbližší", "Obecní priority obsahově nejbližší"]),
    (f"plan/{SSZ}/goal/4.6.a", "en", ["European objectives nearest in content", "Municipal priorities nearest in content"]),
    (f"plan/{MUNICIPAL}/goal/1.1", "cs", ["Priority krajů obsahově nejbližší", "Cíle státu obsahově nejbližší"]),
    (f"plan/{EUROPEAN}/goal/2.1", "en", ["Objectives of the state nearest in content"]),
]  # fmt: skip


@pytest.mark.parametrize("element, language, headings", HEADINGS)
def test_the_page_of_a_goal_has_a_heading_for_each_further_level(
    site: Running, element: str, language: str, headings: list[str]
) -> None:
    html = page(site, element, language)
    assert re.findall(r'<h2 id="level-\w+">(.+?)</h2>', html) == headings


def test_a_goal_lists_its_nearest_links_and_each_leads_to_its_reasons(site: Running, graph: Graph) -> None:
    goal = f"plan/{MUNICIPAL}/goal/1.1"
    html = page(site, goal, "en")
    section = html.partition('<section aria-labelledby="level-national">')[2].partition("</section>")[0]
    ((caption, table),) = tables(section).items()
    told = [row for row in graph.query("links-across-levels", element=goal) if row["levels"] == "national-municipal"]
    specific = sum(row["linkClass"] == "specific" for row in told)
    assert caption == (
        f"Specific links: {specific}, general only: {len(told) - specific}. A score leads to what it adds up from."
    )
    assert table[0] == ["Score", "National objective", "Class"]
    assert table[1][0] == max(str(row["score"]) for row in told if row["linkClass"] == "specific")
    assert len([row for row in table if len(row) == 3]) == 1 + min(10, len(told))
    assert "Of none of the links" not in section
    href = re.findall(r'<td class="number"><a href="([^"]+)"', section)[0]
    shown = site.client.get(href, headers={"Accept": "text/html", "Accept-Language": "en"}).text
    assert re.findall(r"<h3>(.+?)</h3>", shown) == ["National objective", "Municipal priority"]
    assert "At the first element" in shown
    assert f"of {len(told)}<" in shown
    assert "national objectives:" not in shown


def test_the_explorer_stays_with_state_and_regions(site: Running, graph: Graph) -> None:
    rows = site.client.get("/alignment/links?format=csv").text.splitlines()[1:]
    counted = next(row for row in graph.query("linked-levels") if row["levels"] == "national-regional")
    assert len(rows) == int(counted["links"])


def test_a_table_that_links_of_further_levels_alone_rest_on_is_described_and_its_gaps_are_told(
    home: Places, tmp_path: Path
) -> None:
    work = Work(home, settings_of("national-regional european-national"))
    for step in (read_sources, read_plans, read_vocabulary, decide_subjects):
        step(work)
    units = aligned_units(zip(work.plans, work.decided, strict=True), work.iris)
    reader = read_synonyms(home.mappings / "synonyms", work.lexicon.contexts)
    known = [one for one in units if one.side != "regional"]
    table = count(known, reader, work.settings.alignment, "all", day="2026-11-27")
    (tmp_path / "mine.csv").write_bytes(written(table))
    notice = (
        f"The statistics of version 1 were counted from {len(known)} units of {len(table.plans)} plans, and {len(units)} of "
        f"{len(table.plans) + 1} are at hand; it knows no unit of the regional level: `strategraph alignment statistics` tells more, "
        "and with --refresh it counts anew."
    )
    for levels, described in (("national-regional european-national", table), ("national-regional", None)):
        work.settings = with_table(settings_of(levels), tmp_path / "mine.csv")
        work.notices, work.statistics = [], None
        told = make_alignments(work)
        links = work.graphs[work.names.named("alignments")]
        kinds = {kind for link in links.subjects(SG.statistics) for kind in links.objects(link, RDF.type)}
        assert kinds == ({SG.LevelAlignment} if described else set())
        assert work.statistics == described
        assert ("; statistics of version 1" if described else "; statistics counted anew") in told
        assert work.notices == [notice]
    whole = count(units, reader, work.settings.alignment, "all", day="2026-11-27")
    (tmp_path / "whole.csv").write_bytes(written(whole))
    work.settings = with_table(settings_of("national-regional"), tmp_path / "whole.csv", "approved")
    work.notices, work.statistics = [], None
    assert "; statistics counted anew" in make_alignments(work)
    assert (work.statistics, work.notices) == (whole, []), (
        "a release of another layer has links in that of the table, too"
    )


def with_table(settings: Settings, file: Path, layer: str = "all") -> Settings:
    return replace(settings, alignment=replace(settings.alignment, statistics=str(file), permutations=0, layer=layer))


REVERSED = {"from_level": "regional", "to_level": "national"}


def test_a_report_says_by_which_statistics_links_weigh_where_those_of_the_release_weigh_by_others(
    home: Places, output: Path, graph: Graph, tmp_path: Path
) -> None:
    kept = read_statistics(home.home, Settings().alignment)
    assert kept is not None
    release = f"links that the release publishes: version {kept.version} of {kept.day} (SHA-256 {kept.sha256[:12]}…)"
    assert "Statistics" not in dict(graph.report("coverage", **REVERSED).provenance.facts)
    assert "Statistics" not in dict(graph.report("coverage").provenance.facts)
    anew = graph.report("gaps", from_level="european", to_level="municipal").provenance.facts
    assert dict(anew)["Statistics"] == f"counted anew; {release}"
    later = replace(kept, version=kept.version + 1, day="2027-01-01")
    other = replace(kept, words={})
    for table, told in (
        (later, f"version {later.version} of 2027-01-01 (SHA-256 {kept.sha256[:12]}…); {release}"),
        (other, f"version {kept.version} of {kept.day} (SHA-256 {other.sha256[:12]}…); {release}"),
        (None, f"counted anew; {release}"),
    ):
        (tmp_path / "mine.csv").write_bytes(written(table) if table else b"")
        file = tmp_path / "settings.toml"
        file.write_text(f'[alignment]\nstatistics = "{tmp_path / "mine.csv" if table else ""}"\n', encoding="utf-8")
        with strategraph.open(output, settings=file, home=str(home.home)) as opened:
            assert dict(opened.report("coverage", **REVERSED).provenance.facts)["Statistics"] == told


@pytest.mark.full
def test_the_release_has_no_faults(output: Path, home: Places) -> None:
    assert check(open_release(output), home) == ()
