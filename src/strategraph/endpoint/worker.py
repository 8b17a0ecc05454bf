"""The process in which questions are asked: it holds the data, knows nothing else, and may be killed at any time.

Run as a script by `process.py`, with a socket and a JSON configuration as arguments; imports nothing of
this project, so that it starts in tens of milliseconds. Each frame is a length (4 bytes, big-endian) and a
JSON object; an answer's bytes follow the frame, or a descriptor of an anonymous file that holds them.
"""

import ctypes
import json
import os
import resource
import select
import socket
import struct
import sys
import tempfile
import threading
from typing import IO, Any, BinaryIO, cast

import pyoxigraph as ox

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


class _TooLargeError(Exception):
    """The answer has outgrown what one answer may take."""


class _Spool:
    """Takes an answer as it is written: in memory while small, then in an anonymous file."""

    def __init__(self, most: int, folder: str) -> None:
        self.most = most
        self.folder = folder
        self.size = 0
        self.start = bytearray()
        self.file: BinaryIO | None = None

    def write(self, piece: bytes) -> int:
        self.size += len(piece)
        if self.size > self.most:
            raise _TooLargeError
        if self.file is None:
            self.start += piece
            if len(self.start) > INLINE_BYTES:
                self.file = tempfile.TemporaryFile(dir=self.folder, buffering=0)  # noqa: SIM115 - closed once it is sent
                self.file.write(self.start)
        else:
            self.file.write(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""


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
        while (question := _receive(front)) is not None:
            spool = _Spool(config["answer_bytes"], config["spool"])
            reply = _answer(store, question, spool)
            _send(front, reply, spool)
    finally:
        os._exit(70)


def _answer(store: ox.Store, question: dict[str, Any], spool: _Spool) -> dict[str, Any]:
    try:
        return _write(_ask(store, question), question, spool)
    except (SyntaxError, ValueError) as fault:
        return {"status": "malformed", "message": str(fault)}
    except RuntimeError as fault:
        return {"status": "unanswerable", "message": str(fault)}
    except _TooLargeError:
        return {"status": "too_large"}
    except OSError as fault:
        return {"status": "failed", "message": str(fault)}


def _ask(store: ox.Store, question: dict[str, Any]) -> Any:
    default, named = question["default"], question["named"]
    restricted = default is not None or named is not None
    return store.query(
        question["query"],
        base_iri=question["base"],
        use_default_graph_as_union=question["union"],
        default_graph=[ox.NamedNode(iri) for iri in default or ()] if restricted else None,
        named_graphs=[ox.NamedNode(iri) for iri in named or ()] if restricted else None,
        substitutions={ox.Variable(name): _term(term) for name, term in question["terms"].items()},
    )


def _term(term: dict[str, str]) -> ox.NamedNode | ox.Literal:
    """A term as SPARQL 1.1 Query Results JSON writes it (3.2.2)."""
    if term["type"] == "uri":
        return ox.NamedNode(term["value"])
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
    elif question["prefixes"]:
        ox.serialize(answer, cast("IO[bytes]", spool), format=_TRIPLES[wanted], prefixes=question["prefixes"])
    else:
        answer.serialize(spool, format=_TRIPLES[wanted])
    return {"status": "answered", "kind": kind, "format": wanted, "bytes": spool.size}


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
    frame = json.dumps({**reply, "spooled": file is not None}).encode()
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
