"""What a descriptor, a match and a printed label are: frozen values, no RDF here."""

from dataclasses import dataclass

__all__ = ["APPROVED", "PROPOSED", "REJECTED", "STATUSES", "Descriptor", "Match", "PrintedLabel"]

PROPOSED, APPROVED, REJECTED = "proposed", "approved", "rejected"
#: What may be said of a match; only an approved one becomes a SKOS mapping.
STATUSES = (PROPOSED, APPROVED, REJECTED)


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A descriptor: the Czech label as printed, the English one is ours.

    `seen_in` names where it stands, as the end of an IRI: `plan/ap-ssz-2024-2026`, `strategy/ssz-2021-2030`.
    The notes say what a reader has to know beyond the labels; both are empty or both are filled.
    """

    code: str
    label_cs: str
    label_en: str
    seen_in: tuple[str, ...]
    note_cs: str
    note_en: str

    @property
    def theme(self) -> str:
        """The Roman numeral before the dot."""
        return self.code.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate match of a descriptor with a concept of another vocabulary.

    `relation` is `exact`, `close`, `broad`, `narrow` or `related` (the other concept is broader than ours);
    `number` is the identifier in the other vocabulary and `target` the whole IRI; `justification` a term of
    the SEMAPV vocabulary. Reviewer and date (`2024-05-31`) are empty while the match is proposed.
    """

    code: str
    relation: str
    number: str
    target: str
    target_label: str
    justification: str
    status: str
    comment: str
    reviewer: str
    review_date: str


@dataclass(frozen=True, slots=True)
class PrintedLabel:
    """A descriptor as a plan prints it; `where` tells a reader the place (`line 11`)."""

    code: str
    label: str
    plan_id: str
    where: str
