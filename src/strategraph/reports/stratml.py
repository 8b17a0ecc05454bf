"""Writes a plan as StratML (ISO 17469-1:2015, Strategy Markup Language, Part 1), for tools that exchange strategic plans.

Goals become Goal, the measures below each become its Objective, bodies become Stakeholder. StratML has two levels: headings,
a goal above a goal, further parents, descriptors, deadlines and money are told in OtherInformation. It has dates where plans have
years: a period is written from the first day of its first year to the last day of its last. Part 1 has no relationships between
goals. A plan that states indicators is written as Part 2 (ISO 17469-2), whose objectives have a PerformanceIndicator.
"""

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree

from strategraph.errors import UsageError
from strategraph.reports.answers import Answer, Answers
from strategraph.reports.model import Asked
from strategraph.reports.units import named

__all__ = ["stratml"]

NAMESPACE = "urn:ISO:std:iso:17469:tech:xsd:stratml_core"
#: Of Part 2; its elements are those of Part 1 and more.
PERFORMANCE = "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport"
#: Control characters that XML 1.0 has no way to write (2.2).
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
Element = ElementTree.Element


def stratml(answers: Answers, plan: str) -> bytes:
    """A plan by its id, as an XML document in UTF-8; every goal and every measure of it stands there once.

    Raises:
        UsageError: if there is no such plan, or it has no goal, which the standard requires.
    """
    plans = {str(row["id"]): row for row in answers.rows(Asked("plans-of-reports", {}))}
    if plan not in plans:
        raise UsageError(f"There is no plan {plan!r}: choose one of {', '.join(plans)}.")
    about = plans[plan]
    elements = _elements(answers, str(about["plan"]))
    writer = _Writer(answers, elements)
    if writer.indicators.keys() & elements.keys():
        root = Element("PerformancePlanOrReport", {"xmlns": PERFORMANCE, "Type": "Performance_Plan"})
    else:
        root = Element("StrategicPlan", {"xmlns": NAMESPACE})
    _add(root, "Name", about["title"])
    _add(root, "OtherInformation", f"{about['territoryCs']} ({about['territory']})")
    core = ElementTree.SubElement(root, "StrategicPlanCore")
    _organization(core, answers, str(about["plan"]))
    for iri in writer.roots():
        writer.goal(core, iri)
    if not len(core.findall("Goal")):
        raise UsageError(f"The plan {plan!r} has no goal, and StratML requires one: there is nothing to write.")
    _administration(root, about)
    ElementTree.indent(root)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ElementTree.tostring(root, encoding='unicode')}\n".encode()


def _elements(answers: Answers, plan: str) -> dict[str, list[Answer]]:
    """Element → its rows, one for each parent, in the order of the document."""
    found: dict[str, list[Answer]] = {}
    for row in answers.rows(Asked("elements-of-plans", {})):
        if row["plan"] == plan:
            found.setdefault(str(row["element"]), []).append(row)
    return found


def _organization(core: Element, answers: Answers, plan: str) -> None:
    issuer = next((row for row in answers.rows(Asked("plans", {})) if row["plan"] == plan), None)
    if issuer:
        _add(ElementTree.SubElement(core, "Organization"), "Name", issuer["issuer"])


def _administration(root: Element, about: Answer) -> None:
    made = ElementTree.SubElement(root, "AdministrativeInformation")
    if "start" in about and "end" in about:
        _add(made, "StartDate", f"{about['start']}-01-01")
        _add(made, "EndDate", f"{about['end']}-12-31")
    _add(made, "Source", about["plan"])


