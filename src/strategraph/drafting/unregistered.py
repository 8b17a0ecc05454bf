"""What a drafted plan names and no register has: the body that issued it, and its territory."""

from dataclasses import dataclass

from strategraph.drafting.drafting import Draft
from strategraph.errors import SourceError
from strategraph.sources import Body, Registers, Territory

__all__ = ["Advice", "Unregistered", "unregistered"]


@dataclass(frozen=True, slots=True)
class Unregistered:
    """Rows that the registers need before the plan can be read: at most one body and one territory."""

    bodies: tuple[Body, ...] = ()
    territories: tuple[Territory, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do about a document that does not say who issued it, or a territory that there is not, as ends of sentences."""

    issuer: str
    territory: str


def unregistered(drafted: Draft, registers: Registers, shown: str, advice: Advice) -> Unregistered:
    """The rows that the registers lack for a draft of the document `shown`.

    Raises:
        SourceError: if nothing says who issued it, or its territory is in no register and no gazetteer.
    """
    about = drafted.about
    bodies: tuple[Body, ...] = ()
    territories: tuple[Territory, ...] = ()
    if drafted.issuer not in registers.bodies:
        if not about.issuer_name:
            raise SourceError(f"{shown} does not say who issued it: {advice.issuer}.")
        bodies = (Body(drafted.issuer, (), about.issuer_name, about.issuer_name, "", "", "", ""),)
    if drafted.territory not in registers.territories:
        if about.territory is None or about.territory.code != drafted.territory:
            raise SourceError(
                f"{shown} cannot be placed. There is no territory {drafted.territory!r}: {advice.territory}."
            )
        territories = (Territory(drafted.territory, about.territory.name, about.territory.name, ()),)
    return Unregistered(bodies, territories)
