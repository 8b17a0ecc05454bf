"""The words that are offered for the lexicon: not those that speak already, not those that stand everywhere."""

from collections.abc import Callable

import pytest

from strategraph.pipeline import Work
from strategraph.subjects import Indexer, Offer, Wording, indexed_elements

TEXTS = ["Rozvoj komunitních center a dílen", "Rozvoj komunitních center", *["Rozvoj služeb v obci"] * 20]


def test_rare_words_come_first_and_long_runs_before_short_ones(made: Callable[..., Indexer]) -> None:
    offers = Wording(TEXTS).offers(TEXTS[0], "IX.d", made("IX.d poradna 2"))
    assert offers == (
        Offer("dílen", 1),
        Offer("komunitních center", 2),
        Offer("center", 2),
        Offer("komunitních", 2),
    )


def test_words_that_a_term_of_the_descriptor_takes_are_not_offered_again(made: Callable[..., Indexer]) -> None:
    wording = Wording(TEXTS)
    assert wording.offers(TEXTS[0], "IX.d", made("IX.d komunitní centrum 2")) == (Offer("dílen", 1),)
    assert len(wording.offers(TEXTS[0], "IX.d", made("IX.c komunitní centrum 2"))) == 4


def test_offers_never_cross_a_sentence_and_are_five_at_most(made: Callable[..., Indexer]) -> None:
    text = "Dílny. Kavárny, čítárny; galerie a herny i kluby"
    offers = Wording([text, *TEXTS]).offers(text, "IX.d", made("IX.d poradna 2"))
    assert len(offers) == 5
    assert all("Dílny " not in one.words for one in offers)


@pytest.mark.parametrize(
    "plan, kind, key, words",
    [
        ("sprss-plzensky-2019-2021", "priority", "p3",
         ["deinstitucionalizace pobytových zařízení", "individuální potřeby uživatelů", "respektující individuální potřeby",
          "potřeby uživatelů", "přibližující život"]),
        ("sprss-ustecky", "goal", "4.1.2",
         ["Zajištění provázanosti Katalogu", "dalšími elektronickými databázemi", "aktuálními trendy",
          "elektronickými databázemi", "internetovém prostředí"]),
    ],
)  # fmt: skip
def test_names_of_things_are_offered_before_what_is_done_and_mere_qualities(
    work: Work, real: Indexer, plan: str, kind: str, key: str, words: list[str]
) -> None:
    wording = Wording(element.text for each in work.plans for element in indexed_elements(each))
    (text,) = (
        one.text for each in work.plans for one in each.elements if (each.id, one.kind, one.key) == (plan, kind, key)
    )
    assert [one.words for one in wording.offers(text, "XX.d", real)] == words


def test_verbs_and_trailing_adjectives_come_last(made: Callable[..., Indexer]) -> None:
    text = "Zřídit zdravotní kluby, podporovat denní"
    offers = Wording([text, *TEXTS]).offers(text, "IX.d", made("IX.d poradna 2"))
    assert [one.words for one in offers] == [
        "zdravotní kluby",
        "kluby",
        "Zřídit zdravotní kluby",
        "kluby podporovat denní",
        "zdravotní kluby podporovat",
    ]


def test_an_offered_term_would_be_found_where_it_was_offered(
    work: Work, real: Indexer, made: Callable[..., Indexer]
) -> None:
    """On every element of the real plans: a term of the offered words speaks for the descriptor in that text."""
    texts = [element.text for plan in work.plans for element in indexed_elements(plan)]
    wording = Wording(texts)
    offered = [(text, one) for text in texts[::9] for one in wording.offers(text, "XX.d", real)]
    assert len(offered) > 50
    for text, one in offered:
        assert one.elements >= 1
        assert "XX.d" in made(f"XX.d {one.words} 2").matches(text), (text, one)
