"""The graphs `alignments` and `continuity`: each link as a resource with everything that its score rests on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from pyoxigraph import Literal as Text
from rdflib import Graph, Literal, URIRef

from strategraph.alignment.aligning import Aligned
from strategraph.alignment.model import SPECIFIC, DescriptorUse, Levels, Link
from strategraph.alignment.statistics import Statistics
from strategraph.graphs import empty_graph
from strategraph.iris import Iris
from strategraph.namespaces import DCTERMS, RDF, RDFS, SEMAPV, SG, SSSOM, XSD
from strategraph.triples import Lines, lines_graph

__all__ = [
    "ALIGNMENT",
    "CONTINUITY",
    "MEASURE",
    "LinkKind",
    "between_levels",
    "links_graph",
    "statistics_graph",
    "uses_graph",
]

#: What the scores of links are, as the SSSOM slot `similarity_measure` names it.
MEASURE = "strategraph, formula 2"
#: So many links are put into order and packed together.
_TOGETHER = 2000


@dataclass(frozen=True, slots=True)
class LinkKind:
    """How links of one kind are named in RDF; `is_plain` says of which links the shortcut is stated too.

    Links of all kinds lead from `sg:linkSubject` to `sg:linkObject`; `ends` are the properties of this kind beside these.
    `levels` are told of links that do not lead from the state to the regions.
    """

    name: str
    type: URIRef
    ends: tuple[URIRef, URIRef] | None
    shortcut: URIRef
    is_plain: Callable[[Link], bool]
    levels: str = ""

    def in_layer(self, layer: str) -> "LinkKind":
        """Such links in another layer than that of the release: of a class of their own, without shortcuts."""
        kind = SG.LayerAlignment if self.type == SG.Alignment else SG.LayerContinuity
        return LinkKind(f"layer/{layer}/{self.name}", kind, None, self.shortcut, lambda link: False)


#: A national objective and a regional priority: the shortcut holds where a descriptor is shared that few carry.
ALIGNMENT = LinkKind(
    "alignment", SG.Alignment, (SG.nationalObjective, SG.regionalPriority), SG.alignedWith,
    lambda link: link.link_class == SPECIFIC,
)  # fmt: skip
#: An objective and one of the plan before: it continues the one that is nearest to it, if that is no general link.
CONTINUITY = LinkKind(
    "continuity", SG.Continuity, (SG.laterObjective, SG.earlierObjective), SG.continues,
    lambda link: link.link_class == SPECIFIC and link.subject_rank == 1,
)  # fmt: skip


def between_levels(levels: Levels) -> LinkKind:
    """Links between two other levels than the state and the regions: of a class of their own, without shortcuts."""
    return LinkKind("alignment", SG.LevelAlignment, None, SG.alignedWith, lambda link: False, levels.name)


def links_graph(aligned: Iterable[Aligned], kind: LinkKind, layer: str, iris: Iris) -> Graph:
    """The statements on links of one kind, found over the descriptors of a layer, kept as lines. No blank nodes."""
    found, parts = iter(aligned), []
    while some := list(islice(found, _TOGETHER)):
        lines = {line for one in some for line in _lines(one, kind, layer, iris)}
        parts.append(Lines.packed("".join(sorted(lines)).encode()))
    return lines_graph(parts)


def uses_graph(uses: Iterable[DescriptorUse], iris: Iris) -> Graph:
    """The statistics of descriptors on which alignments rest: a descriptor's information content, and who carries it."""
    graph = empty_graph()
    for use in uses:
        descriptor = iris.descriptor(use.code)
        graph.add((descriptor, SG.informationContent, _decimal(use.content)))
        graph.add((descriptor, SG.nationalUse, Literal(use.subjects)))
        graph.add((descriptor, SG.regionalUse, Literal(use.objects)))
    return graph


def statistics_graph(statistics: Statistics, iris: Iris) -> Graph:
    """What the table is on which links rest: version, day, layer, from how much it was counted, and what tells it from others."""
    graph, table = empty_graph(), iris.statistics()
    graph.add((table, RDF.type, SG.StatisticsTable))
    graph.add((table, RDFS.label, Literal(f"Statistika vazeb, verze {statistics.version}", lang="cs")))
    graph.add((table, RDFS.label, Literal(f"Statistics of links, version {statistics.version}", lang="en")))
    graph.add((table, SG.statisticsVersion, Literal(statistics.version)))
    graph.add((table, DCTERMS.issued, Literal(statistics.day, datatype=XSD.date)))
    graph.add((table, SG.layer, Literal(statistics.layer)))
    graph.add((table, SG.countedPlans, Literal(len(statistics.plans))))
    graph.add((table, SG.countedUnits, Literal(sum(statistics.units.values()))))
    graph.add((table, SG.sha256, Literal(statistics.sha256)))
    return graph


