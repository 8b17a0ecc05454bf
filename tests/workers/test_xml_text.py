"""What passes as XML is XML, and says the same; what XML cannot say is refused, wherever the pieces end."""

import io
import mmap
import os
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from strategraph.workers.spool import Ledger, RefusedError, Spool, SpoolPlace
from strategraph.workers.xml_text import XmlText

NONE = [*(chr(point) for point in range(0x20) if chr(point) not in "\t\n\r"), "\ufffe", "\uffff"]
#: Beside what XML has not, what its neighbours in UTF-8 are.
TEXTS = st.text(
    st.sampled_from([*"aé\r\t\n\x7f\x85\u2028\uffbe\uffbf\ufffd\ufeff\U0001fffe\U0010ffff", *NONE[-4:]]), max_size=8
)


def passed(body: bytes, size: int) -> bytes:
    descriptor = os.memfd_create("ledger")
    os.ftruncate(descriptor, mmap.PAGESIZE)
    spool = Spool(1_000_000, SpoolPlace("/"), Ledger(descriptor, 0))
    os.close(descriptor)
    text = XmlText(spool, "xml")
    for start in range(0, len(body), size):
        assert text.write(body[start : start + size]) == len(body[start : start + size])
    text.flush()
    return bytes(spool.held)


@pytest.mark.parametrize("size", [1, 2, 3, 4, 8192])
@pytest.mark.parametrize("character", NONE)
def test_a_character_that_xml_has_not_is_refused_by_its_name(character: str, size: int) -> None:
    with pytest.raises(RefusedError) as refused:
        passed(f"<x>až{character}</x>".encode(), size)
    assert refused.value.reply == {"status": "unwritable", "format": "xml", "character": f"U+{ord(character):04X}"}


@given(TEXTS, st.sampled_from([1, 2, 3, 5, 8192]))
@example("\uffbe\uffbf", 1)
@example("a\r\n\rb", 2)
def test_the_rest_comes_back_as_two_programs_read_it(text: str, size: int) -> None:
    body = f"<x>{text}</x>".encode()
    if any(character in text for character in NONE):
        with pytest.raises(RefusedError):
            passed(body, size)
        return
    written = passed(body, size)
    assert (etree.fromstring(written).text or "") == text
    assert (ElementTree.parse(io.BytesIO(written)).getroot().text or "") == text
