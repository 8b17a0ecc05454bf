"""The address of this site as the reader has it, for documents that must name whole addresses."""

from urllib.parse import urlsplit

from starlette.requests import Request

from strategraph.endpoint import address_of

__all__ = ["site_address"]


def site_address(request: Request) -> str:
    """Scheme and host that were asked, as `https://data.example.org`; empty where the header Host cannot be used."""
    parts = urlsplit(address_of(request))
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
