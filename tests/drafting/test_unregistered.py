"""What no register has of a drafted plan is found, or the reason why it cannot be, with the advice of the one who asks."""

from dataclasses import replace

import pytest

from drafts import PLANS, drafted, knowledge
from strategraph.drafting import Advice, Draft, Unregistered, unregistered
from strategraph.errors import SourceError
from strategraph.sources import Body, Registers, Territory

ADVICE = Advice("write it down", "look it up")


@pytest.fixture(scope="module")
def made() -> Draft:
    """A plan of a region that is in the gazetteer and not in the registers, and of a body that is in neither."""
    found = drafted(PLANS / "holy-text.txt")[0]
    return replace(found, issuer="rada-kraje", about=replace(found.about, issuer_name="Rada kraje"))


def test_rows_are_made_of_what_the_document_and_the_gazetteer_say(made: Draft) -> None:
    assert unregistered(made, knowledge().registers, "plan.txt", ADVICE) == Unregistered(
        (Body("rada-kraje", (), "Rada kraje", "Rada kraje", "", "", "", ""),),
        (Territory("CZ072", "Zlínský kraj", "Zlínský kraj", ()),),
    )


def test_what_a_register_has_is_not_added(made: Draft) -> None:
    own = knowledge().registers
    known = Registers(
        own.bodies | {"rada-kraje": next(iter(own.bodies.values()))},
        own.territories | {"CZ072": next(iter(own.territories.values()))},
        own.strategies,
    )
    assert unregistered(made, known, "plan.txt", ADVICE) == Unregistered()


def test_what_nobody_says_is_told_with_advice(made: Draft) -> None:
    nameless = replace(made, about=replace(made.about, issuer_name=""))
    nowhere = replace(made, territory="CZ999")
    for case, told in (
        (nameless, "plan.txt does not say who issued it: write it down."),
        (nowhere, "plan.txt cannot be placed. There is no territory 'CZ999': look it up."),
    ):
        with pytest.raises(SourceError) as fault:
            unregistered(case, knowledge().registers, "plan.txt", ADVICE)
        assert str(fault.value) == told
