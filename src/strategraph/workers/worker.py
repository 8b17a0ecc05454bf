"""A forked process in which questions are asked: it holds the data, knows nothing else, and may be killed at any time.

A question is two lengths (4 bytes each, big-endian), whether it is alone (1 byte), a JSON object and the text of the query. A
reply is a length (4 bytes), the size of the answer (8) and its rows (8; -1: not known), and a JSON object; the answer's bytes
follow, or a descriptor of an unnamed file that holds them has come along. The objects are the same each time for most
questions, and are read once.
"""

import json
import os
import select
import signal
import socket
import struct
import threading
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import IO, Any, NoReturn, cast

import pyoxigraph as ox

from strategraph.protections import alone_with, bound_memory, sealed
from strategraph.sparql_functions import functions
from strategraph.sparql_words import UnclearError, calls_out, names_dataset
from strategraph.workers.rows import CountedRows
from strategraph.workers.spool import Ledger, RefusedError, SortedPrefixes, Spool, SpoolPlace
from strategraph.workers.xml_names import NamedElements, uris_among
from strategraph.workers.xml_text import XmlText

__all__ = ["work"]

#: Formats by the names that the front uses (`formats.py`).
_SOLUTIONS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {
    "turtle": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


#: A question of usual length comes in one piece.
_PIECE_BYTES = 64 * 1024
#: So long a worker that was alone at work stays awake for the next question (seconds).
_AWAKE_SECONDS = 0.0004
_QUESTION, _REPLY = struct.Struct(">II?"), struct.Struct(">IQq")
#: What is said of a question, and the rows of its answer, if they are known.
_Reply = tuple[dict[str, Any], int | None]


def work(line: int, ledger: int, store: ox.Store, config: dict[str, Any]) -> NoReturn:
    """Be a worker until the front hangs up; called in a process that was just forked, it never comes back.

    Questions are asked in a thread of its own, because the engine's parser recurses: below a stack of 256 MB, 64 kB of
    brackets overrun it. This thread only sees that the front goes away.
    """
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        counted = Ledger(ledger, config["place"])
        front = alone_with(line)
        bound_memory(config["memory_bytes"])
        threading.stack_size(config["stack_bytes"])
        threading.Thread(target=_answer_all, args=(front, store, config, counted), daemon=True).start()
        watch = select.poll()
        watch.register(front, 0)
        watch.poll()
    finally:
        os._exit(0)


def _answer_all(front: socket.socket, store: ox.Store, config: dict[str, Any], ledger: Ledger) -> None:
    """Take questions one after another; whatever ends this thread ends the process, and the front sees that."""
    try:
        ours, place, seal = functions(store), SpoolPlace(config["spool"]), sealed()
        _send(front, {"status": "ready", "thread": threading.get_native_id()})
        alone = False
        while (received := _receive(front, alone)) is not None:
            question, alone = received
            place.open()
            spool = Spool(config["answer_bytes"], place, ledger)
            with seal:
                reply, rows = _answer(store, ours, question, spool)
            if reply["status"] == "answered":
                _send_answer(front, reply, rows, spool)
            else:
                spool.drop()
                _send(front, reply)
    finally:
        os._exit(70)


def _answer(store: ox.Store, ours: dict[Any, Any], question: dict[str, Any], spool: Spool) -> _Reply:
    try:
        return _write(_ask(store, ours, question), question, spool)
    except RefusedError as refused:
        return refused.reply, None
    except UnclearError as fault:
        return {"status": "unclear", "message": str(fault)}, None
    except (SyntaxError, ValueError) as fault:
        return {"status": "malformed", "message": str(fault)}, None
    except RuntimeError as fault:
        return {"status": "unanswerable", "message": str(fault)}, None
    except OSError as fault:
        # the network is cut off; a call that was not seen ends here
        calls_out = "service" in question["query"].lower()
        return {"status": "unanswerable" if calls_out else "failed", "message": str(fault)}, None


def _ask(store: ox.Store, ours: dict[Any, Any], question: dict[str, Any]) -> Any:
    default, named = (_graphs(question, name) for name in ("default", "named"))
    restricted = default is not None or named is not None
    text, union = question["query"], question["union"]
    if question["read"]:
        if calls_out(text):
            raise RefusedError("calls_out")
        union = union and not names_dataset(text)
    return store.query(
        text,
        base_iri=question["base"],
        use_default_graph_as_union=union,
        default_graph=default or [] if restricted else None,
        named_graphs=named or [] if restricted else None,
        substitutions={ox.Variable(name): _term(name, term) for name, term in question["terms"].items()},
        custom_functions=ours
        if "(" in text or "\\" in text
        else None,  # no call is without brackets, which may be escaped
    )


def _graphs(question: dict[str, Any], name: str) -> list[Any] | None:
    given = question[name]
    return None if given is None else [_iri(iri, f"{name}-graph-uri") for iri in given]


def _iri(value: str, where: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(value)
    except ValueError as fault:
        raise RefusedError("no_iri", where=where, iri=value, message=str(fault)) from fault


def _term(name: str, term: dict[str, str]) -> ox.NamedNode | ox.Literal:
    """A term as SPARQL 1.1 Query Results JSON writes it (3.2.2)."""
    if term["type"] == "uri":
        return _iri(term["value"], f"value of ${name}")
    if "xml:lang" in term:
        return ox.Literal(term["value"], language=term["xml:lang"])
    return ox.Literal(term["value"], datatype=ox.NamedNode(term["datatype"]) if "datatype" in term else None)


def _write(answer: Any, question: dict[str, Any], spool: Spool) -> _Reply:
    """Serialise the whole answer in the form that was wished for its kind."""
    kind = "triples" if isinstance(answer, ox.QueryTriples) else "solutions"
    wanted = question["formats"].get(kind)
    if wanted is None:
        return {"status": "unacceptable", "kind": kind}, None
    rows = (
        _write_triples(answer, wanted, question["prefixes"], spool)
        if kind == "triples"
        else _write_solutions(answer, wanted, spool)
    )
    spool.end()
    return {"status": "answered", "kind": kind, "format": wanted}, rows


def _write_solutions(answer: ox.QuerySolutions | ox.QueryBoolean, wanted: str, spool: Spool) -> int | None:
    """Write them; the number of rows, which an answer to ASK has not, is given back."""
    if isinstance(answer, ox.QueryBoolean):
        answer.serialize(cast("IO[bytes]", spool), format=_SOLUTIONS[wanted])
        return None
    counted = CountedRows(XmlText(spool, wanted) if wanted == "xml" else spool, wanted)
    answer.serialize(cast("IO[bytes]", counted), format=_SOLUTIONS[wanted])
    return counted.number


def _write_triples(answer: ox.QueryTriples, wanted: str, prefixes: dict[str, str], spool: Spool) -> int | None:
    """Write them; their number is given back."""
    if wanted == "nt" and not prefixes:  # the engine writes them itself, which is faster
        lines = CountedRows(spool, wanted)
        answer.serialize(cast("IO[bytes]", lines), format=_TRIPLES[wanted])
        return lines.number
    number = 0

    def counted() -> Iterator[ox.Triple]:
        nonlocal number
        for triple in answer:
            number += 1
            yield triple

    triples: Iterable[ox.Triple] = counted()
    if prefixes:
        triples = sorted(triples, key=str)
    out: Spool | SortedPrefixes | NamedElements = spool
    if wanted == "jsonld":
        triples = _without_triple_terms(triples)
    elif wanted == "rdfxml":
        out = NamedElements(XmlText(spool, wanted))
        triples, prefixes = out.checked(triples), uris_among(prefixes)
    elif wanted == "turtle" and prefixes:
        out = SortedPrefixes(spool, len(prefixes))
    ox.serialize(triples, cast("IO[bytes]", out), format=_TRIPLES[wanted], prefixes=prefixes or None)
    out.flush()
    return number


def _without_triple_terms(answer: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The statements, as long as JSON-LD can express them: it knows RDF 1.1 only."""
    for triple in answer:
        if isinstance(triple.object, ox.Triple):
            raise RefusedError("unwritable", format="jsonld")
        yield triple


def _receive(front: socket.socket, awake: bool) -> tuple[dict[str, Any], bool] | None:
    """The next question, which nothing follows before it is answered, and whether it is alone; None if the front hung up.

    `awake` is it as long as the wait is short.
    """
    got = (awake and _received_soon(front)) or front.recv(_PIECE_BYTES)
    while len(got) < _QUESTION.size or len(got) < _end(got):
        piece = front.recv(_PIECE_BYTES)
        if not piece:
            return None
        got += piece
    length, _, alone = _QUESTION.unpack_from(got)
    query = _QUESTION.size + length
    members = _members(got[_QUESTION.size : query])
    return {**members, "query": got[query:].decode("utf-8", "surrogatepass")}, alone


def _end(got: bytes) -> int:
    """The size of a question with all that belongs to it."""
    length, query, _ = _QUESTION.unpack_from(got)
    return int(_QUESTION.size + length + query)


def _received_soon(front: socket.socket) -> bytes | None:
    """What comes at once, awaited awake: to wake a process takes longer than most questions."""
    until = time.perf_counter() + _AWAKE_SECONDS
    while time.perf_counter() < until:
        try:
            return front.recv(_PIECE_BYTES, socket.MSG_DONTWAIT)
        except BlockingIOError:
            os.sched_yield()
    return None


@lru_cache(maxsize=64)
def _members(frame: bytes) -> dict[str, Any]:
    members: dict[str, Any] = json.loads(frame)
    return members


def _send(front: socket.socket, reply: dict[str, Any]) -> None:
    frame = json.dumps(reply).encode()
    front.sendall(_REPLY.pack(len(frame), 0, -1) + frame)


def _send_answer(front: socket.socket, reply: dict[str, Any], rows: int | None, spool: Spool) -> None:
    frame = _frame(reply["kind"], reply["format"])
    head = _REPLY.pack(len(frame), spool.size, -1 if rows is None else rows)
    if spool.file is None:
        front.sendall(b"".join((head, frame, spool.held)))
    else:
        socket.send_fds(front, [head], [spool.file.fileno()])
        front.sendall(frame)
        spool.file.close()


@lru_cache(maxsize=64)
def _frame(kind: str, form: str) -> bytes:
    return json.dumps({"status": "answered", "kind": kind, "format": form}).encode()
