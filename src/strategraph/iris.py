"""The only place where an IRI of ours is minted."""

import re
import unicodedata
from dataclasses import dataclass

from rdflib import URIRef

__all__ = ["ELEMENT_KINDS", "Iris", "slug"]

ELEMENT_KINDS = ("section", "goal", "priority", "measure")
_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")


def slug(text: str) -> str:
    """Fold a printed code to an ASCII path segment: `Priorita č. 1/B` becomes `Priorita-c.-1-B`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip("-._")


@dataclass(frozen=True, slots=True)
class Iris:
    """IRIs of things below one base, such as `https://w3id.org/strategraph/`."""

    base: str

    def resource(self, *segments: str) -> URIRef:
        """A thing of ours; every segment is ASCII and never empty, else ValueError."""
        for segment in segments:
            if not _SEGMENT.match(segment):
                raise ValueError(
                    f"{segment!r} cannot be a segment of an IRI: it has to match [A-Za-z0-9][A-Za-z0-9._-]*."
                )
        return URIRef(f"{self.base}resource/{'/'.join(segments)}")

    def plan(self, plan_id: str) -> URIRef:
        """A plan."""
        return self.resource("plan", plan_id)

    def element(self, plan_id: str, kind: str, key: str) -> URIRef:
        """A section, goal, priority or measure; its key is unique in the plan."""
        return self.resource("plan", plan_id, kind, key)

    def assignment(self, plan_id: str, kind: str, key: str, code: str) -> URIRef:
        """The statement that an element carries a descriptor."""
        return self.resource("assignment", plan_id, kind, key, code)

    def evidence(self, plan_id: str, kind: str, key: str, code: str, number: int) -> URIRef:
        """The n-th piece of evidence (from 1) for such a statement."""
        return self.resource("evidence", plan_id, kind, key, code, str(number))

    def comparison(self, plan_id: str, kind: str, key: str, code: str) -> URIRef:
        """What the lexicon says of a descriptor, held against what is printed for an element."""
        return self.resource("comparison", plan_id, kind, key, code)

    def assignment_of(self, element: URIRef, code: str) -> URIRef:
        """The statement that an element, named by its IRI, carries a descriptor."""
        return self.resource("assignment", *self._place(element), code)

    def link(self, kind: str, subject: URIRef, target: URIRef) -> URIRef:
        """A link between two elements; `kind` is `alignment` or `continuity`, below `layer/<name>/` in another layer."""
        return self.resource(*kind.split("/"), *self._place(subject), *self._place(target))

    def statistics(self) -> URIRef:
        """The table of statistics on which links rest, whatever its version."""
        return self.resource("statistics", "alignment")

    def part_of_link(self, link: URIRef, name: str) -> URIRef:
        """What a descriptor (its code) or some words (`words-1`) add to a link; described with the link itself."""
        return URIRef(f"{link}#{name}")

    def _place(self, element: URIRef) -> list[str]:
        """Plan, kind and key of an element."""
        return element.removeprefix(f"{self.base}resource/plan/").split("/")

    def elsewhere(self, strategy: str, plan_id: str, kind: str, key: str) -> URIRef:
        """What a strategy prints with the goal that a plan has as this element."""
        return self.resource("elsewhere", strategy, plan_id, kind, key)

    def responsibility(self, plan_id: str, kind: str, key: str, role: str, body: str) -> URIRef:
        """The statement that a body answers for an element in a role."""
        return self.resource("responsibility", plan_id, kind, key, role, body)

    def deadline(self, plan_id: str, kind: str, key: str, when: str) -> URIRef:
        """When an element is due; `when` is `2020-12`, `2008`, `2024..2026` and the like."""
        return self.resource("deadline", plan_id, kind, key, when)

    def quantity(self, plan_id: str, kind: str, key: str, number: int) -> URIRef:
        """The n-th quantity (from 1) named in the text of an element."""
        return self.resource("quantity", plan_id, kind, key, str(number))

    def indicator(self, plan_id: str, kind: str, key: str, number: int) -> URIRef:
        """The n-th indicator (from 1) of an element."""
        return self.resource("indicator", plan_id, kind, key, str(number))

    def budget(self, plan_id: str, kind: str, key: str, number: int) -> URIRef:
        """The n-th sum of money (from 1) of an element."""
        return self.resource("budget", plan_id, kind, key, str(number))

    def funding(self, plan_id: str, kind: str, key: str, number: int) -> URIRef:
        """The n-th source of funding (from 1) of an element."""
        return self.resource("funding", plan_id, kind, key, str(number))

    def document(self, plan_id: str) -> URIRef:
        """The source document of a plan."""
        return self.resource("document", plan_id)

    def passage(self, plan_id: str, start: int, end: int) -> URIRef:
        """Characters of a source document, from 0, end exclusive (the fragment scheme of RFC 5147)."""
        return URIRef(f"{self.document(plan_id)}#char={start},{end}")

    def selector(self, plan_id: str, start: int, end: int) -> URIRef:
        """The selector of such a passage."""
        return URIRef(f"{self.document(plan_id)}#selector={start},{end}")

    def descriptor(self, code: str) -> URIRef:
        """A descriptor of the portal, such as `IX.c`."""
        return self.resource("descriptor", code)

    def theme(self, numeral: str) -> URIRef:
        """A theme, known only by its Roman numeral."""
        return self.resource("theme", numeral)

    def match(self, code: str, relation: str, number: str) -> URIRef:
        """A proposed match of a descriptor with a concept of another vocabulary."""
        return self.resource("match", code, relation, number)

    def scheme(self, name: str) -> URIRef:
        """A concept scheme: `descriptors`, `levels`, `plan-levels`, `territory-kinds`, `roles` or `layers`."""
        return self.resource("scheme", name)

    def common_level(self, name: str) -> URIRef:
        """A level of the common scheme, comparable across plans."""
        return self.resource("level", name)

    def own_level(self, plan_id: str, name: str) -> URIRef:
        """A level as one document has it."""
        return self.resource("level", plan_id, name)

    def plan_level(self, name: str) -> URIRef:
        """For what a plan holds: `national`, `municipal` and so on."""
        return self.resource("plan-level", name)

    def territory_kind(self, name: str) -> URIRef:
        """A kind of territory: `state`, `region`, `municipality` and so on."""
        return self.resource("territory-kind", name)

    def role(self, name: str) -> URIRef:
        """A role in which a body answers for something."""
        return self.resource("role", name)

    def layer(self, name: str) -> URIRef:
        """Which descriptors count: `printed`, `approved` or `all`."""
        return self.resource("layer", name)

    def body(self, name: str) -> URIRef:
        """A public body, by its ASCII slug (`MSMT`)."""
        return self.resource("body", name)

    def territory(self, code: str) -> URIRef:
        """A territory by its code: NUTS, `CZ` for the state, `EU`, LAU, or one of ours."""
        return self.resource("territory", code)

    def period(self, start: str, end: str) -> URIRef:
        """A period of whole years, both included."""
        return self.resource("period", f"{start}-{end}")

    def strategy(self, name: str) -> URIRef:
        """A strategy that a plan carries out and that is not itself in the graph."""
        return self.resource("strategy", name)

    def dataset(self) -> URIRef:
        """The dataset as a whole."""
        return self.resource("dataset", "strategraph")

    def dataset_graph(self, short: str) -> URIRef:
        """One named graph as a part of the dataset; `short` is the graph's short name (`source/napsi-2006-2008`)."""
        return self.resource("dataset", "strategraph", "graph", *short.split("/"))

    def distribution(self, dataset: URIRef, form: str) -> URIRef:
        """A way to get the dataset, or a part of it: a file in a format (`nquads`, `turtle`), or the endpoint (`sparql`)."""
        return self.resource(*str(dataset).removeprefix(f"{self.base}resource/").split("/"), "distribution", form)

    def terms(self) -> URIRef:
        """The terms of use of every distribution."""
        return self.resource("dataset", "strategraph", "terms")

    def catalogue(self) -> URIRef:
        """The catalogue that lists the dataset."""
        return self.resource("catalogue")

    def changes(self, old: str, new: str) -> URIRef:
        """What changed from one edition of the dataset to another."""
        return URIRef(f"{self.base}changes/{old}..{new}")

    def partition(self, whole: URIRef, kind: str, key: str) -> URIRef:
        """A part of the dataset, or of a part: the things of one class, or the statements with one property.

        `kind` is `class`, `property` or `datatype`; the key stands for the term (`sg.Goal`).
        """
        return self.resource(*str(whole).removeprefix(f"{self.base}resource/").split("/"), kind, key)

    def part(self, whole: URIRef, *names: str) -> URIRef:
        """Something that belongs to the dataset, such as `linkset/eurovoc/sssom.object_id`."""
        return self.resource(*str(whole).removeprefix(f"{self.base}resource/").split("/"), *names)

    def example(self, name: str) -> URIRef:
        """A query that shows what can be asked, by the name of its file."""
        return self.resource("example", name)

    def prefixes(self) -> URIRef:
        """All prefixes together."""
        return self.resource("dataset", "strategraph", "prefixes")

    def prefix(self, name: str) -> URIRef:
        """The declaration of one prefix."""
        return self.resource("dataset", "strategraph", "prefix", name)

    def software(self) -> URIRef:
        """The program that builds the dataset."""
        return self.resource("software", "strategraph")
