"""The graphs `alignments` and `continuity`: each link as a resource with everything that its score rests on."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from rdflib import Graph, Literal, URIRef

from strategraph.alignment.aligning import Aligned
from strategraph.alignment.model import SPECIFIC, DescriptorUse, Link
from strategraph.graphs import empty_graph
from strategraph.iris import Iris
from strategraph.namespaces import RDF, RDFS, SEMAPV, SG, SSSOM, XSD

__all__ = ["ALIGNMENT", "CONTINUITY", "MEASURE", "LinkKind", "links_graph", "uses_graph"]

#: What the scores of links are, as the SSSOM slot `similarity_measure` names it.
MEASURE = "strategraph, formula 2"


@dataclass(frozen=True, slots=True)
class LinkKind:
    """How links of one kind are named in RDF; `is_plain` says of which links the shortcut is stated too.

    Links of all kinds lead from `sg:linkSubject` to `sg:linkObject`; `ends` are the properties of this kind beside these.
    """

    name: str
    type: URIRef
    ends: tuple[URIRef, URIRef] | None
    shortcut: URIRef
    is_plain: Callable[[Link], bool]

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


def links_graph(aligned: Iterable[Aligned], kind: LinkKind, layer: str, iris: Iris) -> Graph:
    """The statements on links of one kind, found over the descriptors of a layer. No blank nodes."""
    graph = empty_graph()
    for one in aligned:
        _write(graph, one, kind, layer, iris)
    return graph


def uses_graph(uses: Iterable[DescriptorUse], iris: Iris) -> Graph:
    """The statistics of descriptors on which alignments rest: a descriptor's information content, and who carries it."""
    graph = empty_graph()
    for use in uses:
        descriptor = iris.descriptor(use.code)
        graph.add((descriptor, SG.informationContent, _decimal(use.content)))
        graph.add((descriptor, SG.nationalUse, Literal(use.subjects)))
        graph.add((descriptor, SG.regionalUse, Literal(use.objects)))
    return graph


def _write(graph: Graph, aligned: Aligned, kind: LinkKind, layer: str, iris: Iris) -> None:
    link = aligned.link
    subject, object_ = URIRef(link.subject), URIRef(link.object)
    thing = iris.link(kind.name, subject, object_)
    told = {
        RDF.type: kind.type,
        RDFS.label: Literal(f"{_name(link.subject)} → {_name(link.object)}"),
        SG.linkSubject: subject,
        SG.linkObject: object_,
        SG.score: _decimal(link.score),
        SG.linkClass: Literal(link.link_class),
        SG.sharedInformation: _decimal(link.information),
        SG.textShare: _decimal(link.text_share),
        SG.subjectRank: Literal(link.subject_rank),
        SG.objectRank: Literal(link.object_rank),
        SG.jaccardRank: Literal(link.jaccard_rank),
        SG.textRank: Literal(link.text_rank),
        SG.objectJaccardRank: Literal(link.object_jaccard_rank),
        SG.objectTextRank: Literal(link.object_text_rank),
        SG.layer: Literal(layer),
        SG.periodOverlap: Literal(aligned.overlap.kind),
        SSSOM.similarity_measure: Literal(MEASURE),
        SSSOM.mapping_justification: SEMAPV.CompositeMatching,
    }
    if kind.ends:
        told |= dict(zip(kind.ends, (subject, object_), strict=True))
    if aligned.overlap.years is not None:
        told[SG.yearsInCommon] = Literal(aligned.overlap.years)
    if aligned.chance:
        told |= {SG.pValue: _decimal(aligned.chance.p), SG.qValue: _decimal(aligned.chance.q)}
    for predicate, value in told.items():
        graph.add((thing, predicate, value))
    _write_descriptors(graph, thing, link, iris)
    _write_words(graph, thing, link, iris)
    if kind.is_plain(link):
        graph.add((subject, kind.shortcut, object_))


def _write_descriptors(graph: Graph, thing: URIRef, link: Link, iris: Iris) -> None:
    for one in link.descriptors:
        share, descriptor = iris.part_of_link(thing, one.code), iris.descriptor(one.code)
        graph.add((thing, SG.sharedDescriptor, descriptor))
        graph.add((thing, SG.descriptorShare, share))
        graph.add((share, RDF.type, SG.DescriptorShare))
        graph.add((share, SG.descriptor, descriptor))
        graph.add((share, SG.informationContent, _decimal(one.content)))
        graph.add((share, SG.share, _decimal(one.share)))
        graph.add((share, SG.subjectAssignment, iris.assignment_of(URIRef(link.subject), one.code)))
        graph.add((share, SG.objectAssignment, iris.assignment_of(URIRef(link.object), one.code)))


def _write_words(graph: Graph, thing: URIRef, link: Link, iris: Iris) -> None:
    for number, one in enumerate(link.words, 1):
        share = iris.part_of_link(thing, f"words-{number}")
        graph.add((thing, SG.wordShare, share))
        graph.add((share, RDF.type, SG.WordShare))
        graph.add((share, SG.subjectWords, Literal(one.subject_words, lang="cs")))
        graph.add((share, SG.objectWords, Literal(one.object_words, lang="cs")))
        graph.add((share, SG.subjectOrigin, Literal(one.subject_origin)))
        graph.add((share, SG.objectOrigin, Literal(one.object_origin)))
        graph.add((share, SG.share, _decimal(one.share)))
        if one.concept:
            graph.add((share, SG.sharedConcept, Literal(one.concept, lang="cs")))


def _name(iri: str) -> str:
    """Plan and key of an element: codes repeat from plan to plan."""
    plan, _, key = iri.rsplit("/", 3)[1:]
    return f"{plan} {key}"


def _decimal(value: float | Decimal) -> Literal:
    """A number as xsd:decimal with four decimal places."""
    return Literal(f"{value:.4f}", datatype=XSD.decimal)
