"""Sound files with faults put into them are read or refused: nothing else comes of any of them, and all in time."""

import random
import time
import zipfile
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from hostile_files import archive, odf, parts_of
from made_documents import MADE
from strategraph.errors import SourceError
from strategraph.settings import SourceLimits
from strategraph.sources import read_file

SECONDS = 10.0
#: How many mutations of each format `make test` tries, and `make test-all`.
FEW, MANY = 3, 60


#: Values that no program writes.
VALUES = (
    "",
    "-1",
    "0",
    "99999999999999999999",
    "NaN",
    "x",
    "true",
    "rId1",
    "%1%2%9",
    "\u0301",
    " ",
    "1.5",
    "../../a",
    "•" * 3000,
)


def small_odf(kind: str) -> Callable[[], bytes]:
    inner = {
        "text": "<text:h text:outline-level='1'>Plán</text:h><text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>",
        "spreadsheet": "<table:table table:name='a'><table:table-row><table:table-cell table:number-columns-repeated='3'>"
        "<text:p>1.1</text:p></table:table-cell></table:table-row></table:table>",
        "presentation": "<text:p>Plán</text:p>",
    }[kind]
    return lambda: odf(kind, f"<office:{kind}>{inner}</office:{kind}>")


SOUND: dict[str, Callable[[], bytes]] = {
    **{name: MADE[name] for name in ("numbered.docx", "slides.pptx", "rows.xlsx", "rows.csv", "page.html", "plan.xml")},
    **{name: MADE[name] for name in ("flow.pdf", "table.pdf")},
    "text.odt": small_odf("text"),
    "sheet.ods": small_odf("spreadsheet"),
    "slides.odp": small_odf("presentation"),
}
#: What is put into markup, beside bytes of chance: names, numbers and nesting that readers might trip over.
PIECES = (
    b"<", b">", b"&", b'"', b"</w:p>", b"<w:p>", b"-1", b"99999999999999999999", b"\x00", b"\xff\xfe", b"&#0;", b"<!--", b"]]>",
    b"<![CDATA[", b'xmlns=""', "\u0301".encode(), b"NaN", b"w:val=\"x\"", b"r:id=\"rId1\"", b"<a:tbl>", b"%1%2%3", b"%", b"]" * 50,
)  # fmt: skip


@cache
def sound(make: Callable[[], bytes]) -> bytes:
    return make()


def mutated(content: bytes, chance: random.Random) -> bytes:
    """The content with one to eight pieces changed, removed, doubled or put in."""
    found = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(found) + 1)
        end = min(at + chance.choice((1, 2, 8, 64, 1024)), len(found))
        how = chance.randrange(5)
        if how == 0:
            found[at:at] = chance.choice(PIECES)
        elif how == 1:
            del found[at:end]
        elif how == 2:
            found[at:at] = found[at:end] * chance.choice((1, 3))
        elif how == 3:
            found[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
        elif at < len(found):
            found[at] ^= 1 << chance.randrange(8)
    return bytes(found)


def rearranged(content: bytes, chance: random.Random) -> bytes:
    """Well-formed markup whose elements and values are in the wrong place, gone, doubled or strange."""
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return mutated(content, chance)
    for _ in range(chance.randint(1, 12)):
        elements = list(root.iter("*"))
        one, other = chance.choice(elements), chance.choice(elements)
        above = one.getparent()
        how = chance.randrange(6)
        if how == 0 and above is not None:
            above.remove(one)
        elif how == 1:
            other.append(deepcopy(one))
        elif how == 2 and one.attrib:
            one.set(chance.choice(list(one.attrib)), chance.choice(VALUES))
        elif how == 3 and one.attrib:
            del one.attrib[chance.choice(list(one.attrib))]
        elif how == 4:
            one.text = chance.choice(VALUES)
        else:
            one.tag = other.tag
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def faulty(make: Callable[[], bytes], chance: random.Random) -> bytes:
    """A file with faults: in its bytes or, if it is an archive, more often in one of its parts."""
    content = sound(make)
    change = chance.choice((mutated, rearranged, rearranged))
    if not zipfile.is_zipfile(BytesIO(content)):
        return change(content, chance)
    if chance.random() < 0.1:
        return mutated(content, chance)
    parts = dict(parts_of(make))
    name = chance.choice([name for name in parts if name != "mimetype"])
    return archive(parts | {name: change(parts[name], chance)})


def check(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    start = time.monotonic()
    try:
        found = read_file(path, SourceLimits())
        assert found.text.strip()
    except SourceError as fault:
        said = str(fault)
        assert said.startswith(str(path))
        assert said.endswith(".")
        # a fault of ours, not of the file
        assert not any(
            word in said for word in ("NameError", "UnboundLocalError", "AssertionError", "Too many open files")
        )
    assert time.monotonic() - start < SECONDS


@pytest.mark.parametrize("name", SOUND)
def test_a_file_with_faults_is_read_or_refused(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    run(name, tmp_path_factory.mktemp("few"), FEW)


@pytest.mark.full
@pytest.mark.parametrize("name", SOUND)
def test_many_files_with_faults_are_read_or_refused(name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    run(name, tmp_path_factory.mktemp("many"), MANY)


def run(name: str, folder: Path, times: int) -> None:
    @settings(max_examples=times, suppress_health_check=list(HealthCheck))
    @given(seed=st.integers(0, 2**32))
    def tried(seed: int) -> None:
        check(folder / name, faulty(SOUND[name], random.Random(seed)))

    tried()
