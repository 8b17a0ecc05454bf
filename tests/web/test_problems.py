"""Errors as problem documents, as text and as pages."""

import json

import pytest
from starlette.exceptions import HTTPException

from strategraph.web import HttpProblem, as_problem, problem_response

PROBLEM = HttpProblem(503, "The server is busy.", "Server je zaneprázdněn.", {"Retry-After": "5"})


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "text/plain; charset=utf-8"),
        ("*/*", "text/plain; charset=utf-8"),
        ("application/json", "application/problem+json"),
        ("application/problem+json", "application/problem+json"),
        ("application/sparql-results+json", "application/problem+json"),
        ("text/turtle", "text/plain; charset=utf-8"),
        ("text/html,*/*;q=0.8", "text/html; charset=utf-8"),
    ],
)
def test_a_problem_has_the_form_that_is_accepted(accept: str | None, content_type: str) -> None:
    response = problem_response(PROBLEM, accept, lambda problem: f"<p>{problem.detail_cs}</p>")
    assert (response.status_code, response.headers["content-type"]) == (503, content_type)
    assert response.headers["retry-after"] == "5"


def test_a_problem_document_has_the_members_of_the_standard() -> None:
    response = problem_response(PROBLEM, "application/problem+json", str)
    assert json.loads(bytes(response.body)) == {
        "type": "about:blank",
        "title": "Service Unavailable",
        "status": 503,
        "detail": "The server is busy.",
    }


def test_a_problem_document_says_what_a_program_may_want_to_know() -> None:
    problem = HttpProblem(400, "No.", members={"line": 2, "column": 5})
    content = json.loads(bytes(problem_response(problem, "application/problem+json", str).body))
    assert (content["status"], content["line"], content["column"]) == (400, 2, 5)


def test_a_fault_of_ours_is_a_500_without_particulars() -> None:
    problem = as_problem(ZeroDivisionError("secret"), "/x")
    assert problem.status == 500
    assert "secret" not in problem.detail


def test_the_framework_errors_become_sentences() -> None:
    assert as_problem(HTTPException(404), "/x").detail == "There is nothing at /x."
    refused = as_problem(HTTPException(405, headers={"Allow": "GET"}), "/x")
    assert (refused.detail, refused.headers) == ("/x is read with GET only.", {"Allow": "GET, OPTIONS"})
    several = as_problem(HTTPException(405, headers={"Allow": "POST, HEAD, GET"}), "/x")
    assert (several.detail, several.headers["Allow"]) == (
        "/x is read with GET, HEAD, POST only.",
        "GET, HEAD, POST, OPTIONS",
    )
    assert as_problem(HTTPException(418, "I am a teapot"), "/x").detail == "I am a teapot."