class _Writer:
    """Writes the goals of one plan, each with what stands below it."""

    def __init__(self, answers: Answers, elements: Mapping[str, list[Answer]]) -> None:
        self.elements = elements
        self.bodies = _by(answers.rows(Asked("responsibilities-with-deadlines", {})), "element")
        self.descriptors = _by(answers.rows(Asked("assignments-of-elements", {"layer": "all"})), "element")
        self.indicators = _by(answers.rows(Asked("indicators", {})), "element")
        self.stated = {
            name: _by(answers.rows(Asked(query, {})), "element")
            for name, query in (
                ("Termín", "deadlines"),
                ("Částka", "budgets"),
                ("Zdroj financování", "funding-sources"),
            )
        }
        self.below: dict[str, list[str]] = {}
        self.measures: set[str] = set()
        for iri, rows in elements.items():
            above = str(rows[0].get("parent", ""))
            if rows[0]["kind"] == "measure" and above in elements and elements[above][0]["kind"] == "goal":
                self.below.setdefault(above, []).append(iri)
                self.measures.add(iri)

    def roots(self) -> list[str]:
        """What becomes a Goal: every goal, and every measure without a goal above it."""
        return [iri for iri, rows in self.elements.items() if rows[0]["kind"] != "section" and iri not in self.measures]

    def goal(self, core: Element, iri: str) -> None:
        """Add a Goal with its Objectives."""
        made = ElementTree.SubElement(core, "Goal")
        self._content(made, iri)
        for measure in self.below.get(iri, ()):
            objective = ElementTree.SubElement(made, "Objective")
            self._content(objective, measure, measured=True)
            for number, row in enumerate(self.indicators.get(measure, ()), 1):
                _indicator(objective, row, f"indicator.{_identifier(measure)}.{number}")

    def _content(self, made: Element, iri: str, measured: bool = False) -> None:
        """What a goal and an objective have; the indicators of an objective have elements of their own (`measured`)."""
        row, *others = self.elements[iri]
        code, text = str(row.get("code", "")), str(row["text"])
        _add(made, "Name", named(code, text))
        _add(made, "Description", text)
        _add(made, "Identifier", _identifier(iri))
        if code:
            _add(made, "SequenceIndicator", code)
        for body in self.bodies.get(iri, ()):
            who = ElementTree.SubElement(made, "Stakeholder", {"StakeholderTypeType": "Organization"})
            _add(who, "Name", body["nameCs"])
            _add(who, "Description", " ".join(str(body[name]) for name in ("roleCs", "due") if name in body))
        told = [f"{row['level']}, řádek {row['line']}: {iri}"]
        told += [self._above(str(one["parent"])) for one in (row, *others) if "parent" in one]
        codes = ", ".join(f"{one['notation']} ({one['status']})" for one in self.descriptors.get(iri, ()))
        told += [f"Deskriptory: {codes}"] if codes else []
        told += [] if measured else [f"Ukazatel: {one['words']}" for one in self.indicators.get(iri, ())]
        for name, found in self.stated.items():
            told += [f"{name}: {one.get('words', one.get('source'))}" for one in found.get(iri, ())]
        _add(made, "OtherInformation", "\n".join(told))

    def _above(self, parent: str) -> str:
        known = self.elements.get(parent)
        return f"Pod: {named(str(known[0].get('code', '')), str(known[0]['text']))}" if known else f"Pod: {parent}"


def _indicator(objective: Element, row: Answer, identifier: str) -> None:
    """An indicator with the words of the document as what is measured, and the numbers that were read in them."""
    numbers = any(name in row for name in ("target", "baseline"))
    made = ElementTree.SubElement(objective, "PerformanceIndicator")
    if numbers:
        made.set("PerformanceIndicatorType", "Quantitative")
    _add(made, "MeasurementDimension", row["words"])
    _add(made, "UnitOfMeasurement", row.get("unit", ""))
    _add(made, "Identifier", identifier)
    if numbers:
        instance = ElementTree.SubElement(made, "MeasurementInstance")
        _result(instance, "TargetResult", row, "target", BOUNDS[str(row.get("bound", "exactly"))])
        _result(instance, "ActualResult", row, "baseline", "výchozí hodnota")


#: How the target of an indicator is meant, in Czech as the plans are.
BOUNDS = {"exactly": "cílová hodnota", "at least": "cílová hodnota, nejméně", "at most": "cílová hodnota, nejvýše"}


def _result(instance: Element, name: str, row: Answer, value: str, told: str) -> None:
    if value in row:
        result = ElementTree.SubElement(instance, name)
        if f"{value}Year" in row:
            _add(result, "EndDate", f"{row[f'{value}Year']}-12-31")
        _add(result, "NumberOfUnits", row[value])
        _add(result, "Description", told)


def _by(rows: Iterable[Answer], name: str) -> dict[str, list[Answer]]:
    found: dict[str, list[Answer]] = {}
    for row in rows:
        found.setdefault(str(row[name]), []).append(row)
    return found


def _add(above: Element, name: str, text: object) -> None:
    ElementTree.SubElement(above, name).text = _UNWRITABLE.sub("", str(text))


def _identifier(iri: str) -> str:
    """An xsd:ID (an XML name without a colon), unique in the plan: the end of the IRI, `goal/4.2.a` as `goal.4.2.a`."""
    kind, key = iri.rsplit("/", 2)[1:]
    return re.sub(r"[^A-Za-z0-9._-]", "-", f"{kind}.{key}")
