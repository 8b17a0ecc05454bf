"""Counts what the server does, as a monitoring program reads it."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import accumulate

from prometheus_client import CollectorRegistry, Gauge, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector

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
        self._requests = _Requests()
        here.register(self._requests)
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
        self._requests.note(place, method if method in _METHODS else "other", status, seconds, size)

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


class _Requests(Collector):
    """Requests that were answered, as plain numbers: the library's own meters take a lock for each, three a request."""

    def __init__(self) -> None:
        self._answered = Counter[tuple[str, str, str]]()
        self._bytes = Counter[str]()
        self._seconds = defaultdict[str, float](float)
        #: Place → how many took so long, by the place of the bound in `_SECONDS`.
        self._times: dict[str, list[int]] = {}

    def note(self, place: str, method: str, status: str, seconds: float, size: int) -> None:
        """Count one."""
        self._answered[place, method, status] += 1
        self._bytes[place] += size
        self._seconds[place] += seconds
        times = self._times.get(place) or self._times.setdefault(place, [0] * (len(_SECONDS) + 1))
        times[bisect_left(_SECONDS, seconds)] += 1

    def collect(self) -> Iterator[Metric]:
        """The numbers as they are now (`prometheus_client`)."""
        requests = CounterMetricFamily(
            "strategraph_requests", "Requests that were answered.", labels=("place", "method", "status")
        )
        for labels, number in list(self._answered.items()):
            requests.add_metric(labels, number)
        seconds = HistogramMetricFamily(
            "strategraph_request_seconds", "How long it took to answer requests.", labels=("place",)
        )
        for place, times in list(self._times.items()):
            bounds = [*(str(float(bound)) for bound in _SECONDS), "+Inf"]
            seconds.add_metric([place], list(zip(bounds, accumulate(times), strict=True)), self._seconds[place])
        sent = CounterMetricFamily("strategraph_sent_bytes", "Bytes of the bodies of answers.", labels=("place",))
        for place, size in list(self._bytes.items()):
            sent.add_metric([place], size)
        return iter((requests, seconds, sent))
