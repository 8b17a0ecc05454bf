"""The process in which questions are asked: it holds the data, knows nothing else, and may be killed at any time.

Run as a script by `process.py`, with a socket and a JSON configuration as arguments; imports of this project
only the functions that queries may call, so that it starts in tens of milliseconds. Each frame is a length (4 bytes, big-endian) and a
JSON object; an answer's bytes follow the frame, or a descriptor of an anonymous file that holds them.
"""

import ctypes
import json
import mmap
import os
import resource
import select
import socket
import struct
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from typing import IO, Any, BinaryIO, cast

import pyoxigraph as ox

from strategraph.sparql_functions import functions

__all__ = ["main"]

#: The parser recurses; below this, 64 kB of brackets overrun the stack.
STACK_BYTES = 256 * 1024 * 1024
#: Answers up to this size travel with the reply; longer ones in a file.
INLINE_BYTES = 64 * 1024
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
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


class _RefusedError(Exception):
    """No answer is given; the reply says why."""

    def __init__(self, status: str, **more: str) -> None:
        super().__init__(status)
        self.reply = {"status": status, **more}


class _Ledger:
    """How many bytes of answers lie on disk, ours among them; shared with the front and the other workers."""

    def __init__(self, descriptor: int, place: int) -> None:
        self.numbers = mmap.mmap(descriptor, 0)
        self.offset = 8 * place

    def write(self, size: int) -> int:
        """Note the size of our answer; the sum of all is given back."""
        struct.pack_into("=Q", self.numbers, self.offset, size)
        return sum(number for (number,) in struct.iter_unpack("=Q", self.numbers[:]))


