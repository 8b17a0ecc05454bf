"""The limits in words and as a header."""

from strategraph.settings import Limits
from strategraph.web import limits_header, stated_limits


def test_a_limit_is_stated_with_its_number_in_both_languages() -> None:
    found = {one.name: one for one in stated_limits(Limits(deadline_seconds=2.5, query_bytes=65_536))}
    deadline, query = found["deadline_seconds"], found["query_bytes"]
    assert deadline.english == "A query may take 2.5 seconds, its wait for a worker included; then it is ended (503)."
    assert deadline.czech == "Dotaz smí trvat 2,5 s i s čekáním, až na něj přijde řada; potom je ukončen (503)."
    assert query.english == "A query may have 65\N{NO-BREAK SPACE}536 bytes of UTF-8 (413)."
    assert query.czech == "Dotaz smí mít 65\N{NO-BREAK SPACE}536 bajtů v UTF-8 (413)."


def test_the_header_is_a_dictionary_of_structured_fields() -> None:
    assert limits_header(stated_limits(Limits(body_seconds=0.12345))) == (
        "deadline_seconds=10.0, query_bytes=65536, body_seconds=0.123, answer_bytes=1000000000, "
        "worker_memory_bytes=4000000000, waiting=200, client_requests=64, client_seconds=120.0"
    )


def test_what_is_set_to_no_limit_is_not_stated() -> None:
    names = {one.name for one in stated_limits(Limits(waiting=0, client_requests=0, client_seconds=0))}
    assert names == {one.name for one in stated_limits(Limits())} - {"client_requests", "client_seconds"}
