"""What a descriptor scores: each term once, the longest term alone, headings at a share and below the threshold."""

from collections.abc import Callable

import pytest

from strategraph.settings import Subjects
from strategraph.subjects import Indexer, Term, make_lexicon

Make = Callable[..., Indexer]


def scores(indexer: Indexer, text: str, *headings: str) -> dict[str, tuple[float, str]]:
    return {one.code: (one.score, one.status) for one in indexer.rank(text, headings)}


@pytest.mark.parametrize(
    "text, headings, score, status",
    [
        ("dostupné bydlení", (), 2.0, "assigned"),
        ("nájemné", (), 1.0, "suggested"),
        ("nájemné a zase nájemné", (), 1.0, "suggested"),
        ("nájemné a bytová výstavba", (), 2.0, "assigned"),
        ("nájemné", ("Nájemné",), 1.5, "assigned"),
        ("něco", ("Nájemné",), 0.5, ""),
        ("něco", ("Dostupné bydlení a nájemné", "Bytová výstavba"), 1.0, "suggested"),
        ("nájemné", ("Dostupné bydlení", "Dostupné bydlení"), 2.0, "assigned"),
    ],
)
def test_own_words_count_whole_and_headings_by_half(
    made: Make, text: str, headings: tuple[str, ...], score: float, status: str
) -> None:
    indexer = made("XVI.d dostupné bydlení 2", "XVI.d nájemné 1", "XVI.d bytová výstavba 1")
    assert scores(indexer, text, *headings) == {"XVI.d": (score, status)}


def test_a_heading_alone_never_assigns_however_much_it_says(made: Make) -> None:
    indexer = made(*(f"XVI.d {word} 3" for word in ("bydlení", "nájemné", "byty", "domy", "ubytovny")))
    headings = ["Bydlení, nájemné, byty", "Domy a ubytovny"]
    assert scores(indexer, "Podpora obcí", *headings) == {"XVI.d": (1.0, "suggested")}
    assert indexer.assign("Podpora obcí", headings)[0].matches[0].where == "heading"


def test_the_longest_term_takes_its_words(made: Make) -> None:
    indexer = made("IX.c sociální služba 2", "IX.e financování sociálních služeb 3", "X.d služby pro rodiny 2")
    assert scores(indexer, "financování sociálních služeb") == {"IX.e": (3.0, "assigned")}
    assert scores(indexer, "sociální služby pro rodiny") == {"IX.c": (2.0, "assigned"), "X.d": (2.0, "assigned")}
    assert scores(indexer, "financování sociálních služeb; sociální služby")["IX.c"] == (2.0, "assigned")


def test_a_general_statement_is_not_silenced_by_a_longer_term(made: Make) -> None:
    rows = [f"{code}+ sociální služba 2" for code in ("IX.a", "IX.b", "IX.c")]
    indexer = made(*rows, "IX.e financování sociálních služeb 3")
    assert sorted(scores(indexer, "Financování sociálních služeb")) == ["IX.a", "IX.b", "IX.c", "IX.e"]


def test_a_longer_general_term_silences_a_general_one(made: Make) -> None:
    indexer = made("IX.a+ sociální služba 2", "IX.d+ katalog sociálních služeb 2")
    assert sorted(scores(indexer, "Katalog sociálních služeb")) == ["IX.d"]


def test_the_same_term_may_speak_for_two_descriptors(made: Make) -> None:
    indexer = made("IX.a rodinná poradna 2", "X.d rodinná poradna 1")
    assert scores(indexer, "rodinné poradny") == {"IX.a": (2.0, "assigned"), "X.d": (1.0, "suggested")}


def test_terms_of_one_descriptor_that_share_a_word_count_once(made: Make) -> None:
    indexer = made("VIII.b sociálně vyloučený 2", "VIII.b vyloučená lokalita 1")
    assert scores(indexer, "sociálně vyloučené lokality") == {"VIII.b": (2.0, "assigned")}


def test_matches_know_their_words(made: Make) -> None:
    indexer = made("IX.c sociální služba 2", "XVI.d bydlení 1")
    text = "Rozvoj sociálních a jiných služeb"
    own, heading = indexer.rank(text, ["Oblast", "Bydlení"])
    match = own.matches[0]
    assert (match.term, match.weight, match.where, match.heading) == ("sociální služba", 2, "own", -1)
    assert match.words == text[match.start : match.end] == "sociálních a jiných služeb"
    assert (heading.matches[0].where, heading.matches[0].heading, heading.matches[0].words) == ("heading", 1, "Bydlení")


def test_the_best_comes_first_and_a_tie_goes_by_code(made: Make) -> None:
    indexer = made("XX.d vězení 1", "III.e podnik 1", "IX.a poradna 3")
    assert [one.code for one in indexer.assign("vězení, podnik, poradna")] == ["IX.a", "III.e", "XX.d"]


def test_a_text_that_says_nothing_gets_nothing(made: Make) -> None:
    assert made("IX.a poradna 3").assign("Kultivace veřejného života") == ()
    assert made("IX.a poradna 3").assign("") == ()


def test_thresholds_are_settings() -> None:
    lexicon = make_lexicon([Term("IX.a", "poradna", 1, False, "-", "theme")])
    strict = Indexer(lexicon, Subjects(assigned=4.0, suggested=2.0))
    lenient = Indexer(lexicon, Subjects(assigned=1.0, suggested=0.5, heading_share=1.0, heading_cap=0.75))
    assert strict.assign("poradna") == ()
    assert [one.status for one in lenient.assign("poradna")] == ["assigned"]
    assert [one.score for one in lenient.assign("něco", ["poradna"])] == [0.75]


def test_a_text_that_repeats_itself_is_read_in_time_that_grows_with_its_length(made: Make) -> None:
    indexer = made("IX.c+ sociální služba 2", "IX.c síť sociálních služeb 2", "IX.c sociální 1")
    ranked = indexer.rank("sociální služby " * 4000)
    assert [(one.code, one.score) for one in ranked] == [("IX.c", 2.0)]
    assert len(ranked[0].matches) == 4000


@pytest.mark.parametrize(
    "text, codes",
    [
        ("sociální služby a bydlení", ["IX.c"]),
        ("sociální a dostupné bydlení", ["XVI.d"]),
        ("sociálních, zdravotních služeb", ["IX.c"]),
        ("sociálního bydlení a služeb", ["XVI.d"]),
    ],
)
def test_a_word_belongs_to_its_neighbour_before_it_belongs_to_one_behind_a_gap(
    made: Make, text: str, codes: list[str]
) -> None:
    indexer = made("IX.c sociální služba 2", "XVI.d sociální bydlení 2")
    assert sorted(scores(indexer, text)) == codes
