"""The processes that hold the data and answer questions, and that may be killed at any time.

In: an RDF file, and questions over a socket, one at a time. Out: complete answers as bytes or as an unnamed file.
`python -m strategraph.workers` is the zygote: it loads the file, sees no question, and makes each worker by fork, so that
all workers share one copy of the data. What may go wrong is told to the front (`strategraph.endpoint`) as a reply with a
status; a process that ends without one is noticed by its closed socket. Nothing heavy is imported here, and of this project
only the functions that queries may call and what reads their words.
"""

__all__ = ["MODULE"]

#: What the front runs.
MODULE = "strategraph.workers"
