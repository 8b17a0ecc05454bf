"""Files as they come: empty, without any structure, very long, saved by other programs."""

import time
import unicodedata
from pathlib import Path

import pytest

from drafts import PLANS, TODAY, as_drafted, drafted, knowledge, pairs
from strategraph.drafting import draft, open_file
from strategraph.errors import SourceError
from strategraph.settings import SourceLimits

PLAN = (PLANS / "kpss-mesto.txt").read_text(encoding="utf-8")
NOVEL = """\
Babička měla syna a dvě dcery. Nejstarší žila mnoho let ve Vídni u přátel, od nichž se vdala.

– Dobrý den, řekla Barunka a poklonila se.
– Pojďte dál, odpověděla paní kněžna.

Byl konec měsíce června; slunce již dávno zapadlo, ale na západě bylo ještě světlo.
"""


def written(folder: Path, content: bytes, name: str = "plan.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("content", [b"", b"\n \t\n\n", b"\xef\xbb\xbf\r\n"])
def test_a_file_without_text_is_refused_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(
        SourceError, match=r"(is empty|nothing but white space).*: give a file with the text of a plan\."
    ):
        open_file(written(tmp_path, content), SourceLimits())


def test_a_novel_has_no_elements_and_every_line_is_told(tmp_path: Path) -> None:
    made, _ = drafted(written(tmp_path, NOVEL.encode()))
    assert as_drafted(made) == []
    assert [index + 1 for index in made.unclaimed()] == [1, 3, 4, 6]
    assert made.doubts[0].told.startswith("No line reads like a title")
    assert any(doubt.told.startswith("Nothing reads like a goal") for doubt in made.doubts)


@pytest.mark.parametrize(
    "content",
    [
        PLAN.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + PLAN.encode(),
        PLAN.encode("utf-16"),
        PLAN.replace("–", "-").encode("cp1250"),
        unicodedata.normalize("NFD", PLAN).encode(),
        PLAN.replace("Strana 3", "\x0cStrana 3").encode(),
        PLAN.replace("Cíl 1.1 ", "Cíl\u00a01.1\u00a0").encode(),
        ("\u00a0\n" + PLAN.replace("\nOpatření", "\n\u00a0 Opatření")).encode(),
    ],
    ids=["CRLF", "byte order mark", "UTF-16", "Windows-1250", "NFD", "form feed", "no-break spaces", "indented"],
)
def test_the_same_plan_from_another_program_has_the_same_elements(content: bytes, tmp_path: Path) -> None:
    usual, _ = drafted(PLANS / "kpss-mesto.txt")
    made, opened = drafted(written(tmp_path, content, "kpss-mesto.txt"))
    assert pairs(made) == pairs(usual)
    assert "\r" not in opened.text
    assert unicodedata.is_normalized("NFC", opened.text)


def test_what_was_changed_in_a_file_is_told(tmp_path: Path) -> None:
    opened = open_file(written(tmp_path, PLAN.replace("–", "-").encode("cp1250")), SourceLimits())
    assert opened.notices == ("The file is not UTF-8 and was read as Windows-1250; check its letters.",)


def test_utf_8_that_was_damaged_keeps_the_letters_that_are_whole(tmp_path: Path) -> None:
    opened = open_file(written(tmp_path, PLAN.encode() + "Závěr ř".encode()[:-1]), SourceLimits())
    assert opened.text.startswith(PLAN)
    assert opened.text.endswith("Závěr \ufffd")
    assert opened.notices == ("The file is damaged UTF-8; what cannot be read stands as U+FFFD.",)


@pytest.mark.parametrize(
    "content, said", [(b"\x00\x01PK", "is not text"), (b"ab\n" * 60_000, "60001 lines"), (b"a" * 99, "after byte 50")]
)
def test_a_file_beyond_the_limits_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    most = 50 if said.endswith("50") else 10**7
    limits = SourceLimits(max_bytes=most, max_lines=50_000)
    with pytest.raises(SourceError, match=said):
        open_file(written(tmp_path, content), limits)


def long_plan(lines: int) -> str:
    rows = ["Komunitní plán města Kolín 2023-2027"]
    while len(rows) < lines:
        one = len(rows)
        rows += [f"Priorita {one}: Bydlení {one}", f"Cíl {one}.1 Zvýšit počet bytů {one}", "Realizátor: Město", ""]
        rows += [f"Opatření {one}.1.{two} Koupit dům číslo {two}" for two in range(1, 5)]
        rows += ["Prostý text, který nikam nepatří a jen tak pokračuje dál.", "Termín: 2024", ""]
    return "\n".join(rows[:lines])


def seconds(lines: int, folder: Path) -> float:
    opened = open_file(written(folder, long_plan(lines).encode()), SourceLimits())
    started = time.process_time()
    draft(opened, knowledge(), TODAY)
    return time.process_time() - started


@pytest.mark.full
def test_a_hundred_thousand_lines_take_ten_seconds_at_most_and_time_grows_with_lines(tmp_path: Path) -> None:
    few, many = seconds(25_000, tmp_path), seconds(100_000, tmp_path)
    assert many < 10
    assert many < 8 * few
