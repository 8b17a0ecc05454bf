"""Prefixes and vocabularies; ours is closed, so a mistyped term fails at once."""

from rdflib import Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, TIME, VOID, XSD, ClosedNamespace

__all__ = [
    "DCAT", "DCTERMS", "FOAF", "OA", "ORG", "OWL", "PREFIXES", "PROV", "PU", "RDF", "RDFS",
    "SCHEMA", "SD", "SEMAPV", "SG", "SH", "SKOS", "SPDX", "SSSOM", "TERMS", "TIME", "VCARD", "VOID", "XSD",
]  # fmt: skip

CLASSES = (
    "Plan", "EuropeanPlan", "NationalPlan", "RegionalPlan", "MicroregionalPlan", "MunicipalPlan", "Strategy", "SourceDocument",
    "Element", "Section", "Goal", "Priority", "Measure", "EuropeanObjective", "NationalObjective", "RegionalPriority",
    "MicroregionalPriority", "MunicipalPriority",
    "Level", "DescriptorAssignment", "Evidence", "Comparison", "PrintedElsewhere",
    "Responsibility", "Quantity", "Indicator", "Budget", "Funding", "Match",
    "Alignment", "Continuity", "LevelAlignment", "LayerLink", "LayerAlignment", "LayerContinuity", "DescriptorShare", "WordShare",
    "StatisticsTable",
)  # fmt: skip
PROPERTIES = (
    "partOf", "hasPart", "parent", "child", "level", "indexed", "alignedUnit", "namePrinted",
    "printedNotation", "derivedNotation", "truncated", "parentUncertain", "remark", "unstated",
    "carriesOut", "planLevel", "territoryKind", "sourcePassage", "bodyPassage", "repeatedIn", "line", "page", "quote", "textDerived",
    "sha256", "retrieved", "originalFileName", "lineCount", "usedLineCount", "furnitureLineCount", "blankLineCount",
    "hasDescriptor", "descriptorOf", "sharesDescriptorWith", "sharesDescriptorWithPriority", "sharesThemeWith",
    "theme", "seenIn",
    "target", "descriptor", "weight", "status", "method",
    "lexiconVersion", "threshold", "evidence", "matchedTerm", "foundIn", "decidedBy", "decidedOn", "reason",
    "comparedElement", "agreement",
    "ofElement", "descriptorGained", "descriptorLost",
    "responsibility", "responsibleFor", "body", "deadline", "quantity",
    "indicator", "baseline", "baselineYear", "targetYear", "budget", "approximate", "firstYear", "lastYear", "headPassage",
    "funding", "recurrence", "unread",
    "linkSubject", "linkObject", "linkLevels",
    "nationalObjective", "regionalPriority", "laterObjective", "earlierObjective", "alignedWith", "continues",
    "score", "linkClass", "layer", "countsStatus", "sharedDescriptor", "sharedInformation", "descriptorShare", "textShare", "wordShare",
    "share", "informationContent", "nationalUse", "regionalUse", "subjectAssignment", "objectAssignment",
    "subjectWords", "objectWords", "subjectOrigin", "objectOrigin", "sharedConcept",
    "subjectRank", "objectRank", "jaccardRank", "textRank", "objectJaccardRank", "objectTextRank",
    "pValue", "qValue", "periodOverlap", "yearsInCommon",
    "statistics", "statisticsVersion", "countedPlans", "countedUnits",
)  # fmt: skip
TERMS = CLASSES + PROPERTIES

SG = ClosedNamespace("https://w3id.org/strategraph/ontology#", list(TERMS))
SCHEMA = Namespace("https://schema.org/")
OA = Namespace("http://www.w3.org/ns/oa#")
SSSOM = Namespace("https://w3id.org/sssom/")
SEMAPV = Namespace("https://w3id.org/semapv/vocab/")
PU = Namespace("https://data.gov.cz/slovník/podmínky-užití/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")

#: Prefix → namespace, as queries, dumps and pages show them.
PREFIXES: dict[str, str] = {
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "foaf": str(FOAF),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "prov": str(PROV),
    "pu": str(PU),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SCHEMA),
    "sd": str(SD),
    "semapv": str(SEMAPV),
    "sg": str(URIRef(SG)),
    "sh": str(SH),
    "skos": str(SKOS),
    "spdx": str(SPDX),
    "sssom": str(SSSOM),
    "time": str(TIME),
    "vcard": str(VCARD),
    "void": str(VOID),
    "xsd": str(XSD),
}
