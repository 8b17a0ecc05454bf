"""Takes the pictures of the six main pages in docs/pictures/, in both languages, from a release that is built already.

Run by `make screenshots`. It needs Chromium and playwright, as the browser tests do.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURES = Path(__file__).with_name("pictures")
#: Name of a picture → the page.
PAGES = {
    "home": "/",
    "plan": "/page/plan/ap-ssz-2024-2026",
    "goal": "/page/plan/ap-ssz-2024-2026/goal/4.2.a",
    "descriptor": "/page/descriptor/VIII.b",
    "alignment": "/alignment/",
    "sparql": "/sparql",
}
SIZE = {"width": 1280, "height": 900}


@contextmanager
def served(output: str) -> Iterator[str]:
    """The address of a server over the release in a folder."""
    command = [sys.executable, "-m", "strategraph", "serve", "--port", "0", "--data", output]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        try:
            said = process.stdout.readline()
            if not said:
                sys.exit(f"{' '.join(command)} ended early: build a release into {output} first.")
            yield said.split()[1].rstrip("/")
        finally:
            process.terminate()


def main(output: str) -> int:
    """Take all pictures; each is written as `<name>-<language>.png`."""
    PICTURES.mkdir(exist_ok=True)
    with served(output) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for language in ("cs", "en"):
            page = browser.new_page(viewport=SIZE)  # type: ignore[arg-type]
            for name, path in PAGES.items():
                page.goto(f"{address}{path}?lang={language}", wait_until="networkidle")
                page.screenshot(path=PICTURES / f"{name}-{language}.png")
                print(f"docs/pictures/{name}-{language}.png written.")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "build"))
