"""Calls another store over HTTP: patiently where it is busy or the line breaks, and with a sentence where it fails.

Every call here may be repeated without harm: what is read, and PUT and DELETE (RFC 9110, 9.2.2).
"""

import os
import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Any, TypeVar

import httpx

from strategraph.errors import RemoteStoreError, UsageError
from strategraph.release.credentials import VARIABLES, read_credentials
from strategraph.settings import Sending

__all__ = ["Caller", "Progress", "address", "called", "refused", "shown"]

Taken = TypeVar("Taken")
Progress = Callable[[str], None]
#: Too many requests, bad gateway, unavailable, gateway timeout: the store may answer later.
BUSY = (429, 502, 503, 504)
LONGEST_WAIT = 60.0
#: So much of what a store says about a refusal is shown.
SAID = 300


class Caller:
    """One store and how it is called; `tell` hears of every wait, and once of credentials that others can read on the way.

    `awaits` says whether a store that takes no connection is called again, as one is that may be starting anew.
    """

    def __init__(self, client: httpx.Client, patience: Sending, tell: Progress, awaits: bool = True) -> None:
        self._client = client
        self._patience = patience
        self._tell = tell
        self._awaits = awaits
        self._has_warned = False

    def call(self, method: str, url: httpx.URL, take: Callable[[httpx.Response], Taken], **more: Any) -> Taken:
        """Send a request and hand the answer to `take`, which reads it; again from the start if that breaks off.

        Raises:
            RemoteStoreError: if the store is busy or out of reach as often as the settings allow, or for what `take` refuses.
        """
        self._warn(url)
        tries = max(1, self._patience.tries)
        for number in range(1, tries + 1):
            try:
                with self._client.stream(method, url, **more) as response:
                    if response.status_code not in BUSY:
                        return take(response)
                    fault, wait = f"is busy ({status(response)})", _asked_wait(response)
            except httpx.RequestError as broken:
                if not self._awaits and isinstance(broken, httpx.ConnectError | httpx.ConnectTimeout):
                    raise RemoteStoreError(
                        f"{shown(url)} cannot be reached ({_reason(broken)}): see whether it runs, and whether that is its address."
                    ) from broken
                fault, wait = f"cannot be reached, or broke off ({_reason(broken)})", None
            if number < tries:
                self._wait(url, fault, number, wait)
        raise RemoteStoreError(
            f"{shown(url)} {fault}, {tries} times: see whether it runs, then give the same command again."
        )

    def _warn(self, url: httpx.URL) -> None:
        if self._client.auth and not self._has_warned and url.scheme == "http" and not _is_here(url.host):
            self._has_warned = True
            self._tell(
                f"Credentials go to {shown(url)} unencrypted, for all on the way to read: write https:// if the store has it."
            )

    def _wait(self, url: httpx.URL, fault: str, number: int, asked: float | None) -> None:
        own = self._patience.first_wait_seconds * 2 ** (number - 1)
        wait = min(LONGEST_WAIT, own if asked is None else max(asked, own))
        self._tell(f"{shown(url)} {fault}; trying again in {wait:.1f} s")
        time.sleep(wait)


@contextmanager
def called(patience: Sending, tell: Progress, awaits: bool = True) -> Iterator[Caller]:
    """A caller with what the environment holds as credentials, for as long as it is needed; `awaits` as `Caller` has it.

    It trusts the certificates that the machine trusts, and follows no redirect, which would carry credentials elsewhere.

    Raises:
        UsageError: for credentials that cannot be.
    """
    auth = read_credentials()
    with httpx.Client(auth=auth, timeout=patience.timeout_seconds, verify=ssl.create_default_context()) as client:
        yield Caller(client, patience, tell, awaits)


def address(text: str) -> httpx.URL:
    """The address of a store as a person writes it.

    Raises:
        UsageError: if it is no http(s) address, or holds a password.
    """
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as fault:
        raise UsageError(f"The address of the store cannot be read: {fault}.") from fault
    if url.userinfo:
        raise UsageError(f"Write the address without a user, and set {VARIABLES[0]} and {VARIABLES[1]} instead.")
    if url.scheme not in ("http", "https") or not url.host:
        raise UsageError(f"{text!r} is no address of a store: write one that begins with http:// or https://.")
    return url


def refused(response: httpx.Response, what: str) -> RemoteStoreError:
    """The error for an answer that is none of those expected; `what` says what was asked, as `to take the graph <…>`."""
    where = shown(response.url)
    if response.status_code in (401, 403):
        given = "Authorization" in response.request.headers
        mend = "check" if given else "set"
        return RemoteStoreError(
            f"{where} refuses {what} ({status(response)}): {mend} {VARIABLES[0]} and {VARIABLES[1]}, or {VARIABLES[2]}."
        )
    if response.is_redirect:
        target = shown(response.url.join(response.headers["location"]))
        return RemoteStoreError(f"{where} sends on to {target}, and nothing is sent there unasked: give that address.")
    if response.status_code in (404, 405, 501):
        mend = "give the address of its Graph Store Protocol or SPARQL endpoint, which its manual names"
        return RemoteStoreError(f"{where} does not know how {what} ({status(response)}): {mend}.")
    return RemoteStoreError(f"{where} fails {what} ({status(response)}): {_said(response)}")


def status(response: httpx.Response) -> str:
    """The status with its words, as `503 Service Unavailable`."""
    return f"{response.status_code} {response.reason_phrase}".strip()


def shown(url: httpx.URL) -> str:
    """The address without what may be secret in it."""
    return str(url.copy_with(username=None, password=None, query=None, fragment=None))


def _is_here(host: str) -> bool:
    """Whether a host is this machine (RFC 6761, 6.3, and the loopback addresses)."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _said(response: httpx.Response) -> str:
    """The beginning of what the store says, in one line, without markup and without what it may repeat of a secret."""
    text = _beginning(response).decode("utf-8", "replace")
    sent = response.request.headers.get("Authorization", "").partition(" ")[2]
    for secret in filter(None, (sent, *(os.environ.get(name) for name in VARIABLES[1:]))):
        text = text.replace(secret, "…")
    words = " ".join(re.sub(r"<style.*?</style>|<title.*?</title>|</?\w+[^<>]*>", " ", text, flags=re.DOTALL).split())
    return (words[:SAID] + "…" if len(words) > SAID else words) or "it says no more; look into its log."


def _beginning(response: httpx.Response) -> bytes:
    read = b""
    try:
        for part in response.iter_bytes():
            read += part
            if len(read) > 20 * SAID:
                break
    except httpx.RequestError:
        pass
    return read


def _asked_wait(response: httpx.Response) -> float | None:
    """The seconds of a Retry-After (RFC 9110, 10.2.3), which are a number or a date."""
    text = response.headers.get("retry-after", "").strip()
    if text.isdecimal():
        return float(text)
    try:
        return max(0.0, (parsedate_to_datetime(text) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


def _reason(fault: httpx.RequestError) -> str:
    return str(fault).strip().rstrip(".") or type(fault).__name__
