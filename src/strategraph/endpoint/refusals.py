"""Why a question was not answered: what a worker said, as a sentence for the one who asked."""

import re

from strategraph.endpoint.formats import unacceptable
from strategraph.settings import Limits
from strategraph.sparql_words import is_update
from strategraph.web import HttpProblem

__all__ = ["NoIriError", "busy", "deadline", "gone", "refusal"]

#: How the parser begins its message: where it could read no further, from 1, columns in code points.
_POSITION = re.compile(r"error at (?P<line>\d+):(?P<column>\d+)")


class NoIriError(HttpProblem):
    """A term, or a graph of the dataset, is not an absolute IRI by RFC 3987."""


def deadline(seconds: float) -> HttpProblem:
    """The query was ended at its deadline."""
    return HttpProblem(
        503,
        f"The query did not end within {seconds:g} seconds and was stopped; ask for less at once.",
        f"Dotaz neskončil do {seconds:g} sekund a byl zastaven; zeptejte se na méně najednou.",
        {"Retry-After": str(int(seconds) or 1)},
    )


def gone() -> HttpProblem:
    """The worker ended in the middle of the question."""
    return HttpProblem(
        503,
        "The process that answered the query was ended, by its limits or from outside; if it happens again, ask for less.",
        "Proces, který dotaz zpracovával, byl ukončen (limitem, nebo zvenčí); stane-li se to znovu, zeptejte se na méně.",
        {"Retry-After": "1"},
    )


def busy(why: str) -> HttpProblem:
    """There is no worker for the question."""
    return HttpProblem(
        503,
        f"The server is busy: {why}; try again in a few seconds.",
        "Server je právě zaneprázdněn; zkuste to znovu za několik sekund.",
        {"Retry-After": "5"},
    )


def refusal(reply: dict[str, str], limits: Limits, query: str) -> HttpProblem:
    """What the status of a reply means to the one who asked the query."""
    status, message = reply["status"], reply.get("message", "")
    if status == "malformed":
        return _malformed(message, query)
    if status == "calls_out":
        return HttpProblem(
            400,
            "The query has a SERVICE clause; this endpoint asks no other endpoints. Ask them one by one, and join the answers.",
            "Dotaz obsahuje SERVICE; tento koncový bod se jiných koncových bodů nedotazuje. Položte dotazy jednotlivě.",
        )
    if status == "unclear":
        return HttpProblem(
            400,
            message,
            "Nelze poznat, zda „<“ v dotazu začíná IRI, nebo znamená „menší než“, a tím ani zda má dotaz část FROM: napište za "
            "„<“ mezeru, nebo celé IRI se schématem a „//“.",
        )
    if status == "unanswerable":
        return HttpProblem(400, f"The query cannot be evaluated: {message}.", f"Dotaz nelze vyhodnotit: {message}.")
    if status == "no_iri":
        where, iri = reply["where"], reply["iri"]
        return NoIriError(
            400,
            f"The {where} {iri!r} is no absolute IRI: {message}.",
            f"Hodnota {iri!r} ({where}) není absolutní IRI: {message}.",
        )
    if status == "unacceptable":
        return unacceptable((reply["kind"],))
    if status == "unwritable":
        return _unwritable(reply)
    return _no_room(status, limits)


def _unwritable(reply: dict[str, str]) -> HttpProblem:
    """The format that was wished for cannot express the answer; which ones can (RFC 9110, 15.5.7)."""
    if reply["format"] == "jsonld":
        return HttpProblem(
            406,
            "The answer holds a triple term, which JSON-LD cannot express; ask for Turtle, N-Triples or RDF/XML.",
            "Odpověď obsahuje trojici jako hodnotu, což JSON-LD neumí; vyžádejte si Turtle, N-Triples nebo RDF/XML.",
        )
    if "character" in reply:
        one, *more = ("JSON", "CSV", "TSV") if reply["format"] == "xml" else ("Turtle", "N-Triples", "JSON-LD")
        return HttpProblem(
            406,
            f"The answer holds the character {reply['character']}, which XML has not; ask for {one}, {more[0]} or {more[1]}.",
            f"Odpověď obsahuje znak {reply['character']}, který XML nezná; vyžádejte si {one}, {more[0]} nebo {more[1]}.",
        )
    predicate = reply["predicate"]
    return HttpProblem(
        406,
        f"RDF/XML writes predicates as names of elements, and {predicate} cannot be one; ask for Turtle, N-Triples or JSON-LD.",
        f"RDF/XML zapisuje predikáty jako názvy elementů a {predicate} jím být nemůže; vyžádejte si Turtle, N-Triples "
        "nebo JSON-LD.",
    )


def _malformed(message: str, query: str) -> HttpProblem:
    """The parser's message with the place that it names; before it, to the one who sent an update, that none are taken."""
    found = _POSITION.match(message)
    where = f" na řádku {found['line']} ve sloupci {found['column']}" if found else ""
    told, told_cs = f"The query cannot be parsed: {message}.", f"Dotaz nelze přečíst{where}, anglicky: {message}."
    if is_update(query):
        told = f"This reads like an update, and the endpoint takes none: it is read-only. {told}"
        told_cs = f"Vypadá to na změnu dat; koncový bod je jen pro čtení a změny nepřijímá. {told_cs}"
    return HttpProblem(
        400, told, told_cs, members={name: int(at) for name, at in found.groupdict().items()} if found else {}
    )


def _no_room(status: str, limits: Limits) -> HttpProblem:
    """The answer is too long, or there is no place for it now; anything else is a fault of the store."""
    most, later = limits.answer_bytes, {"Retry-After": "10"}
    if status == "too_large":
        return HttpProblem(
            503,
            f"The answer is larger than {most} bytes, so none of it is sent; ask for less, or use LIMIT and OFFSET.",
            f"Odpověď je delší než {most} bajtů, proto se neposílá ani její část; omezte dotaz, například pomocí LIMIT.",
        )
    if status == "crowded":
        return HttpProblem(
            503,
            f"Long answers of others take up the {most} bytes that there are for them; try again, or ask for less.",
            f"Dlouhé odpovědi jiným čtenářům právě zabírají všech {most} bajtů; zkuste to později, nebo omezte dotaz.",
            later,
        )
    if status == "unspooled":
        return HttpProblem(
            503,
            "The server has no room on its disk for so long an answer; try again later, or ask for less.",
            "Server nemá na disku místo pro tak dlouhou odpověď; zkuste to později, nebo omezte dotaz.",
            later,
        )
    return HttpProblem(500, "The store could not be read; the fault is ours and is in the log of the server.")
