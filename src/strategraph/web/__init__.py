"""The words of HTTP that the endpoint, the pages and the reports share.

In: header values and what is on offer. Out: the chosen media type or language, the headers every answer
carries, and errors as RFC 9457 problems. What may go wrong: `HttpProblem`, an answer that is not 200.
"""

from strategraph.web.accesslog import AccessLog, plain
from strategraph.web.headers import CONTENT_SECURITY_POLICY, CommonHeaders, HeaderLimit, common_headers
from strategraph.web.languages import LANGUAGES, choose_language
from strategraph.web.negotiation import negotiate, read_accept
from strategraph.web.parameters import read_body, read_parameters
from strategraph.web.problems import HttpProblem, as_problem, problem_response

__all__ = [
    "CONTENT_SECURITY_POLICY",
    "LANGUAGES",
    "AccessLog",
    "CommonHeaders",
    "HeaderLimit",
    "HttpProblem",
    "as_problem",
    "choose_language",
    "common_headers",
    "negotiate",
    "plain",
    "problem_response",
    "read_accept",
    "read_body",
    "read_parameters",
]
