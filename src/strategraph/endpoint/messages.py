"""What the front and a worker say to each other: a question, and how it was answered."""

import json
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, BinaryIO

from rdflib import Literal, URIRef

from strategraph.endpoint.terms import term_to_json

__all__ = ["Answer", "Question", "encode_question"]

#: A long answer is read so much at a time (bytes): each piece is a step into a thread and back.
CHUNK_BYTES = 1024 * 1024
_SIZES = struct.Struct(">II?")


@dataclass(frozen=True, slots=True)
class Question:
    """A query with all that decides its answer.

    `terms` stand for variables of the query. `default` and `named` are the graphs that the protocol names
    (SPARQL 1.1 Protocol, 2.1.4); without either the query's own FROM decides, and without FROM (`union`) the
    default graph is the union of all graphs; `read` has the worker see whether the query has one, or calls out, as
    strangers' queries may. `formats` maps the kind of answer to a short name of a format;
    `prefixes` shorten IRIs in Turtle and RDF/XML, and
    with them the statements are sorted, so that the same data are the same bytes: for short answers of our own.
    """

    query: str
    formats: Mapping[str, str]
    terms: Mapping[str, URIRef | Literal] = field(default_factory=dict)
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    union: bool = True
    read: bool = False
    prefixes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: its kind (`solutions` or `triples`), its format, its size, and its bytes or their file.

    `rows` is the number of its solutions or statements, if it is known.
    """

    kind: str
    format: str
    size: int
    body: bytes
    file: BinaryIO | None = None
    rows: int | None = None

    def chunks(self) -> Iterator[bytes]:
        """The bytes in pieces; the file is closed and gone after the last one."""
        if self.file is None:
            yield self.body
            return
        with self.file:
            self.file.seek(0)
            while piece := self.file.read(CHUNK_BYTES):
                yield piece

    def read(self) -> bytes:
        """All bytes at once, for answers to queries of our own."""
        return b"".join(self.chunks())

    def close(self) -> None:
        """Let go of the file of an answer that is not sent."""
        if self.file is not None:
            self.file.close()


def encode_question(question: Question, base: str, alone: bool = False) -> bytes:
    """The frame that `worker.py` reads; `base` resolves relative IRIs, `alone` is it when no other question is being answered."""
    if question.terms or question.prefixes or question.default is not None or question.named is not None:
        members = _members(question, base)
    else:
        members = _plain(tuple(question.formats.items()), question.union, question.read, base)
    query = question.query.encode("utf-8", "surrogatepass")
    return _SIZES.pack(len(members), len(query), alone) + members + query


@lru_cache(maxsize=256)
def _plain(formats: tuple[tuple[str, str], ...], union: bool, read: bool, base: str) -> bytes:
    """What a question has beside its query, if it has no terms, no graphs and no prefixes: the same each time."""
    return _members(Question("", dict(formats), union=union, read=read), base)


def _members(question: Question, base: str) -> bytes:
    """All but the query, as a JSON object."""
    members: dict[str, Any] = {
        "formats": dict(question.formats),
        "terms": {name: term_to_json(term) for name, term in question.terms.items()},
        "default": question.default,
        "named": question.named,
        "union": question.union and question.default is None and question.named is None,
        "read": question.read,
        "prefixes": dict(question.prefixes),
        "base": base,
    }
    return json.dumps(members).encode()
