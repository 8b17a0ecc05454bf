"""What takes long is made once for all who ask for it."""

import asyncio
from collections.abc import Mapping

from rdflib import Literal, URIRef

from strategraph.pages import Lookups
from strategraph.pages.lookups import Row


class Slow(Lookups):
    """Gives two rows after a while, and counts how often it is asked."""

    def __init__(self) -> None:
        super().__init__(None, ())  # type: ignore[arg-type]
        self.asked = 0

    async def rows(self, name: str, terms: Mapping[str, URIRef | Literal] | None = None) -> tuple[Row, ...]:
        self.asked += 1
        await asyncio.sleep(0.01)
        return ({}, {})


def test_many_who_ask_at_once_have_it_made_once_and_others_have_their_own() -> None:
    async def ask() -> tuple[list[int], int]:
        lookups = Slow()
        asked = (lookups.kept("counts", {"iri": URIRef(f"https://x/{number % 2}")}, "n", len) for number in range(20))
        return await asyncio.gather(*asked), lookups.asked

    assert asyncio.run(ask()) == ([2] * 20, 2)


def test_a_fault_is_not_kept() -> None:
    class Faulty(Slow):
        async def rows(self, name: str, terms: Mapping[str, URIRef | Literal] | None = None) -> tuple[Row, ...]:
            if not self.asked:
                self.asked = 1
                raise TimeoutError
            return await super().rows(name, terms)

    async def ask() -> list[object]:
        lookups = Faulty()
        return await asyncio.gather(*(lookups.kept("counts", {}, "n", len) for _ in range(2)), return_exceptions=True)

    first, second = asyncio.run(ask())
    assert isinstance(first, TimeoutError)
    assert second == 2
