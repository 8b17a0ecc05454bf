"""Plans as StratML hold what ISO 17469-1 allows, in its order, and every goal and measure of the plan once."""

import re
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from strategraph.cli import main
from strategraph.errors import UsageError
from strategraph.reports import Answers, Asked, stratml
from strategraph.reports.stratml import NAMESPACE, PERFORMANCE
from strategraph.settings import SourceLimits
from strategraph.sources import read_file

PLANS = ("napsi-2006-2008", "ap-sbsv-2016-2020", "ap-ssz-2024-2026", "sprss-plzensky-2019-2021", "sprss-ustecky")
#: Element → its children in the order of the schema: how often at least, and whether more than once (StrategicPlan, version 1.1 of 1 April 2014).
MODEL: Mapping[str, Mapping[str, tuple[int, bool]]] = {
    "StrategicPlan": {
        "Name": (1, False), "Description": (0, False), "OtherInformation": (0, False), "StrategicPlanCore": (1, False),
        "AdministrativeInformation": (0, False),
    },
    "StrategicPlanCore": {
        "Organization": (0, True), "Vision": (0, False), "Mission": (0, False), "Value": (0, True), "Goal": (1, True),
    },
    "Organization": {
        "Name": (0, False), "Acronym": (0, False), "Identifier": (0, False), "Description": (0, False), "Stakeholder": (0, True),
    },
    "Goal": {
        "Name": (1, False), "Description": (1, False), "Identifier": (0, False), "SequenceIndicator": (0, False),
        "Stakeholder": (0, True), "OtherInformation": (0, False), "Objective": (0, True),
    },
    "Objective": {
        "Name": (0, False), "Description": (0, False), "Identifier": (0, False), "SequenceIndicator": (0, False),
        "Stakeholder": (0, True), "OtherInformation": (0, False),
    },
    "Stakeholder": {"Name": (1, False), "Description": (0, False)},
    "AdministrativeInformation": {
        "StartDate": (0, False), "EndDate": (0, False), "PublicationDate": (0, False), "Source": (0, False), "Submitter": (0, False),
    },
}  # fmt: skip

#: Part 2 (PerformancePlanOrReport, version 2.2.8 of 6 May 2016): what it has beyond Part 1.
RESULT = {"StartDate": (0, False), "EndDate": (0, False), "NumberOfUnits": (0, False), "Description": (0, False)}
PART_TWO: Mapping[str, Mapping[str, tuple[int, bool]]] = {
    **MODEL,
    "PerformancePlanOrReport": MODEL["StrategicPlan"],
    "Objective": {**MODEL["Objective"], "PerformanceIndicator": (0, True)},
    "PerformanceIndicator": {
        "SequenceIndicator": (0, False), "MeasurementDimension": (1, False), "UnitOfMeasurement": (1, False),
        "Identifier": (0, False), "MeasurementInstance": (0, True), "OtherInformation": (0, False),
    },
    "MeasurementInstance": {"TargetResult": (0, True), "ActualResult": (0, True)},
    "TargetResult": RESULT,
    "ActualResult": RESULT,
}  # fmt: skip
ATTRIBUTES = {
    "Stakeholder": ("StakeholderTypeType",),
    "PerformancePlanOrReport": ("Type",),
    "PerformanceIndicator": ("PerformanceIndicatorType",),
}
#: What the schema says of the text of an element that is no mere string: xsd:ID (an XML name without a colon), xsd:date, xsd:anyURI.
TYPES = {
    "Identifier": re.compile(r"[A-Za-z_][A-Za-z0-9._-]*"),
    "StartDate": re.compile(r"\d{4}-\d\d-\d\d"),
    "EndDate": re.compile(r"\d{4}-\d\d-\d\d"),
    "PublicationDate": re.compile(r"\d{4}-\d\d-\d\d"),
    "Source": re.compile(r"https?://[!-~]+"),
    "NumberOfUnits": re.compile(r"-?\d+(\.\d+)?"),
}
KINDS = ("Person", "Organization", "Generic_Group")


