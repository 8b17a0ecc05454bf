"""The limits as they are stated wherever a reader or a program looks: description, headers, page."""

from collections.abc import Iterable
from dataclasses import dataclass

from strategraph.settings import Limits

__all__ = ["StatedLimit", "limits_header", "stated_limits"]


@dataclass(frozen=True, slots=True)
class StatedLimit:
    """A limit by the name of its setting, its value, and in words; `unit` is a code of UN/CEFACT Recommendation 20."""

    name: str
    value: float
    unit: str
    english: str
    czech: str


def stated_limits(limits: Limits) -> tuple[StatedLimit, ...]:
    """Every limit that a reader may meet at the endpoint; those that are set to none are left out."""
    second, byte, count = "SEC", "AD", "C62"
    stated = (
        StatedLimit("deadline_seconds", limits.deadline_seconds, second,
                    "A query may take {} seconds, its wait for a worker included; then it is ended (503).",
                    "Dotaz smí trvat {} s i s čekáním, až na něj přijde řada; potom je ukončen (503)."),
        StatedLimit("query_bytes", limits.query_bytes, byte,
                    "A query may have {} bytes of UTF-8 (413).",
                    "Dotaz smí mít {} bajtů v UTF-8 (413)."),
        StatedLimit("body_seconds", limits.body_seconds, second,
                    "The headers of a request have to arrive within {} seconds, and so has its body (408).",
                    "Hlavičky požadavku musí dojít do {} s a jeho tělo rovněž (408)."),
        StatedLimit("answer_bytes", limits.answer_bytes, byte,
                    "All answers that are longer than 64 kB and on their way may have {} bytes together; "
                    "an answer for which there is no room is not sent at all, never in part (503).",
                    "Všechny právě odesílané odpovědi delší než 64 kB smějí mít dohromady {} bajtů; "
                    "odpověď, která se nevejde, se neposílá vůbec, nikdy jen zčásti (503)."),
        StatedLimit("worker_memory_bytes", limits.worker_memory_bytes, byte,
                    "A query may take up {} bytes of memory, the program and the data included (503).",
                    "Dotaz smí zabrat {} bajtů paměti i s programem a daty (503)."),
        StatedLimit("waiting", limits.waiting, count,
                    "{} requests may wait for a worker; one more is sent away (503).",
                    "Na volné místo smí čekat {} požadavků; další je odmítnut (503)."),
        StatedLimit("client_requests", limits.client_requests, count,
                    "One client may have {} requests at once (429).",
                    "Jeden klient smí mít najednou {} požadavků (429)."),
        StatedLimit("client_seconds", limits.client_seconds, second,
                    "Queries of one client may run {} seconds within a minute, short ones included (429).",
                    "Dotazy jednoho klienta smějí za minutu běžet celkem {} s, i ty krátké se počítají (429)."),
    )  # fmt: skip
    without = {"client_requests", "client_seconds"}
    return tuple(_worded(one) for one in stated if one.value or one.name not in without)


def limits_header(stated: Iterable[StatedLimit]) -> str:
    """The limits as a Dictionary of RFC 9651 (3.2): `deadline_seconds=10.0, query_bytes=65536`."""
    return ", ".join(f"{one.name}={_number(one.value)}" for one in stated)


def _worded(one: StatedLimit) -> StatedLimit:
    """The sentences with the number in them, thousands apart by a space that does not break."""
    shown = f"{one.value:,}".replace(",", "\N{NO-BREAK SPACE}").removesuffix(".0")
    return StatedLimit(
        one.name, one.value, one.unit, one.english.format(shown), one.czech.format(shown.replace(".", ","))
    )


def _number(value: float) -> str:
    """An Integer, or a Decimal with at most three places (RFC 9651, 3.3.1 and 3.3.2)."""
    return str(value) if isinstance(value, int) else str(round(value, 3))