def _lines(aligned: Aligned, kind: LinkKind, layer: str, iris: Iris) -> Iterator[str]:
    """A link as lines of N-Triples, written at once: there are a hundred of them for each of hundreds of thousands of links."""
    link = aligned.link
    thing = str(iris.link(kind.name, URIRef(link.subject), URIRef(link.object)))
    subject, object_ = f"<{link.subject}>", f"<{link.object}>"
    told = {
        RDF.type: f"<{kind.type}>",
        RDFS.label: _text(f"{_name(link.subject)} → {_name(link.object)}"),
        SG.linkSubject: subject,
        SG.linkObject: object_,
        SG.score: _number(link.score),
        SG.linkClass: _text(link.link_class),
        SG.sharedInformation: _number(link.information),
        SG.textShare: _number(link.text_share),
        SG.subjectRank: _whole(link.subject_rank),
        SG.objectRank: _whole(link.object_rank),
        SG.jaccardRank: _whole(link.jaccard_rank),
        SG.textRank: _whole(link.text_rank),
        SG.objectJaccardRank: _whole(link.object_jaccard_rank),
        SG.objectTextRank: _whole(link.object_text_rank),
        SG.layer: _text(layer),
        SG.periodOverlap: _text(aligned.overlap.kind),
        SSSOM.similarity_measure: _text(MEASURE),
        SSSOM.mapping_justification: f"<{SEMAPV.CompositeMatching}>",
    }
    if kind.ends:
        told |= dict(zip(kind.ends, (subject, object_), strict=True))
    if kind.levels:
        told[SG.linkLevels] = _text(kind.levels)
    if aligned.overlap.years is not None:
        told[SG.yearsInCommon] = _whole(aligned.overlap.years)
    if aligned.statistics is not None:
        told[SG.statistics] = f"<{iris.statistics()}>"
    if aligned.chance:
        told |= {SG.pValue: _number(aligned.chance.p), SG.qValue: _number(aligned.chance.q)}
    for predicate, value in told.items():
        yield f"<{thing}> <{predicate}> {value} .\n"
    yield from _descriptor_lines(thing, link, iris)
    yield from _word_lines(thing, link)
    if kind.is_plain(link):
        yield f"{subject} <{kind.shortcut}> {object_} .\n"


def _descriptor_lines(thing: str, link: Link, iris: Iris) -> Iterator[str]:
    base = str(iris.resource("assignment"))
    subject, object_ = (one.removeprefix(str(iris.resource("plan"))) for one in (link.subject, link.object))
    for one in link.descriptors:
        share, descriptor = f"<{thing}#{one.code}>", f"<{iris.descriptor(one.code)}>"
        yield f"<{thing}> <{SG.sharedDescriptor}> {descriptor} .\n"
        yield f"<{thing}> <{SG.descriptorShare}> {share} .\n"
        yield f"{share} <{RDF.type}> <{SG.DescriptorShare}> .\n"
        yield f"{share} <{SG.descriptor}> {descriptor} .\n"
        yield f"{share} <{SG.informationContent}> {_number(one.content)} .\n"
        yield f"{share} <{SG.share}> {_number(one.share)} .\n"
        yield f"{share} <{SG.subjectAssignment}> <{base}{subject}/{one.code}> .\n"
        yield f"{share} <{SG.objectAssignment}> <{base}{object_}/{one.code}> .\n"


def _word_lines(thing: str, link: Link) -> Iterator[str]:
    for number, one in enumerate(link.words, 1):
        share = f"<{thing}#words-{number}>"
        yield f"<{thing}> <{SG.wordShare}> {share} .\n"
        yield f"{share} <{RDF.type}> <{SG.WordShare}> .\n"
        yield f"{share} <{SG.subjectWords}> {_text(one.subject_words, 'cs')} .\n"
        yield f"{share} <{SG.objectWords}> {_text(one.object_words, 'cs')} .\n"
        yield f"{share} <{SG.subjectOrigin}> {_text(one.subject_origin)} .\n"
        yield f"{share} <{SG.objectOrigin}> {_text(one.object_origin)} .\n"
        yield f"{share} <{SG.share}> {_number(one.share)} .\n"
        if one.concept:
            yield f"{share} <{SG.sharedConcept}> {_text(one.concept, 'cs')} .\n"


def _name(iri: str) -> str:
    """Plan and key of an element: codes repeat from plan to plan."""
    plan, _, key = iri.rsplit("/", 3)[1:]
    return f"{plan} {key}"


@lru_cache(maxsize=65_536)
def _text(value: str, language: str | None = None) -> str:
    return str(Text(value, language=language))


def _whole(number: int) -> str:
    return f'"{number}"^^<{XSD.integer}>'


def _number(value: float | Decimal) -> str:
    """A number as xsd:decimal with four decimal places."""
    return f'"{value:.4f}"^^<{XSD.decimal}>'


def _decimal(value: float | Decimal) -> Literal:
    return Literal(f"{value:.4f}", datatype=XSD.decimal)
