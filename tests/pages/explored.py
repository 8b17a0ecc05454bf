"""The views of the alignment explorer as a reader sees them, and as a program does."""

from typing import Any
from urllib.parse import urlencode

from running import Running

__all__ = ["RESOURCE", "VIEWS", "ends", "listed", "shown"]

RESOURCE = "https://w3id.org/strategraph/resource/"
VIEWS = ("/alignment/", "/alignment/?detail=sections", "/alignment/descriptors", "/alignment/links")


def shown(server: Running, address: str, language: str = "cs") -> str:
    answer = server.client.get(address, headers={"Accept": "text/html", "Accept-Language": language})
    assert answer.status_code == 200, answer.text
    return answer.text


def listed(server: Running, path: str, **choice: Any) -> list[dict[str, Any]]:
    asked = urlencode({**choice, "format": "json"}, doseq=True)
    answer = server.client.get(f"{path}{'&' if '?' in path else '?'}{asked}")
    assert answer.status_code == 200, answer.text
    return list(answer.json())


def ends(rows: list[dict[str, Any]]) -> list[str]:
    """Links by their ends, short: `stat-2020/goal/1.b jih/priority/p0`."""
    return [" ".join(row[end].removeprefix(f"{RESOURCE}plan/") for end in ("objective", "priority")) for row in rows]
