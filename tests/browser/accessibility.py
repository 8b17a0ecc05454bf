"""What axe-core, which npm installs, finds wrong on a page for people who hear it, enlarge it or use only the keyboard."""

from functools import cache
from pathlib import Path

from playwright.sync_api import Page

__all__ = ["serious"]

_AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
_RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .filter(rule => ["serious", "critical"].includes(rule.impact))
    .flatMap(rule => rule.nodes.map(node => `${rule.impact} ${rule.id} at ${node.target.join(" ")}: ${node.failureSummary}`))"""


@cache
def _axe() -> str:
    if not _AXE.is_file():
        raise AssertionError(f"{_AXE} is missing: run make setup-test.")
    return _AXE.read_text(encoding="utf-8")


def serious(page: Page) -> list[str]:
    """The serious and critical findings on a page that was opened with scripts, one sentence for each element.

    The debugger's evaluation is not subject to the page's Content-Security-Policy, which stays in force for the page.
    """
    page.evaluate(_axe())
    found: list[str] = page.evaluate(_RUN)
    return found
