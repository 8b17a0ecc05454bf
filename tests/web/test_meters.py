"""What the meters count is what those of the library would have counted."""

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from strategraph.web import Meters
from strategraph.web.meters import _SECONDS

PLACES = {"/": "", "/sparql": "sparql", "/page/plan/x": "page", "/data.ttl": "data", "/nowhere": "other", "*": "other"}
REQUESTS = st.tuples(
    st.sampled_from(("GET", "POST", "BREW")),
    st.sampled_from(tuple(PLACES)),
    st.sampled_from(("200", "404", "-")),
    st.one_of(st.sampled_from(_SECONDS), st.floats(0, 100)),
    st.integers(0, 1 << 40),
)


def samples(text: bytes) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """All that is counted, but for the time at which the library began with it."""
    found: list[Sample] = [one for family in text_string_to_metric_families(text.decode()) for one in family.samples]
    return {
        (one.name, tuple(sorted(one.labels.items()))): one.value for one in found if not one.name.endswith("_created")
    }


@given(st.lists(REQUESTS, max_size=30))
def test_requests_are_counted_as_the_library_counts_them(asked: list[tuple[str, str, str, float, int]]) -> None:
    meters, library = Meters(), CollectorRegistry()
    requests = Counter("strategraph_requests", "x", ("place", "method", "status"), registry=library)
    seconds = Histogram("strategraph_request_seconds", "x", ("place",), buckets=_SECONDS, registry=library)
    sent = Counter("strategraph_sent_bytes", "x", ("place",), registry=library)
    for method, path, status, took, size in asked:
        meters.note_request(method, path, status, took, size)
        requests.labels(PLACES[path], "other" if method == "BREW" else method, status).inc()
        seconds.labels(PLACES[path]).observe(took)
        sent.labels(PLACES[path]).inc(size)
    assert samples(meters.text()) == samples(generate_latest(library))
