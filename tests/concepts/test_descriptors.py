from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.concepts import Descriptor, read_descriptors
from strategraph.errors import RegisterError

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "data" / "vocabularies" / "descriptors.csv"
HEADER = "code,label_cs,label_en,seen_in,note_cs,note_en\n"
ROW = "IX.c,sociální prevence,social prevention,plan/p,,\n"
LETTERS = {
    "III": "e", "VI": "ah", "VII": "abh", "VIII": "abcd", "IX": "abcdef",
    "X": "abcd", "XIII": "abc", "XVI": "d", "XIX": "i", "XX": "abd",
}  # fmt: skip


def written(folder: Path, text: str) -> Path:
    path = folder / "descriptors.csv"
    path.write_bytes(text.encode("utf-8"))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(RegisterError) as caught:
        read_descriptors(path)
    return str(caught.value)


def test_the_table_has_the_codes_that_are_known_in_ten_themes() -> None:
    found = read_descriptors(TABLE)
    expected = [f"{theme}.{letter}" for theme, letters in LETTERS.items() for letter in letters]
    assert [f"{descriptor.theme}.{descriptor.code[-1]}" for descriptor in found] == expected
    assert [descriptor.code for descriptor in found] == expected
    assert (len(expected), len(LETTERS)) == (28, 10)


def test_a_label_keeps_its_commas_and_a_code_known_from_elsewhere_says_so() -> None:
    found = {descriptor.code: descriptor for descriptor in read_descriptors(TABLE)}
    assert found["XIII.c"] == Descriptor(
        code="XIII.c",
        label_cs="životní styl, výživa, spotřeba tabáku a alkoholu",
        label_en="lifestyle, nutrition, tobacco and alcohol consumption",
        seen_in=("plan/ap-ssz-2024-2026",),
        note_cs="",
        note_en="",
    )
    assert found.pop("VIII.d").seen_in == ("strategy/ssz-2021-2030",)
    assert {descriptor.seen_in for descriptor in found.values()} == {("plan/ap-ssz-2024-2026",)}


def test_a_row_becomes_a_value(tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + ' IX.c ,"a, b",c,plan/p|strategy/s-1,cs,en\n')
    assert read_descriptors(path) == (Descriptor("IX.c", "a, b", "c", ("plan/p", "strategy/s-1"), "cs", "en"),)


REFUSED = [
    ("", "{path}, line 1: the columns are missing; they have to be code, label_cs, label_en, seen_in, note_cs, note_en. "
     "Write the first line so, with commas between them."),
    (HEADER, "{path} has no row below its header: add the descriptors."),
    ("kód," + HEADER[5:] + ROW, "{path}, line 1: the columns are kód, label_cs, label_en, seen_in, note_cs, note_en; "
     "they have to be code, label_cs, label_en, seen_in, note_cs, note_en. Write the first line so, with commas between them."),
    (HEADER + ROW + ROW, "{path}, line 3: code repeats 'IX.c' of line 2; each row needs its own."),
    (HEADER + ROW + "IX.d,sociální prevence,x,plan/p,,\n",
     "{path}, line 3: label_cs repeats 'sociální prevence' of line 2; give each descriptor a label of its own."),
    (HEADER + ROW + "IX.d,x,social prevention,plan/p,,\n",
     "{path}, line 3: label_en repeats 'social prevention' of line 2; give each descriptor a label of its own."),
    (HEADER + "IX.c,,x,plan/p,,\n", "{path}, line 2: IX.c has no label_cs; fill it in."),
    (HEADER + "IX.c,x, ,plan/p,,\n", "{path}, line 2: IX.c has no label_en; fill it in."),
    (HEADER + "IX.c,x,y,,,\n", "{path}, line 2: IX.c has no seen_in; fill it in."),
    (HEADER + "IX.c,x,y,p,,\n",
     "{path}, line 2: 'p' is not a place; write plan/<plan id> or strategy/<id>, several with '|' between them."),
    (HEADER + "IX.c,x,y,plan/p,něco,\n",
     "{path}, line 2: IX.c has a note in one language only; write it in Czech and in English."),
    (HEADER + 'IX.c,"x\ny",z,plan/p,,\n', "{path}, line 2: a value of 'IX.c' has a line break; write it on one line."),
    (HEADER + "IX.c,životní styl, výživa,y,plan/p,,\n",
     "{path}, line 2 has 7 values for 6 columns; put quotes around a value with a comma."),
]  # fmt: skip


@pytest.mark.parametrize("text, message", REFUSED)
def test_a_faulty_table_is_refused_with_line_and_remedy(text: str, message: str, tmp_path: Path) -> None:
    path = written(tmp_path, text)
    assert refusal(path) == message.format(path=path)


@pytest.mark.parametrize(
    "code", ["IX", "IX.", ".c", "IIX.c", "IX.C", "ix.c", "IX.cc", "IX.1", "9.c", "IX-c", "IX.č", "L.a"]
)
def test_a_code_of_another_shape_is_refused(code: str, tmp_path: Path) -> None:
    path = written(tmp_path, HEADER + ROW.replace("IX.c", code))
    told = f"{path}, line 2: {code!r} is not a code; write a Roman numeral, a dot and a small letter, as in IX.c."
    assert refusal(path) == told


def test_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "descriptors.csv"
    path.write_bytes((HEADER + ROW).encode("cp1250"))
    assert refusal(path) == f"{path} is not UTF-8 at byte offset 56: save it as UTF-8."


WORDS = st.text(st.characters(exclude_categories=("C", "Z"), exclude_characters='"|'), min_size=1)
NUMERALS = ["I", "II", "IV", "V", "VIII", "IX", "X", "XI", "XIV", "XX", "XXIX", "XL", "XLIX"]
DESCRIPTORS = st.builds(
    Descriptor,
    code=st.builds(lambda numeral, letter: f"{numeral}.{letter}", st.sampled_from(NUMERALS), st.sampled_from("abcxyz")),
    label_cs=WORDS,
    label_en=WORDS,
    seen_in=st.lists(st.sampled_from(["plan/a-1", "plan/b", "strategy/c"]), min_size=1, unique=True).map(tuple),
    note_cs=WORDS,
    note_en=WORDS,
)


@given(descriptor=DESCRIPTORS)
def test_what_is_written_is_read_back(descriptor: Descriptor, tmp_path_factory: pytest.TempPathFactory) -> None:
    values = [
        descriptor.code, descriptor.label_cs, descriptor.label_en, "|".join(descriptor.seen_in),
        descriptor.note_cs, descriptor.note_en,
    ]  # fmt: skip
    path = written(tmp_path_factory.mktemp("table"), HEADER + ",".join(f'"{value}"' for value in values) + "\n")
    assert read_descriptors(path) == (descriptor,)