class _Spool:
    """Takes an answer as it is written: in memory while small, then in an anonymous file."""

    def __init__(self, most: int, folder: str, ledger: _Ledger) -> None:
        self.most = most
        self.folder = folder
        self.ledger = ledger
        self.size = 0
        self.start = bytearray()
        self.file: BinaryIO | None = None

    def write(self, piece: bytes) -> int:
        self.size += len(piece)
        if self.size > self.most:
            raise _RefusedError("too_large")
        if self.file is None and len(self.start) + len(piece) <= INLINE_BYTES:
            self.start += piece
        else:
            self._spool(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def drop(self) -> None:
        """Give up what was written."""
        if self.file is not None:
            self.file.close()
            self.ledger.write(0)

    def _spool(self, piece: bytes) -> None:
        if self.ledger.write(self.size) > self.most:
            raise _RefusedError("crowded")
        try:
            if self.file is None:
                self.file = tempfile.TemporaryFile(dir=self.folder, buffering=0)  # noqa: SIM115 - closed once it is sent
                piece = bytes(self.start) + piece
            rest = memoryview(piece)
            while rest:
                rest = rest[self.file.write(rest) :]
        except OSError as fault:
            raise _RefusedError("unspooled", message=str(fault)) from fault


class _SortedPrefixes:
    """Passes Turtle on with its prefixes in the order of their names; the serialiser has another in every process."""

    def __init__(self, spool: _Spool, number: int) -> None:
        self.spool = spool
        self.number = number
        self.head: bytes | None = b""

    def write(self, piece: bytes) -> int:
        if self.head is None:
            return self.spool.write(piece)
        self.head += piece
        if self.head.count(b"\n") >= self.number:
            self.flush()
        return len(piece)

    def flush(self) -> None:
        """Write the prefixes, which have one line each, and what came with them."""
        if self.head is not None:
            *lines, rest = self.head.split(b"\n", self.number)
            self.spool.write(b"".join(line + b"\n" for line in sorted(lines)) + rest)
            self.head = None


def main() -> None:
    """Open the data, report for work, and answer until the front hangs up."""
    front = socket.socket(fileno=int(sys.argv[1]))
    config = json.loads(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    cut = _leave_the_network()
    try:
        store = _open(config)
    except (OSError, SyntaxError, ValueError) as fault:
        _send(front, {"status": "unusable", "message": str(fault)})
        return
    memory = config["memory_bytes"]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    threading.stack_size(STACK_BYTES)
    threading.Thread(target=_answer_all, args=(front, store, config), daemon=True).start()
    _send(front, {"status": "ready", "network_cut": cut})
    watch = select.poll()
    watch.register(front, 0)
    watch.poll()
    os._exit(0)


def _leave_the_network() -> bool:
    """Move into a network namespace without interfaces (namespaces(7)); False where the kernel does not allow it."""
    libc = ctypes.CDLL(None, use_errno=True)
    flags = (_CLONE_NEWUSER | _CLONE_NEWNET, _CLONE_NEWNET)
    return any(libc.unshare(wanted) == 0 for wanted in flags)


def _open(config: dict[str, Any]) -> ox.Store:
    if config["on_disk"]:
        return ox.Store.read_only(config["path"])
    store = ox.Store()
    store.load(path=config["path"], base_iri=config["base"])
    return store


def _answer_all(front: socket.socket, store: ox.Store, config: dict[str, Any]) -> None:
    """Take questions one after another; whatever ends this thread ends the process, and the front sees that."""
    try:
        ledger, ours = _Ledger(config["ledger"], config["place"]), functions(store)
        while (question := _receive(front)) is not None:
            spool = _Spool(config["answer_bytes"], config["spool"], ledger)
            reply = _answer(store, ours, question, spool)
            if reply["status"] != "answered":
                spool.drop()
            _send(front, reply, spool)
    finally:
        os._exit(70)


def _answer(store: ox.Store, ours: dict[Any, Any], question: dict[str, Any], spool: _Spool) -> dict[str, Any]:
    try:
        return _write(_ask(store, ours, question), question, spool)
    except _RefusedError as refused:
        return refused.reply
    except (SyntaxError, ValueError) as fault:
        return {"status": "malformed", "message": str(fault)}
    except RuntimeError as fault:
        return {"status": "unanswerable", "message": str(fault)}
    except OSError as fault:
        # the network is cut off; a call that the front did not see ends here
        calls_out = "service" in question["query"].lower()
        return {"status": "unanswerable" if calls_out else "failed", "message": str(fault)}


def _ask(store: ox.Store, ours: dict[Any, Any], question: dict[str, Any]) -> Any:
    default, named = (_graphs(question, name) for name in ("default", "named"))
    restricted = default is not None or named is not None
    return store.query(
        question["query"],
        base_iri=question["base"],
        use_default_graph_as_union=question["union"],
        default_graph=default or [] if restricted else None,
        named_graphs=named or [] if restricted else None,
        substitutions={ox.Variable(name): _term(name, term) for name, term in question["terms"].items()},
        custom_functions=ours,
    )


def _graphs(question: dict[str, Any], name: str) -> list[Any] | None:
    given = question[name]
    return None if given is None else [_iri(iri, f"{name}-graph-uri") for iri in given]


def _iri(value: str, where: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(value)
    except ValueError as fault:
        raise _RefusedError("no_iri", where=where, iri=value, message=str(fault)) from fault


def _term(name: str, term: dict[str, str]) -> ox.NamedNode | ox.Literal:
    """A term as SPARQL 1.1 Query Results JSON writes it (3.2.2)."""
    if term["type"] == "uri":
        return _iri(term["value"], f"value of ${name}")
    if "xml:lang" in term:
        return ox.Literal(term["value"], language=term["xml:lang"])
    return ox.Literal(term["value"], datatype=ox.NamedNode(term["datatype"]) if "datatype" in term else None)


def _write(answer: Any, question: dict[str, Any], spool: _Spool) -> dict[str, Any]:
    """Serialise the whole answer in the form that was wished for its kind."""
    kind = "triples" if isinstance(answer, ox.QueryTriples) else "solutions"
    wanted = question["formats"].get(kind)
    if wanted is None:
        return {"status": "unacceptable", "kind": kind}
    if kind == "solutions":
        answer.serialize(spool, format=_SOLUTIONS[wanted])
    else:
        _write_triples(answer, wanted, question["prefixes"], spool)
    return {"status": "answered", "kind": kind, "format": wanted, "bytes": spool.size}


def _write_triples(answer: Iterable[ox.Triple], wanted: str, prefixes: dict[str, str], spool: _Spool) -> None:
    if prefixes:
        answer = sorted(answer, key=str)
    if wanted == "jsonld":
        answer = _without_triple_terms(answer)
    out = _SortedPrefixes(spool, len(prefixes)) if wanted == "turtle" and prefixes else spool
    ox.serialize(answer, cast("IO[bytes]", out), format=_TRIPLES[wanted], prefixes=prefixes or None)
    out.flush()


def _without_triple_terms(answer: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """The statements, as long as JSON-LD can express them: it knows RDF 1.1 only."""
    for triple in answer:
        if isinstance(triple.object, ox.Triple):
            raise _RefusedError("unwritable")
        yield triple


def _receive(front: socket.socket) -> dict[str, Any] | None:
    head = front.recv(4, socket.MSG_WAITALL)
    if len(head) < 4:
        return None
    (size,) = struct.unpack(">I", head)
    frame: dict[str, Any] = json.loads(front.recv(size, socket.MSG_WAITALL))
    return frame


def _send(front: socket.socket, reply: dict[str, Any], spool: _Spool | None = None) -> None:
    answered = spool is not None and reply["status"] == "answered"
    file = spool.file if spool is not None and answered else None
    frame = json.dumps(reply).encode()
    head = struct.pack(">I", len(frame))
    inline = bytes(spool.start) if spool is not None and answered and file is None else b""
    if file is None:
        front.sendall(head + frame + inline)
    else:
        socket.send_fds(front, [head], [file.fileno()])
        front.sendall(frame)
        file.close()


if __name__ == "__main__":
    main()
