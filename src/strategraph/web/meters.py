"""Counts what the server does, as a monitoring program reads it."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

__all__ = ["Meters"]

#: Addresses by their first part; a reader may ask for any other, and gets no counter of his own by it.
_PLACES = frozenset(
    ("", "add", "alignment", "catalogue", "changes", "completions", "concepts", "data", "download", "graph", "graph-store", "health",
     "metrics", "ontology", "page", "queries", "ready", "reconcile", "release", "releases", "reports", "resource", "robots",
     "search", "sitemap", "sparql", "static", "suggest", ".well-known")
)  # fmt: skip
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS"))
_SECONDS = (0.005, 0.02, 0.1, 0.5, 1, 2, 5, 10, 20)


class Meters:
    """Counters and gauges of one server, whichever release it serves."""

    def __init__(self) -> None:
        self._registry = here = CollectorRegistry()
        self._requests = Counter(
            "strategraph_requests", "Requests that were answered.", ("place", "method", "status"), registry=here
        )
        self._seconds = Histogram(
            "strategraph_request_seconds",
            "How long it took to answer requests.",
            ("place",),
            buckets=_SECONDS,
            registry=here,
        )
        self._bytes = Counter("strategraph_sent_bytes", "Bytes of the bodies of answers.", ("place",), registry=here)
        #: Looking counters up by their labels takes longer than counting.
        self._known: dict[tuple[str, str, str], tuple[Counter, Histogram, Counter]] = {}
        self._workers = Gauge(
            "strategraph_workers", "Worker processes, by what they do.", ("pool", "state"), registry=here
        )
        self._waiting = Gauge(
            "strategraph_waiting", "Questions that wait for a worker process.", ("pool",), registry=here
        )
        self._ended = Gauge(
            "strategraph_workers_ended",
            "Worker processes that are gone, of the release that is served.",
            ("pool",),
            registry=here,
        )
        self._release = Gauge("strategraph_release_info", "The release that is served.", ("release",), registry=here)

    def note_request(self, method: str, path: str, status: str, seconds: float, size: int) -> None:
        """Count a request that has ended; `size` are the bytes of the body."""
        first = path.split("/")[1] if path.startswith("/") else "other"
        place = first.partition(".")[0] or first
        place = place if place in _PLACES else "other"
        method = method if method in _METHODS else "other"
        known = self._known.get((place, method, status))
        if known is None:
            known = self._requests.labels(place, method, status), self._seconds.labels(place), self._bytes.labels(place)
            self._known[place, method, status] = known
        requests, times, sizes = known
        requests.inc()
        times.observe(seconds)
        sizes.inc(size)

    def note_workers(self, pool: str, idle: int, busy: int, waiting: int, ended: int) -> None:
        """State how a pool of worker processes is now."""
        self._workers.labels(pool, "idle").set(idle)
        self._workers.labels(pool, "busy").set(busy)
        self._waiting.labels(pool).set(waiting)
        self._ended.labels(pool).set(ended)

    def note_release(self, release: str) -> None:
        """State which release is served."""
        self._release.clear()
        self._release.labels(release).set(1)

    def text(self) -> bytes:
        """All of it in the text format of Prometheus."""
        return generate_latest(self._registry)
