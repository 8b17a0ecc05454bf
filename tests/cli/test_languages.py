"""Short texts in Czech and in other languages, on the command line, each with its whole answer."""

import pytest

from typed import typed

FOREIGN = "The text seems not to be Czech: write it in Czech, the lexicon has no words of other languages.\n"
LANGUAGES = {
    "sociálne bývanie": FOREIGN,
    "Hilfe fur Familien in Not": FOREIGN,
    "lavicky kolem rybnika": "No descriptor fits.\n",
    "dluhy": "IX.a     2.00  assigned  sociální poradenství\n            2  'dluhy' (characters 0 to 5)\n",
    "dluhove poradenstvi": "IX.a     1.00  suggested sociální poradenství\n"
    "            1  'poradenstvi' (characters 8 to 19)\n",
}


@pytest.mark.parametrize("text", LANGUAGES)
def test_a_short_text_in_another_language_is_told_so_and_no_czech_one_is(text: str) -> None:
    done = typed("subjects", "suggest", text)
    assert (done.returncode, done.stdout, done.stderr) == (0, LANGUAGES[text], "")
