"""The lexicon is read whole or refused with file, line and remedy."""

from dataclasses import replace
from pathlib import Path

import pytest

from strategraph.errors import RegisterError
from strategraph.subjects import Indexer, Lexicon, hidden_labels, make_lexicon, read_lexicon

CODES = ("IX.a", "IX.c", "XVI.d")
HEAD = "code,term,weight,exact,note_cs\n"
CONTEXTS = "kind,pattern,note_cs\nexcept,kromě,vyňato\n"


def read(folder: Path, tables: dict[str, str]) -> Lexicon:
    folder.mkdir(exist_ok=True)
    for name, text in tables.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_lexicon(folder, CODES)


def refusal(folder: Path, tables: dict[str, str]) -> str:
    with pytest.raises(RegisterError) as caught:
        read(folder, tables)
    return str(caught.value).removeprefix(f"{folder}/")


def test_tables_become_terms_and_contexts(tmp_path: Path) -> None:
    lexicon = read(
        tmp_path,
        {
            "IX.csv": HEAD + 'IX.a,dluhová poradna,3,,"§ 37, odst. 3"\nIX.a,ÚP,1,yes,úřad práce\n',
            "general.csv": HEAD + "XVI.d,sociální služba,1,,obecně\n",
            "contexts.csv": CONTEXTS,
        },
    )
    assert [(term.code, term.text, term.weight, term.exact, term.layer) for term in lexicon.terms] == [
        ("IX.a", "dluhová poradna", 3, False, "theme"),
        ("IX.a", "ÚP", 1, True, "theme"),
        ("XVI.d", "sociální služba", 1, False, "general"),
    ]
    assert lexicon.terms[0].note == "§ 37, odst. 3"
    assert [(context.kind, context.pattern) for context in lexicon.contexts] == [("except", "kromě")]


@pytest.mark.parametrize(
    "row, told",
    [
        ("IX.q,poradna,1,,x", "there is no descriptor 'IX.q'; write a code of data/vocabularies/descriptors.csv."),
        ("XVI.d,byt,1,,x", "XVI.d is no code of theme IX; move the row to the table of its theme."),
        ("IX.a,poradna,4,,x", "the weight of 'poradna' is '4'; write 1 (hint), 2 (enough by itself) or 3 (names it)."),
        ("IX.a,poradna,1.5,,x", "the weight of 'poradna' is '1.5'; write 1 (hint), 2 (enough by itself) or 3 (names it)."),
        ("IX.a, ,1,,x", "the term of IX.a is empty; write the words that speak for the descriptor."),
        ("IX.a,-*,1,,x", "the term of IX.a is -*; write the words that speak for the descriptor."),
        ("IX.a,po*,1,,x", "'po*' is no stem; write at least three letters and one '*' at the end."),
        ("IX.a,*adna,1,,x", "'*adna' is no stem; write at least three letters and one '*' at the end."),
        ("IX.a,ÚP,1,ano,x", "exact is 'ano'; write yes where the words match only as written, else leave it empty."),
        ("IX.a,poradna,1,,", "'poradna' has no note; say why it speaks for IX.a."),
    ],
)  # fmt: skip
def test_a_faulty_row_is_named(tmp_path: Path, row: str, told: str) -> None:
    assert refusal(tmp_path, {"IX.csv": f"{HEAD}IX.c,azylový dům,3,,§ 57\n{row}\n"}) == f"IX.csv, line 3: {told}"


def test_a_row_stands_once_in_a_table(tmp_path: Path) -> None:
    rows = "IX.a,poradna,1,,x\nIX.c,poradna,1,,x\nIX.a,Poradna,2,,y\n"
    told = "IX.csv, line 4: repeats 'Poradna' for IX.a of line 2; keep one of the two."
    assert refusal(tmp_path, {"IX.csv": HEAD + rows}) == told


@pytest.mark.parametrize(
    "row, told",
    [
        ("unless,ledaže,x", "there is no context of kind 'unless'; the kinds are except, list, phrase, harmless."),
        ("list,,x", "the pattern of a context is empty; write its words."),
    ],
)
def test_a_faulty_context_is_named(tmp_path: Path, row: str, told: str) -> None:
    assert refusal(tmp_path, {"contexts.csv": f"{CONTEXTS}{row}\n"}) == f"contexts.csv, line 3: {told}"


def test_a_folder_without_terms_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="holds no terms: add a table for each theme"):
        read(tmp_path, {"contexts.csv": CONTEXTS})


def test_the_version_names_what_the_matcher_sees(tmp_path: Path) -> None:
    first = read(tmp_path, {"IX.csv": HEAD + "IX.a,poradna,1,,x\nIX.c,dům,1,,y\n", "contexts.csv": CONTEXTS})
    turned = make_lexicon(first.terms[::-1], first.contexts)
    renoted = make_lexicon([replace(term, note="jinak") for term in first.terms], first.contexts)
    others = [
        make_lexicon(first.terms[:1], first.contexts),
        make_lexicon(first.terms),
        *(make_lexicon([replace(first.terms[0], **change), first.terms[1]], first.contexts)
          for change in ({"weight": 2}, {"exact": True}, {"text": "poradny"}, {"code": "IX.c"}, {"layer": "general"})),
    ]  # fmt: skip
    assert first.version == turned.version == renoted.version
    assert len({one.version for one in [first, *others]}) == 8
    assert len(first.version) == 12


def test_labels_for_the_scheme_are_full_words_of_one_descriptor(tmp_path: Path) -> None:
    rows = "IX.a,poradna,2,,x\nIX.c,Poradna,2,,x\nIX.c,azylový dům,3,,x\nIX.c,azyl*,2,,x\nIX.c,Romodrom,2,yes,x\n"
    rows += "IX.c,náznak,1,,x\nIX.c,sociální prevence,3,,x\n"
    lexicon = read(tmp_path, {"IX.csv": HEAD + rows, "general.csv": HEAD + "IX.a,služba,2,,x\n"})
    assert hidden_labels(lexicon, {"Sociální prevence"}) == {"IX.c": ("Romodrom", "azylový dům")}


def test_a_label_whose_forms_another_descriptor_has_too_belongs_to_neither(tmp_path: Path) -> None:
    rows = "IX.a,přestupek,2,,x\nIX.c,přestupky,2,,x\nIX.c,azylový dům,3,,x\n"
    assert hidden_labels(read(tmp_path, {"IX.csv": HEAD + rows})) == {"IX.c": ("azylový dům",)}


def test_the_real_lexicon_covers_every_descriptor(real: Indexer, codes: frozenset[str]) -> None:
    assert {term.code for term in real.lexicon.terms} == codes
    assert len(real.lexicon.terms) >= 350
    assert set(hidden_labels(real.lexicon)) == codes
