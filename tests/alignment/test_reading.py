"""Reader: concepts are found however a text names them, and a faulty row is refused by file and line."""

from pathlib import Path

import pytest

from strategraph.alignment import Reader, Synonym, read_synonyms
from strategraph.errors import RegisterError
from strategraph.places import find_places
from strategraph.subjects import Context

HEAD = "concept,term,exact,note_cs\n"
ROW = "bydlení,bytová nouze,,pro zkoušku\n"


def test_concepts_are_found_in_any_form_and_shown_as_the_text_has_them() -> None:
    reader = Reader(
        [
            Synonym("síť služeb", "síť sociálních služeb"),
            Synonym("odklon od ústavů", "deinstitucionaliz*"),
            Synonym("zaměstnanost", "ÚP", exact=True),
        ]
    )
    text = "Deinstitucionalizací ke síti kvalitních sociálních služeb; up není ÚP."
    assert list(reader.concepts(text)) == [
        ("odklon od ústavů", "Deinstitucionalizací"),
        ("síť služeb", "síti kvalitních sociálních služeb"),
        ("zaměstnanost", "ÚP"),
    ]
    assert list(Reader().concepts(text)) == []


def test_words_are_read_once_in_any_form_without_those_that_say_nothing_or_do_not_count() -> None:
    reader = Reader((), ("jejich",), (Context("list", "veřejné služby", ""), Context("except", "kromě", "")))
    text = "Služby a jejich veřejných služeb (školství), kromě bydlení, v síti."
    assert [form for _, form in reader.words(text)] == ["Služby", "veřejných", "kromě", "síti"]


def test_an_abbreviation_is_read_as_its_word_and_shown_as_the_text_has_it() -> None:
    text = "Podpora soc. služeb"
    assert [form for _, form in Reader().words(text)] == ["Podpora", "soc", "služeb"]
    assert {like for like, _ in Reader().words(text)} == {
        like for like, _ in Reader().words("podpora sociálních služeb")
    }


def test_the_shipped_table_names_the_same_matter_in_different_words() -> None:
    reader = read_synonyms(find_places().mappings / "synonyms")

    def concepts(text: str) -> set[str]:
        return {concept for concept, _ in reader.concepts(text)}

    assert concepts("finanční stabilita") & concepts("víceleté financování") == {"financování"}
    assert concepts("reforma psychiatrické péče") & concepts("lidé s duševním onemocněním") == {"duševní zdraví"}
    assert concepts("spolupráce s ÚP") & concepts("uchazeči o zaměstnání") == {"zaměstnanost"}
    assert concepts("Les, louka a řeka") == set()


@pytest.mark.parametrize(
    "rows, told",
    [
        (",byt,,x\n", "line 2: concept is empty; write its words."),
        ("bydlení,,,x\n", "line 2: term is empty; write its words."),
        ("bydlení,by*,,x\n", "line 2: 'by*' is no stem; write at least three letters and one '*' at the end."),
        ("bydlení,byt,maybe,x\n", "line 2: exact is 'maybe'; write yes where the words match only as written, else"),
        ("bydlení,byt,,\n", "line 2: 'byt' has no note; say why it names bydlení."),
        (ROW + ROW, "line 3: repeats 'bytová nouze' for 'bydlení'; keep one of the two."),
    ],
)
def test_a_faulty_row_is_refused(tmp_path: Path, rows: str, told: str) -> None:
    (tmp_path / "x.csv").write_text(HEAD + rows, encoding="utf-8")
    with pytest.raises(RegisterError) as caught:
        read_synonyms(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / 'x.csv'}, {told}")
