"""A hostile file is refused with a sentence, in less than 10 seconds and 1 GB, and reaches nothing outside."""

import contextlib
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hostile_files import HOSTILE, docx_with, parts_of
from made_documents import docx_typed
from strategraph.errors import SourceError
from strategraph.settings import SourceLimits
from strategraph.sources import check_file_name, read_file

SECONDS, KILOBYTES = 10, 1_000_000


class Weighed(subprocess.Popen[bytes]):
    """A reader whose memory is looked at until it ends: getrusage(2) would count what this process had when it forked."""

    def wait(self, timeout: float | None = None) -> int:
        end = time.monotonic() + (timeout or 60)
        while (status := self.poll()) is None:
            with contextlib.suppress(OSError, IndexError):  # it has just ended, or is about to
                told = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
                assert int(told.partition("VmHWM:")[2].split()[0]) < KILOBYTES
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(self.args, timeout or 60)
            time.sleep(0.005)
        return status


@pytest.fixture(autouse=True)
def weighed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every reader stays below a gigabyte."""
    monkeypatch.setattr(subprocess, "Popen", Weighed)


def test_a_process_that_takes_more_is_found_out() -> None:
    large = "import time; held = b'x' * 1_200_000_000; time.sleep(1)"
    process = subprocess.Popen([sys.executable, "-c", large])
    try:
        with pytest.raises(AssertionError):
            process.wait(10)
    finally:
        process.kill()
        while process.poll() is None:
            time.sleep(0.01)


def refusal(path: Path, limits: SourceLimits | None = None) -> str:
    """What is said of a file, "" if it is read; in time."""
    start = time.monotonic()
    try:
        read_file(path, limits or SourceLimits())
        said = ""
    except SourceError as fault:
        said = str(fault)
    assert time.monotonic() - start < SECONDS
    return said


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(tmp_path: Path, name: str) -> None:
    make, words = HOSTILE[name]
    path = tmp_path / name
    path.write_bytes(make())
    said = refusal(path)
    assert words in said
    assert "damaged (" not in said
    if words:
        assert str(path) in said
        assert said.endswith(".")


@pytest.mark.parametrize("name", ["large.txt", "large.pdf", "large.docx", "large.csv"])
def test_a_file_of_two_gigabytes_is_refused_by_its_size(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(2 * 1024**3)
    setting = "max_bytes" if name.endswith(".txt") else "max_file_bytes"
    most = getattr(SourceLimits(), setting)
    assert refusal(path) == (
        f"{path} goes on after byte offset {most}, the most that sources.{setting} allows: split it, or raise the setting."
    )


def test_a_link_that_leads_outside_is_not_followed(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/sablona.dotm"
        relation = (
            '<Relationship Id="rId99" TargetMode="External" Target="{}" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/></Relationships>'
        )
        rels = parts_of(docx_typed)["word/_rels/document.xml.rels"].decode()
        for kind in ("attachedTemplate", "styles", "numbering", "image"):
            changed = rels.replace("</Relationships>", relation.format(address, kind))
            path = tmp_path / f"{kind}.docx"
            path.write_bytes(
                docx_with(**{"word/_rels/document.xml.rels".replace(".", "_").replace("/", "__"): changed})
            )
            assert refusal(path) == ""
        page = tmp_path / "page.html"
        page.write_text(f'<p>Plán</p><img src="{address}"><iframe src="{address}"></iframe>', encoding="utf-8")
        assert refusal(page) == ""
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize(
    "limits, told",
    [
        (SourceLimits(read_seconds=0.01), "took longer than the 0.01 s that sources.read_seconds allows: split it"),
        (SourceLimits(read_memory_bytes=30_000_000), "30000000 bytes that sources.read_memory_bytes allows"),
        (SourceLimits(max_lines=10), "has 74 lines, more than the 10 that sources.max_lines allows"),
        (SourceLimits(max_bytes=1000), "bytes of text, more than the 1000 that sources.max_bytes allows"),
        (SourceLimits(max_line_characters=20), "paragraph 1 has a paragraph of 30 characters, more than the 20 that"),
        (SourceLimits(max_unpacked_bytes=1000), "more than the 1000 that sources.max_unpacked_bytes allows"),
    ],
    ids=["time", "memory", "lines", "bytes", "line", "unpacked"],
)
def test_every_limit_is_a_setting_that_the_refusal_names(tmp_path: Path, limits: SourceLimits, told: str) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(docx_typed())
    assert refusal(path) == ""
    assert told in refusal(path, limits)


def test_a_page_that_fills_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"<html><body>" + b"<p>a</p>" * 1_000_000)
    assert "needs more memory to be read" in refusal(path, SourceLimits(read_memory_bytes=150_000_000))


@pytest.mark.parametrize(
    "name, told",
    [
        ("../plan.pdf", "is no name of a file"),
        ("..", "is no name of a file"),
        ("a\\b.pdf", "is no name of a file"),
        ("", "is no name of a file"),
        ("a" * 300, "of at most 255 bytes"),
        ("plan\n.pdf", "has a character in its name that nobody sees"),
        ("plan\u202etxt.pdf", "has a character in its name that nobody sees"),
        ("pla\u0301n.pdf", "is a name that is not in normal form C (NFC): rename the file."),
    ],
)
def test_a_name_that_is_none_is_refused(name: str, told: str) -> None:
    with pytest.raises(SourceError) as caught:
        check_file_name(name)
    assert told in str(caught.value)
    check_file_name("Střednědobý plán 2027–2030 (návrh).pdf")
