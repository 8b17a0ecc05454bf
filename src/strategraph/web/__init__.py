"""The words of HTTP that the endpoint, the pages and the reports share.

In: header values and what is on offer. Out: the chosen media type or language, the headers every answer
carries, what each client may still use, and errors as RFC 9457 problems. What may go wrong: `HttpProblem`, an answer that is not 200.
"""

from strategraph.web.accesslog import AccessLog, LogLines, RequestLog, note, noted, plain
from strategraph.web.again import Again, Keeping, asked_of, may_come_again
from strategraph.web.alarms import Alarms
from strategraph.web.allowances import Allowances, Visit
from strategraph.web.client_limits import ClientLimits, Clients, left_lines, visit_of
from strategraph.web.clients import is_direct_from_here
from strategraph.web.compression import LEAST_BYTES, Compression, worth_compressing
from strategraph.web.conditional import Conditional
from strategraph.web.entity_tags import accepts_gzip, entity_tag, gzip_tag, not_modified
from strategraph.web.headers import (
    ALWAYS,
    CONTENT_SECURITY_POLICY,
    MAX_HEADER_BYTES,
    CommonHeaders,
    HeaderLimit,
    common_fields,
    common_headers,
    encoded_fields,
    field_lines,
)
from strategraph.web.heads import heads_within
from strategraph.web.known_heads import PlainRequest
from strategraph.web.languages import LANGUAGES, choose_language
from strategraph.web.meters import Meters
from strategraph.web.negotiation import negotiate, read_accept
from strategraph.web.parameters import Parameters, read_body, read_parameters
from strategraph.web.problems import HttpProblem, as_problem, problem_response
from strategraph.web.relay import Relay
from strategraph.web.short_way import Line
from strategraph.web.stated_limits import StatedLimit, limits_header, stated_limits

__all__ = [
    "ALWAYS",
    "CONTENT_SECURITY_POLICY",
    "LANGUAGES",
    "LEAST_BYTES",
    "MAX_HEADER_BYTES",
    "AccessLog",
    "Again",
    "Alarms",
    "Allowances",
    "ClientLimits",
    "Clients",
    "CommonHeaders",
    "Compression",
    "Conditional",
    "HeaderLimit",
    "HttpProblem",
    "Keeping",
    "Line",
    "LogLines",
    "Meters",
    "Parameters",
    "PlainRequest",
    "Relay",
    "RequestLog",
    "StatedLimit",
    "Visit",
    "accepts_gzip",
    "as_problem",
    "asked_of",
    "choose_language",
    "common_fields",
    "common_headers",
    "encoded_fields",
    "entity_tag",
    "field_lines",
    "gzip_tag",
    "heads_within",
    "is_direct_from_here",
    "left_lines",
    "limits_header",
    "may_come_again",
    "negotiate",
    "not_modified",
    "note",
    "noted",
    "plain",
    "problem_response",
    "read_accept",
    "read_body",
    "read_parameters",
    "stated_limits",
    "visit_of",
    "worth_compressing",
]
