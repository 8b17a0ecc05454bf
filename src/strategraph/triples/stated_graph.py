"""The statements about what an element names of times, indicators, money and quantities, each with the words it stands on."""

from collections.abc import Iterable

from rdflib import Literal, URIRef

from strategraph.iris import Iris
from strategraph.namespaces import DCAT, DCTERMS, RDF, RDFS, SCHEMA, SG, TIME, XSD
from strategraph.plans import Budget, Deadline, Element, Funding, Indicator, Passage, Quantity
from strategraph.triples.provenance import Provenance
from strategraph.triples.statements import Statements
from strategraph.triples.words import cs, plain, yes

__all__ = ["StatedWriter"]

COMPARED_BY = {"=": SCHEMA.value, ">=": SCHEMA.minValue, "<=": SCHEMA.maxValue}
#: The datatype and the property of a time, by the length of its digits: `2025`, `2025-12`, `2025-12-31`.
PRECISION = {
    4: (XSD.gYear, TIME.inXSDgYear),
    7: (XSD.gYearMonth, TIME.inXSDgYearMonth),
    10: (XSD.date, TIME.inXSDDate),
}


class StatedWriter:
    """Writes what elements of one plan state into a graph."""

    def __init__(self, graph: Statements, plan_id: str, iris: Iris, provenance: Provenance) -> None:
        """Write into `graph`."""
        self._graph = graph
        self._plan_id = plan_id
        self._iris = iris
        self._provenance = provenance

    def write(self, subject: URIRef, element: Element) -> None:
        """State everything of an element that is counted, due or paid."""
        place = (self._plan_id, element.kind, element.key)
        unread = 0
        for deadline in element.deadlines:
            name = _name(deadline)
            unread += not name
            self._deadline(subject, self._iris.deadline(*place, name or f"unread-{unread}"), deadline)
        for count, quantity in enumerate(element.quantities, 1):
            self._quantity(subject, self._iris.quantity(*place, count), quantity)
        for count, indicator in enumerate(element.indicators, 1):
            self._indicator(subject, self._iris.indicator(*place, count), indicator)
        for count, budget in enumerate(element.budgets, 1):
            self._budget(subject, self._iris.budget(*place, count), budget)
        for count, funding in enumerate(element.fundings, 1):
            self._funding(subject, self._iris.funding(*place, count), funding)

    def _deadline(self, subject: URIRef, node: URIRef, deadline: Deadline) -> None:
        add = self._graph.add
        add((subject, SG.deadline, node))
        if deadline.begins:
            add((node, RDF.type, TIME.ProperInterval))
            add((node, RDF.type, DCTERMS.PeriodOfTime))
            add((node, DCAT.startDate, _time(deadline.begins)))
            if deadline.when:
                add((node, DCAT.endDate, _time(deadline.when)))
        elif deadline.when:
            add((node, RDF.type, TIME.Instant))
            add((node, PRECISION[len(deadline.when)][1], _time(deadline.when)))
        else:
            add((node, RDF.type, TIME.TemporalEntity))
        self._recurs(node, deadline.recurrence)
        if not _name(deadline):
            add((node, SG.unread, yes(True)))
        words = " ".join(self._provenance.words(place) for place in deadline.passages)
        self._printed(node, words, deadline.text_derived, deadline.passages)

    def _quantity(self, subject: URIRef, node: URIRef, quantity: Quantity) -> None:
        add = self._graph.add
        add((subject, SG.quantity, node))
        add((node, RDF.type, SG.Quantity))
        add((node, COMPARED_BY[quantity.comparator], Literal(quantity.value, datatype=XSD.integer)))
        add((node, SCHEMA.unitText, cs(quantity.unit)))
        self._printed(node, self._provenance.words(quantity.passage), True, (quantity.passage,))

    def _indicator(self, subject: URIRef, node: URIRef, indicator: Indicator) -> None:
        add = self._graph.add
        add((subject, SG.indicator, node))
        add((node, RDF.type, SG.Indicator))
        if indicator.baseline:
            add((node, SG.baseline, _decimal(indicator.baseline)))
        if indicator.target:
            add((node, COMPARED_BY[indicator.comparator], _decimal(indicator.target)))
        elif not indicator.baseline and any(letter.isdigit() for letter in indicator.printed):
            add((node, SG.unread, yes(True)))
        for predicate, year in ((SG.baselineYear, indicator.baseline_year), (SG.targetYear, indicator.target_year)):
            if year:
                add((node, predicate, _time(year)))
        if indicator.unit:
            add((node, SCHEMA.unitText, cs(indicator.unit)))
        self._printed(node, indicator.printed, indicator.text_derived, indicator.passages)

    def _budget(self, subject: URIRef, node: URIRef, budget: Budget) -> None:
        add = self._graph.add
        add((subject, SG.budget, node))
        add((node, RDF.type, SG.Budget))
        sums = ((SCHEMA.value, budget.value), (SCHEMA.minValue, budget.least), (SCHEMA.maxValue, budget.most))
        for predicate, digits in sums:
            if digits:
                add((node, predicate, _decimal(digits)))
        if not any(digits for _, digits in sums):
            add((node, SG.unread, yes(True)))
        if budget.currency:
            add((node, SCHEMA.currency, plain(budget.currency)))
        if budget.approximate:
            add((node, SG.approximate, yes(True)))
        self._recurs(node, budget.recurrence)
        if budget.years:
            add((node, SG.firstYear, _time(budget.years[0])))
            add((node, SG.lastYear, _time(budget.years[1])))
        for head in budget.heads:
            self._provenance.cite(node, SG.headPassage, head)
        self._printed(node, budget.printed, budget.text_derived, budget.passages)

    def _funding(self, subject: URIRef, node: URIRef, funding: Funding) -> None:
        self._graph.add((subject, SG.funding, node))
        self._graph.add((node, RDF.type, SG.Funding))
        self._printed(node, funding.printed, funding.text_derived, funding.passages)

    def _recurs(self, node: URIRef, recurrence: str) -> None:
        if recurrence:
            self._graph.add((node, SG.recurrence, plain(recurrence)))

    def _printed(self, node: URIRef, words: str, text_derived: bool, passages: Iterable[Passage]) -> None:
        self._graph.add((node, RDFS.label, cs(words)))
        self._graph.add((node, SG.textDerived, yes(text_derived)))
        for place in passages:
            self._provenance.cite(node, SG.sourcePassage, place)


def _name(deadline: Deadline) -> str:
    """What tells a deadline from others of its element: `2025`, `2024..2026`, `from-2024`, `continuous`, `2026-yearly`."""
    span = f"{deadline.begins}..{deadline.when}" if deadline.when else f"from-{deadline.begins}"
    return "-".join(filter(None, (span if deadline.begins else deadline.when, deadline.recurrence)))


def _time(digits: str) -> Literal:
    return Literal(digits, datatype=PRECISION[len(digits)][0], normalize=False)


def _decimal(digits: str) -> Literal:
    return Literal(digits, datatype=XSD.decimal, normalize=False)