def name(element: ElementTree.Element) -> str:
    space, _, local = element.tag.removeprefix("{").partition("}")
    assert space in (NAMESPACE, PERFORMANCE)
    return local


def faults(element: ElementTree.Element) -> list[str]:
    """What the schema does not allow, in an element and below it."""
    allowed = (PART_TWO if PERFORMANCE in element.tag else MODEL).get(name(element), {})
    children = [name(child) for child in element]
    found = [f"{name(element)} has {child}" for child in children if child not in allowed]
    found += [f"{name(element)} has @{one}" for one in element.attrib if one not in ATTRIBUTES.get(name(element), ())]
    places = [list(allowed).index(child) for child in children if child in allowed]
    found += [f"{name(element)} has its children in another order"] if places != sorted(places) else []
    for child, (least, many) in allowed.items():
        number = children.count(child)
        found += [f"{name(element)} has {number} of {child}"] if number < least or (number > 1 and not many) else []
    text, kind = element.text or "", element.get("StakeholderTypeType", KINDS[0])
    found += (
        [f"{name(element)} is {text!r}"] if not TYPES.get(name(element), re.compile(r"(?s).*")).fullmatch(text) else []
    )
    found += [f"{name(element)} has the type {kind!r}"] if kind not in KINDS else []
    return found + [one for child in element for one in faults(child)]


@pytest.mark.parametrize("plan", PLANS)
def test_a_plan_is_what_the_schema_allows_and_holds_every_goal_and_measure_once(answers: Answers, plan: str) -> None:
    root = ElementTree.fromstring(stratml(answers, plan))
    assert faults(root) == []
    identifiers = [one.text for one in root.iter(f"{{{NAMESPACE}}}Identifier")]
    expected = {
        ".".join(str(row["element"]).split("/")[-2:])
        for row in answers.rows(Asked("elements-of-plans", {}))
        if str(row["plan"]).endswith(f"/{plan}") and row["kind"] != "section"
    }
    assert sorted(map(str, identifiers)) == sorted(expected)
    assert len(identifiers) == len(set(identifiers))


def test_the_check_of_the_schema_finds_what_is_wrong() -> None:
    wrong = f'<StrategicPlan xmlns="{NAMESPACE}"><StrategicPlanCore><Goal><Description/><Name/><Odd/></Goal></StrategicPlanCore></StrategicPlan>'
    assert faults(ElementTree.fromstring(wrong)) == [
        "StrategicPlan has 0 of Name",
        "Goal has Odd",
        "Goal has its children in another order",
    ]
    goal = '<Goal><Name/><Description/><Identifier>4.2 a</Identifier><Stakeholder StakeholderTypeType="Body"><Name/></Stakeholder></Goal>'
    mistyped = (
        f'<StrategicPlan xmlns="{NAMESPACE}"><Name/><StrategicPlanCore>{goal}</StrategicPlanCore>'
        "<AdministrativeInformation><StartDate>2024</StartDate></AdministrativeInformation></StrategicPlan>"
    )
    assert faults(ElementTree.fromstring(mistyped)) == [
        "Identifier is '4.2 a'",
        "Stakeholder has the type 'Body'",
        "StartDate is '2024'",
    ]


def test_a_goal_has_its_measures_bodies_and_line(answers: Answers) -> None:
    root = ElementTree.fromstring(stratml(answers, "ap-ssz-2024-2026"))
    space = {"s": NAMESPACE}
    goals = {str(goal.findtext("s:SequenceIndicator", "", space)): goal for goal in root.iter(f"{{{NAMESPACE}}}Goal")}
    goal = goals["4.2.a"]
    assert goal.findtext("s:Description", "", space).startswith(
        "Vytvářet podmínky pro vstup a udržení se na trhu práce"
    )
    assert "řádek 64" in goal.findtext("s:OtherInformation", "", space)
    assert [one.findtext("s:SequenceIndicator", "", space) for one in goal.findall("s:Objective", space)] != []
    assert root.findtext("s:AdministrativeInformation/s:StartDate", "", space) == "2024-01-01"
    assert root.findtext("s:AdministrativeInformation/s:EndDate", "", space) == "2026-12-31"
    other = ElementTree.fromstring(stratml(answers, "ap-sbsv-2016-2020"))
    assert "Agentura pro sociální začleňování" in [one.text for one in other.iterfind(".//s:Stakeholder/s:Name", space)]
    assert ElementTree.fromstring(stratml(answers, "sprss-ustecky")).find(".//s:StartDate", space) is None


