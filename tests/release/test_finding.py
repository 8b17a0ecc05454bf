"""What is found: words in any form and with or without diacritics, codes, names; in which order, and with which counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategraph.release import Question, Said, SearchIndex, entries_of, index_in_memory

BASE = "https://example.org/resource/"
#: Thing → kind, and what is said of it: field, value, language.
THINGS = {
    "plan/a": ("plan", [("label", "Plán rozvoje služeb", "cs"), ("code", "a", "")]),
    "plan/b": ("plan", [("label", "Akční plán", "cs"), ("body", "body/MPSV", "")]),
    "plan/a/goal/1.2": ("goal", [("text", "Zvýšit počet bytů pro rodiny", "cs"), ("code", "1.2", ""), ("plan", "plan/a", ""),
                                 ("descriptor", "descriptor/XVI.d", ""), ("level", "level/goal", "")]),
    "plan/a/goal/1.10": ("goal", [("text", "Podpora dětí a rodin s dětmi", "cs"), ("code", "1.10", ""), ("plan", "plan/a", ""),
                                  ("descriptor", "descriptor/X.c", ""), ("descriptor", "descriptor/XVI.d", "")]),
    "plan/b/measure/1.2.a": ("measure", [("text", "Být nablízku dítěti, které potřebuje pomoc, 24 hodin", "cs"), ("code", "1.2.a", ""),
                                         ("plan", "plan/b", ""), ("body", "body/MPSV", "")]),
    "descriptor/XVI.d": ("descriptor", [("label", "dostupné bydlení", "cs"), ("label", "affordable housing", "en"),
                                        ("hidden", "sociální bydlení", "cs"), ("code", "XVI.d", "")]),
    "descriptor/X.c": ("descriptor", [("label", "ohrožené děti", "cs"), ("label", "children at risk", "en"), ("code", "X.c", "")]),
    "theme/XVI": ("theme", [("label", "Téma XVI", "cs"), ("code", "XVI", "")]),
    "body/MPSV": ("body", [("label", "Ministerstvo práce a sociálních věcí", "cs"), ("other", "MPSV", "cs")]),
    "level/goal": ("level", [("label", "cíl", "cs"), ("text", "Čeho má být dosaženo v sociálním bydlení.", "cs")]),
}  # fmt: skip
ORDER = ["plan/a", "plan/b", "descriptor/X.c", "descriptor/XVI.d", "theme/XVI", "body/MPSV", "level/goal",
         "plan/a/goal/1.2", "plan/a/goal/1.10", "plan/b/measure/1.2.a"]  # fmt: skip


def rows() -> list[Said]:
    return [
        Said(BASE + thing, kind, field, BASE + value if field in ("plan", "descriptor", "body", "level") else value, language)
        for thing, (kind, said) in THINGS.items()
        for field, value, language in said
    ]  # fmt: skip


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return index_in_memory(entries_of(rows()))


def found(index: SearchIndex, text: str, *chosen: tuple[str, str], typing: bool = False) -> list[str]:
    asked = Question(text, tuple((name, value if name == "kind" else BASE + value) for name, value in chosen), typing)
    return [hit.entry.iri.removeprefix(BASE) for hit in index.find(asked).hits]


def test_without_words_everything_is_listed_in_a_reader_s_order(index: SearchIndex) -> None:
    assert len(index) == len(ORDER)
    assert found(index, "") == found(index, " … — ") == ORDER


@pytest.mark.parametrize("text", ["bydlení", "bydleni", "BYDLENÍ", "bydlením", "„bydlení“"])
def test_a_word_is_found_with_and_without_diacritics_and_inflected(index: SearchIndex, text: str) -> None:
    assert found(index, text) == ["descriptor/XVI.d", "level/goal"]


@pytest.mark.parametrize("text", ["děti", "deti", "dítě", "ditete", "dítěte", "dětem", "detem"])
def test_irregular_forms_meet_where_a_text_has_the_word_typed_without_diacritics(index: SearchIndex, text: str) -> None:
    wanted = {"plan/a/goal/1.10", "plan/b/measure/1.2.a", "descriptor/X.c"}
    assert set(found(index, text)) == (set() if text in ("ditete", "detem") else wanted)


@pytest.mark.parametrize("text", ["socialni bydleni", "sociálního bydlení", "bydlení sociální"])
def test_a_hidden_name_comes_before_a_text(index: SearchIndex, text: str) -> None:
    assert found(index, text) == ["descriptor/XVI.d", "level/goal"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("X.c", ["descriptor/X.c"]),
        ("x.C.", ["descriptor/X.c"]),
        ("XVI", ["theme/XVI", "descriptor/XVI.d"]),
        ("1.2", ["plan/a/goal/1.2", "plan/b/measure/1.2.a"]),
        ("1.2.a", ["plan/b/measure/1.2.a"]),
        ("MPSV", ["body/MPSV"]),
        ("mpsv", ["body/MPSV"]),
        ("24", ["plan/b/measure/1.2.a"]),
        ("children at risk", ["descriptor/X.c"]),
        ("byt", ["plan/a/goal/1.2"]),  # a word by itself, not "být" typed without its accent
        ("být", ["level/goal", "plan/b/measure/1.2.a"]),
    ],
)
def test_codes_abbreviations_numbers_and_names_in_english(index: SearchIndex, text: str, wanted: list[str]) -> None:
    assert found(index, text) == wanted


def test_where_nothing_has_every_word_those_with_some_are_given_and_it_is_said(index: SearchIndex) -> None:
    answer = index.find(Question("bydlení lokomotiva"))
    assert [hit.entry.iri for hit in answer.hits] == [f"{BASE}descriptor/XVI.d", f"{BASE}level/goal"]
    assert not answer.whole
    assert index.find(Question("bydlení")).whole
    nothing = index.find(Question("lokomotiva"))
    assert (nothing.hits, nothing.total, nothing.whole) == ((), 0, True)


def test_while_somebody_types_the_last_word_may_go_on(index: SearchIndex) -> None:
    assert found(index, "byd") == []
    assert found(index, "byd", typing=True) == ["descriptor/XVI.d", "level/goal"]
    assert found(index, "sociální byd", typing=True) == ["descriptor/XVI.d", "level/goal"]
    assert found(index, "mp", typing=True) == ["body/MPSV"]
    assert found(index, "1.2", typing=True) == ["plan/a/goal/1.2", "plan/b/measure/1.2.a"]
    assert found(index, "r", typing=True) == []  # one letter begins too many words


def test_results_are_narrowed_down_and_counted(index: SearchIndex) -> None:
    assert found(index, "", ("plan", "plan/a")) == ["plan/a/goal/1.2", "plan/a/goal/1.10"]
    assert found(index, "", ("descriptor", "descriptor/XVI.d"), ("descriptor", "descriptor/X.c")) == [
        "plan/a/goal/1.10"
    ]
    assert found(index, "rodina", ("kind", "goal"), ("plan", "plan/b")) == []
    asked = Question("", (("plan", f"{BASE}plan/a"),))
    counts = {
        name: [(value.removeprefix(BASE), number) for value, number in values]
        for name, values in index.find(asked).facets.items()
    }
    assert counts == {
        "kind": [("goal", 2)],
        "plan": [("plan/a", 2), ("plan/b", 1)],  # of what has one value, also what another choice would give
        "level": [("level/goal", 1)],
        "descriptor": [("descriptor/XVI.d", 2), ("descriptor/X.c", 1)],
        "body": [],
    }


def test_pages_of_results_follow_one_another(index: SearchIndex) -> None:
    pages = [index.find(Question(), offset, 4) for offset in (0, 4, 8, 12, 20_000)]
    assert [hit.entry.iri.removeprefix(BASE) for page in pages for hit in page.hits] == ORDER
    assert {page.total for page in pages} == {len(ORDER)}


def test_the_words_that_are_found_can_be_marked(index: SearchIndex) -> None:
    text = "Sociální byty: o bytech, bydlení a sociálním podnikání; byl"

    def marked(words: str, typing: bool = False) -> list[str]:
        spans = index.find(Question(words, typing=typing)).wanted.spans(text)
        return [text[start:end] for start, end in spans]

    assert marked("byt") == ["byty", "bytech"]
    assert marked("socialni bydleni") == ["Sociální", "bydlení", "sociálním"]
    assert marked("soc", typing=True) == ["Sociální", "sociálním"]
    assert marked("") == []


def test_an_entry_comes_back_as_it_was_put_in(index: SearchIndex) -> None:
    for entry in entries_of(rows()):
        assert index.entry(entry.iri) == entry
    assert index.entry(f"{BASE}nothing") is None


def test_a_thing_of_two_kinds_is_what_says_more() -> None:
    both = [Said("x", kind, "label", "Priorita", "cs") for kind in ("goal", "priority")]
    assert [(entry.kind, entry.labels) for entry in entries_of(both)] == [("priority", {"cs": "Priorita"})]


SYNTAX = [
    '"',
    "AND",
    "NOT x",
    "(",
    "name_form:byt",
    "*",
    "a~2",
    "[a TO b]",
    "^",
    "\\",
    "+-",
    "\0",
    "/x/",
    "\u202e",
    "ﷺ",
    "½",
]


@given(st.lists(st.sampled_from(SYNTAX) | st.text(max_size=12), max_size=6).map(" ".join), st.booleans())
def test_any_text_is_a_question(text: str, typing: bool) -> None:
    answer = READY.find(Question(text, typing=typing))
    assert len(answer.hits) == min(answer.total, 20)
    for sample in (text, "Zvýšit počet bytů"):
        assert all(0 <= start < end <= len(sample) for start, end in answer.wanted.spans(sample))


READY = index_in_memory(entries_of(rows()))
