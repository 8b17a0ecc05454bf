from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.concepts.sssom import MappingSet, Row, read_mapping_set
from strategraph.errors import RegisterError

BLOCK = """#sssom_version: "1.1"
#curie_map:
#  ev: http://eurovoc.europa.eu/
#mapping_set_id: https://example.org/set#one
#license: https://creativecommons.org/licenses/by/4.0/
#extension_definitions:
#  - slot_name: status
#    property: sg:status
"""
TABLE = "object_id\tstatus\nev:1\tproposed\n"


def written(folder: Path, text: str) -> Path:
    path = folder / "set.sssom.tsv"
    path.write_bytes(text.encode("utf-8"))
    return path


def read(path: Path) -> MappingSet:
    return read_mapping_set(path, ("object_id",), ("status", "comment"))


def refusal(path: Path) -> str:
    """What the reader says against a file; empty if it reads it."""
    try:
        read(path)
    except RegisterError as fault:
        return str(fault)
    return ""


def test_a_mapping_set_is_read_with_its_metadata(tmp_path: Path) -> None:
    path = written(tmp_path, BLOCK + TABLE)
    assert read(path) == MappingSet(
        path=path,
        slots={
            "sssom_version": "1.1",
            "curie_map": "",
            "mapping_set_id": "https://example.org/set#one",
            "license": "https://creativecommons.org/licenses/by/4.0/",
            "extension_definitions": "",
        },
        prefixes={"ev": "http://eurovoc.europa.eu/"},
        extensions=frozenset({"status"}),
        rows=(Row(10, {"object_id": "ev:1", "status": "proposed"}),),
    )


def test_space_after_the_sign_and_carriage_returns_change_nothing(tmp_path: Path) -> None:
    plain = read(written(tmp_path, BLOCK + TABLE))
    assert read(written(tmp_path, (BLOCK + TABLE).replace("\n", "\r\n"))) == plain
    assert read(written(tmp_path, BLOCK.replace("#", "#  ").replace("set#  one", "set#one") + TABLE)) == plain


def test_a_quoted_value_keeps_its_quotes_tabs_and_line_breaks(tmp_path: Path) -> None:
    path = written(tmp_path, BLOCK + 'object_id\tcomment\nev:1\t"one ""two""\tthree\nfour"\nev:2\tfive\n')
    assert read(path).rows == (
        Row(11, {"object_id": "ev:1", "comment": 'one "two"\tthree\nfour'}),
        Row(12, {"object_id": "ev:2", "comment": "five"}),
    )


@pytest.mark.parametrize("curie, iri", [
    ("ev:3082", "http://eurovoc.europa.eu/3082"),
    ("skos:exactMatch", "http://www.w3.org/2004/02/skos/core#exactMatch"),
    ("semapv:LexicalMatching", "https://w3id.org/semapv/vocab/LexicalMatching"),
])  # fmt: skip
def test_a_curie_is_expanded(curie: str, iri: str, tmp_path: Path) -> None:
    assert read(written(tmp_path, BLOCK + TABLE)).expand(curie, 10) == iri


@pytest.mark.parametrize("curie", ["", "ev", "ev:", ":3082", "http://eurovoc.europa.eu/3082", "xx:1", "ev://x"])
def test_what_is_no_curie_is_refused(curie: str, tmp_path: Path) -> None:
    path = written(tmp_path, BLOCK + TABLE)
    with pytest.raises(RegisterError) as caught:
        read(path).expand(curie, 10)
    assert str(caught.value) == (
        f"{path}, line 10: {curie!r} is not prefix:identifier with a prefix of the curie_map; "
        "write it with one of ev, semapv, skos, sssom."
    )


REFUSED = [
    (BLOCK.replace("#license: https://creativecommons.org/licenses/by/4.0/\n", "") + TABLE,
     "{path}: the metadata has no license; add a line '#license: …' to the block at the top."),
    (TABLE, "{path}: the metadata has no curie_map; add a line '#curie_map: …' to the block at the top."),
    ("# A comment.\n" + BLOCK + TABLE, "{path}, line 1: '# A comment.' is not metadata; "
     "write '#slot: value', or '#  name: value' below a slot."),
    ("#  ev: x\n" + BLOCK + TABLE, "{path}, line 1: '#  ev: x' is not metadata; "
     "write '#slot: value', or '#  name: value' below a slot."),
    (BLOCK + "#license: x\n" + TABLE, "{path}, line 9: the slot license is given twice; keep one."),
    (BLOCK, "{path}, line 9: no table follows the metadata; begin it with the column names."),
    (BLOCK + "status\nproposed\n", "{path}, line 9: there is no column object_id; add it."),
    (BLOCK + "object_id\tmatch\nev:1\tx\n", "{path}, line 9: the column 'match' is unknown; remove it, "
     "or use object_id, status, comment."),
    (BLOCK + "object_id\tobject_id\nev:1\tev:2\n", "{path}, line 9: the column object_id stands twice; remove one."),
    (BLOCK + TABLE + "ev:2\n", "{path}, line 11 has 1 values for 2 columns; separate values by one tab."),
    (BLOCK + TABLE + "\nev:2\tproposed\n", "{path}, line 11 has 0 values for 2 columns; separate values by one tab."),
    (BLOCK + TABLE + 'ev:2\t"x"y\n', "{path}, line 11 is not tab-separated text: '\t' expected after '\"'."),
    ("\ufeff" + BLOCK + TABLE,
     "{path} begins with a byte order mark, which SSSOM forbids: save it as UTF-8 without one."),
]  # fmt: skip


@pytest.mark.parametrize("text, message", REFUSED)
def test_a_malformed_set_is_refused_with_line_and_remedy(text: str, message: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    assert refusal(path) == message.format(path=path)


def test_text_in_another_encoding_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.sssom.tsv"
    assert refusal(path) == f"{path} cannot be read: No such file or directory."
    path.write_bytes(BLOCK.encode() + "object_id\nev:ž\n".encode("cp1250"))
    assert refusal(path) == f"{path} is not UTF-8 at byte offset {len(BLOCK) + 13}: save it as UTF-8."


@given(text=st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from('\t\n\r"#: -'))))
def test_any_text_is_read_or_refused_in_a_sentence(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = written(tmp_path_factory.mktemp("set"), BLOCK + "object_id\tstatus" + text)
    message = refusal(path)
    assert not message or (message.startswith(f"{path}, line ") and message.endswith("."))


VALUES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")))


@given(rows=st.lists(st.tuples(VALUES, VALUES)))
def test_quoted_values_are_read_back(rows: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    lines = ["\t".join('"' + value.replace('"', '""') + '"' for value in row) + "\n" for row in rows]
    path = written(tmp_path_factory.mktemp("set"), BLOCK + "object_id\tcomment\n" + "".join(lines))
    assert [tuple(row.values.values()) for row in read(path).rows] == rows
