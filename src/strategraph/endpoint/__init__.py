"""Answers SPARQL over HTTP, from worker processes that may be killed at any time.

In: requests by the SPARQL 1.1 Protocol, and questions of the pages. Out: complete answers in the format that
was asked for. What may go wrong: `HttpProblem` for the client (a faulty query, a deadline, no free worker) and
`EndpointError` at the start (data that cannot be opened). No user text is parsed by the engine in this process.
"""

from strategraph.endpoint.dataset import Dataset, dataset_of_file, dataset_of_release
from strategraph.endpoint.description import address_of, serialize
from strategraph.endpoint.formats import FORMATS, HTML, Wish, content_type, wish, wish_for_triples
from strategraph.endpoint.graph_store import GRAPH_STORE_METHODS, GraphStore
from strategraph.endpoint.messages import Answer, Question
from strategraph.endpoint.operations import Operations
from strategraph.endpoint.pool import Pool, worker_count
from strategraph.endpoint.protocol import Operation
from strategraph.endpoint.refusals import NoIriError
from strategraph.endpoint.short_way import ShortWay
from strategraph.endpoint.sparql import METHODS, SparqlEndpoint, answer_response
from strategraph.endpoint.zygote import Zygote

__all__ = [
    "FORMATS",
    "GRAPH_STORE_METHODS",
    "HTML",
    "METHODS",
    "Answer",
    "Dataset",
    "GraphStore",
    "NoIriError",
    "Operation",
    "Operations",
    "Pool",
    "Question",
    "ShortWay",
    "SparqlEndpoint",
    "Wish",
    "Zygote",
    "address_of",
    "answer_response",
    "content_type",
    "dataset_of_file",
    "dataset_of_release",
    "serialize",
    "wish",
    "wish_for_triples",
    "worker_count",
]
