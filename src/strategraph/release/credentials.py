"""Reads what another store asks for before it lets somebody in: from the environment alone, so that no command shows it.

STRATEGRAPH_STORE_USER with STRATEGRAPH_STORE_PASSWORD answer a challenge of the store, Digest (RFC 7616) before Basic
(RFC 7617), and are sent only after one; STRATEGRAPH_STORE_TOKEN is sent with every request as a bearer token (RFC 6750).
"""

import os
from collections.abc import Generator, Mapping

import httpx

from strategraph.errors import UsageError

__all__ = ["VARIABLES", "Challenged", "Token", "read_credentials"]

VARIABLES = ("STRATEGRAPH_STORE_USER", "STRATEGRAPH_STORE_PASSWORD", "STRATEGRAPH_STORE_TOKEN")


class Challenged(httpx.DigestAuth):
    """User and password: says nothing until it is asked, then answers with Digest where that is offered, else with Basic."""

    def __init__(self, user: str, password: str) -> None:
        super().__init__(user, password)
        self._basic = httpx.BasicAuth(user, password)
        self._is_basic = False

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """What is sent, and sent again after a refusal (401) that says what is wanted."""
        if self._is_basic:
            yield from self._basic.auth_flow(request)
            return
        flow = super().auth_flow(request)
        response = yield next(flow)
        schemes = [text.split(" ")[0].lower() for text in response.headers.get_list("www-authenticate")]
        if response.status_code == 401 and "basic" in schemes and "digest" not in schemes:
            self._is_basic = True
            yield from self._basic.auth_flow(request)
            return
        try:
            while True:
                response = yield flow.send(response)
        except StopIteration:
            return


class Token(httpx.Auth):
    """A token, sent with every request."""

    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """The request with the token."""
        request.headers["Authorization"] = self._header
        yield request


def read_credentials(environment: Mapping[str, str] | None = None) -> httpx.Auth | None:
    """What the environment says; nothing if it says nothing.

    Raises:
        UsageError: if it says half or too much, or what no header can carry; the values are not in the message.
    """
    user, password, token = ((os.environ if environment is None else environment).get(name, "") for name in VARIABLES)
    if token and (user or password):
        raise UsageError(f"The environment sets {VARIABLES[2]} and a user too: keep the one that the store asks for.")
    if bool(user) != bool(password):
        raise UsageError(f"The environment sets only one of {VARIABLES[0]} and {VARIABLES[1]}: set both, or none.")
    if not token.isascii() or not token.isprintable() or " " in token:
        raise UsageError(f"{VARIABLES[2]} holds something that no token has: write its letters and digits alone.")
    if token:
        return Token(token)
    return Challenged(user, password) if user else None