def test_the_command_writes_every_plan(output: Path, tmp_path: Path, answers: Answers) -> None:
    assert main(["export", "--stratml", str(tmp_path), "--data", str(output)]) == 0
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(PLANS)
    for plan in PLANS:
        assert (tmp_path / f"{plan}.xml").read_bytes() == stratml(answers, plan)


@pytest.mark.parametrize("plan", ["ap-ssz-2024-2026", "ap-sbsv-2016-2020", "sprss-ustecky"])
def test_goals_and_measures_come_back_from_the_file(answers: Answers, tmp_path: Path, plan: str) -> None:
    path = tmp_path / "plan.stratml"
    path.write_bytes(stratml(answers, plan))
    rows = [row for row in answers.rows(Asked("elements-of-plans", {})) if str(row["plan"]).endswith(f"/{plan}")]
    known = {str(row["element"]): row for row in rows if row["kind"] != "section"}
    read = [line for line in read_file(path, SourceLimits()).lines if line.place and line.place.heading in (1, 2)]
    assert sorted(line.text for line in read) == sorted(
        f"{row.get('code', '')} {row['text']}".strip() for row in known.values()
    )
    goals = {iri for iri, row in known.items() if row["kind"] == "goal"}
    below = [iri for iri, row in known.items() if row["kind"] == "measure" and str(row.get("parent")) in goals]
    assert sum(line.place.heading == 2 for line in read if line.place) == len(below)


def test_a_plan_that_there_is_not_is_refused(answers: Answers) -> None:
    with pytest.raises(UsageError) as caught:
        stratml(answers, "x")
    assert str(caught.value) == f"There is no plan 'x': choose one of {', '.join(PLANS)}."


def test_a_plan_with_indicators_is_written_as_part_two_and_read_again(stated_answers: Answers, tmp_path: Path) -> None:
    content = stratml(stated_answers, "zdroje")
    root = ElementTree.fromstring(content)
    assert name(root) == "PerformancePlanOrReport"
    assert faults(root) == []
    space = {"s": PERFORMANCE}
    found = {
        one.findtext("s:MeasurementDimension", "", space): (
            one.findtext(".//s:ActualResult/s:NumberOfUnits", "", space),
            one.findtext(".//s:TargetResult/s:NumberOfUnits", "", space),
            one.findtext(".//s:TargetResult/s:Description", "", space),
            one.findtext("s:UnitOfMeasurement", "", space),
        )
        for one in root.iter(f"{{{PERFORMANCE}}}PerformanceIndicator")
    }
    assert found == {
        "počet poraden: 5 → 12": ("5", "12", "cílová hodnota", ""),
        "min. 3 setkání ročně": ("", "3", "cílová hodnota, nejméně", "setkání ročně"),
        "podíl spokojených účastníků – výchozí stav 40 %, cílový stav 60 %": ("40", "60", "cílová hodnota", "%"),
        "vydaná příručka": ("", "", "", ""),
        "počet bytů: 10 (2026), popřípadě více": ("", "", "", ""),
    }
    told = [str(one.text) for one in root.iter(f"{{{PERFORMANCE}}}OtherInformation")]
    assert any("Termín: IV. čtvrtletí 2023\nČástka: 2024: 100 000 Kč\nČástka: 2025: 0,-" in one for one in told)
    path = tmp_path / "plan.xml"
    path.write_bytes(content)
    lines = [line.text for line in read_file(path, SourceLimits()).lines]
    assert "1.1 1.1 Otevřít dluhovou poradnu" in lines or "1.1 Otevřít dluhovou poradnu" in lines
    assert "MeasurementDimension: počet poraden: 5 → 12" in lines
