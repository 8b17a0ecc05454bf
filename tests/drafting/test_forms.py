"""Plans in the forms that real ones have: tables of levels, cards, sizes of type, transcripts, noise around them."""

from dataclasses import replace
from pathlib import Path

import pytest

from drafts import Pair, as_drafted, as_read, drafted, pairs, read_back
from made_forms import FORMS, Form, make, read_form
from strategraph.drafting import as_value

#: Elements with the right text below the right parent; all that should be there; all that are drafted.
FIGURES = {
    "ageing-well": (14, 14, 14),
    "agency-plan": (10, 10, 10),
    "akcni-plan-sesit": (12, 12, 12),
    "akcni-plan-tabulky-stran": (28, 30, 30),
    "akcni-plan-vysocina": (21, 21, 21),
    "aktionsplan-inklusion": (16, 16, 16),
    "altenhilfe": (13, 13, 13),
    "bez-stylu": (8, 8, 8),
    "brnensky-plan": (21, 21, 21),
    "bunky-pod-sebou": (6, 6, 6),
    "bunky-s-odstavci": (11, 11, 11),
    "cil-opatreni-aktivity": (14, 14, 14),
    "cile-v-tabulkach": (10, 10, 10),
    "cilove-skupiny": (21, 21, 21),
    "cislo-a-text": (6, 6, 6),
    "cislo-slovem": (9, 9, 9),
    "cislovany-seznam": (9, 9, 9),
    "clld-ramce": (18, 18, 18),
    "council-commitments": (10, 10, 10),
    "county": (13, 13, 13),
    "dotaznik-pred-planem": (11, 11, 11),
    "dusevni-zdravi": (13, 13, 13),
    "dvoji-hlavicka": (6, 6, 6),
    "eu-child-guarantee": (14, 14, 14),
    "eu-commission": (15, 15, 15),
    "eu-framework": (16, 16, 16),
    "gender-plan": (18, 18, 18),
    "gminny-program": (11, 11, 11),
    "hlavni-a-dilci": (9, 9, 9),
    "homelessness": (11, 11, 11),
    "karta-se-zahlavim": (8, 8, 8),
    "karty-cil-v-karte": (18, 18, 18),
    "karty-opatreni": (12, 12, 12),
    "karty-opatreni-stran": (17, 17, 17),
    "karty-s-popisem": (11, 11, 11),
    "karty-pdf": (14, 14, 14),
    "klicove-oblasti": (15, 15, 15),
    "koncepce-bydleni": (18, 18, 18),
    "kpss-odt-skupiny": (19, 19, 19),
    "kpss-slovenske-mesto": (30, 30, 30),
    "kpss-slovensko": (20, 20, 20),
    "kpss-so-skupiny": (16, 16, 16),
    "kraj-dlouhy": (16, 16, 16),
    "kraj-dvoji-zahlavi": (21, 21, 21),
    "kraj-priority-prirodni": (19, 19, 19),
    "kraj-priority-vysky": (9, 9, 9),
    "logicky-ramec": (12, 12, 12),
    "lomena-cisla": (13, 13, 13),
    "mala-pismena-za-cislem": (7, 7, 7),
    "map-vzdelavani": (17, 17, 19),
    "mas-akcni-plan": (9, 9, 9),
    "mas-strategie": (15, 15, 15),
    "mestska-cast-priority": (18, 18, 18),
    "metodika-md": (10, 10, 10),
    "mikroregion-sesit": (21, 21, 21),
    "ministerstvo-ukoly": (10, 10, 10),
    "narodni-plan-ozp": (9, 9, 9),
    "narodni-strategie-starnuti": (23, 23, 23),
    "narodny-program": (18, 18, 18),
    "odrazka-jako-pole": (8, 8, 8),
    "odrazky-bez-stitku": (6, 6, 6),
    "odrazky-skupiny": (12, 12, 12),
    "odt-bez-slov": (17, 17, 17),
    "odt-tucne": (13, 13, 13),
    "okruhy-pismena": (15, 15, 15),
    "olomoucky-vypis": (13, 13, 13),
    "opakovana-tabulka": (11, 11, 11),
    "opatreni-cislo": (17, 17, 17),
    "opatreni-k-cili": (7, 7, 7),
    "orp-priority-aktivity": (19, 19, 19),
    "orp-tabulka-na-sirku": (16, 18, 17),
    "otocena-odt-cisla": (8, 8, 8),
    "otocena-tabulka": (7, 7, 7),
    "outcomes": (10, 10, 10),
    "phsr": (10, 10, 11),
    "pilire": (10, 10, 10),
    "pismena-oblasti": (12, 12, 12),
    "pismeno-priority": (16, 16, 16),
    "plan-s-riziky": (9, 9, 9),
    "pomlcky-pod-opatrenimi": (9, 9, 9),
    "portal-strategii": (17, 17, 17),
    "pracovni-skupiny-sesit": (17, 17, 17),
    "pravni-cisla": (8, 8, 8),
    "prepis-stran": (12, 12, 12),
    "prezentace-komunitni": (17, 17, 17),
    "prezentace-kraj": (22, 22, 22),
    "prezentace-pilire": (18, 18, 18),
    "prezentace-strategie": (17, 17, 17),
    "priprava-na-starnuti": (17, 17, 17),
    "problemy-cile-opatreni": (10, 12, 12),
    "program-obce": (10, 10, 10),
    "projektove-karty": (12, 12, 12),
    "psz-agentura": (19, 19, 19),
    "radky-bez-hlavicky": (9, 9, 9),
    "ramec-2030": (22, 22, 22),
    "rimska-cisla": (9, 9, 9),
    "rizikove-chovani": (14, 14, 14),
    "romska-strategie": (21, 21, 21),
    "rozvojovy-plan-pdf-text": (12, 12, 12),
    "sesit-s-radky-cilu": (8, 8, 8),
    "seznam-cilu": (9, 9, 9),
    "skupiny-a-priority": (10, 10, 10),
    "skupiny-cisluji-od-jedne": (30, 30, 30),
    "sloupce-mezerami": (10, 10, 10),
    "slovenske-ulohy": (11, 11, 11),
    "slovensky-plan": (11, 11, 11),
    "socialni-zaclenovani": (14, 14, 14),
    "sprss-stredni": (20, 20, 20),
    "starnuti-opatreni-zodpovida": (22, 22, 22),
    "stitek-s-vice-slovy": (8, 8, 8),
    "stranka-mesta": (10, 10, 10),
    "stranka-tabulka-oblasti": (20, 20, 20),
    "strategia-polska": (17, 17, 17),
    "svazek-obci-priority": (30, 30, 30),
    "tabulka-pres-strany": (21, 21, 21),
    "tabulka-s-oddily": (9, 9, 9),
    "tabulka-spojene-radky": (10, 10, 10),
    "tabulka-urovni": (13, 13, 13),
    "tematicke-priority": (6, 6, 6),
    "themes-council": (10, 10, 10),
    "tucne-polozky": (12, 12, 12),
    "ukoly-ministerstev": (14, 14, 14),
    "ukoly-vlady": (11, 11, 11),
    "velikost-pisma": (9, 9, 9),
    "vladni-strategie": (10, 10, 10),
    "vyrovnavani-prilezitosti": (13, 13, 13),
    "web-komunitni": (14, 14, 14),
    "web-mesta-tucne": (17, 17, 17),
    "web-tlacitka": (5, 5, 5),
    "web-plan-strong": (19, 19, 19),
    "zaclenovani-dlouhodobe-cile": (23, 23, 23),
    "zalomene-nadpisy": (6, 6, 6),
    "zalomene-nadpisy-bez-slov": (5, 5, 5),
    "zalomene-slova": (10, 10, 10),
    "zasobnik-projektu": (10, 10, 10),
    "zavislosti-md": (17, 17, 17),
    "zdrave-mesto": (18, 18, 18),
    "zdravi-implementace": (10, 10, 10),
    "zkratky-urovni": (9, 9, 9),
}


def wanted(form: Form) -> dict[Pair, int]:
    found: dict[Pair, int] = {}
    for (_, text, above), number in form.wanted.items():
        found[text, above] = found.get((text, above), 0) + number
    return found


@pytest.mark.parametrize("name", FIGURES)
def test_a_form_is_drafted_as_its_answer_says_accounted_for_and_read_back(name: str, tmp_path: Path) -> None:
    form = read_form(FORMS / f"{name}.form")
    made, opened = drafted(make(form, tmp_path))
    found = pairs(made)
    right = sum(min(number, found[pair]) for pair, number in wanted(form).items())
    assert (right, form.wanted.total(), found.total()) == FIGURES[name]
    claimed = sorted(index for rule in made.rules for index in rule.lines)
    assert claimed == [index for index, line in enumerate(made.lines) if line.text.strip()]
    assert as_read(read_back(made, opened, tmp_path / "home")) == as_drafted(made)


@pytest.mark.parametrize(
    "name",
    [
        "bez-stylu",
        "cile-v-tabulkach",
        "kraj-priority-prirodni",
        "odt-bez-slov",
        "portal-strategii",
        "priprava-na-starnuti",
        "tabulka-s-oddily",
        "tabulka-urovni",
        "zdrave-mesto",
    ],
)
def test_a_form_is_drafted_and_read_back_from_a_pdf_as_from_another_format(name: str, tmp_path: Path) -> None:
    form = read_form(FORMS / f"{name}.form")
    made, opened = drafted(make(replace(form, format="pdf"), tmp_path))
    assert pairs(made) == wanted(form)
    assert as_read(read_back(made, opened, tmp_path / "home")) == as_drafted(made)


@pytest.mark.parametrize("format_", ["html", "odt"])
@pytest.mark.parametrize(
    "name", ["bez-stylu", "cil-opatreni-aktivity", "kraj-priority-prirodni", "velikost-pisma", "zalomene-nadpisy"]
)
def test_a_form_is_drafted_and_read_back_from_a_web_page_and_odt_as_from_another_format(
    name: str, format_: str, tmp_path: Path
) -> None:
    form = read_form(FORMS / f"{name}.form")
    made, opened = drafted(make(replace(form, format=format_), tmp_path))
    assert pairs(made) == wanted(form)
    assert as_read(read_back(made, opened, tmp_path / "home")) == as_drafted(made)


@pytest.mark.parametrize("format_", ["docx", "html", "odt"])
def test_bold_lines_are_drafted_below_chapters_that_are_headings_by_their_style(format_: str, tmp_path: Path) -> None:
    form = read_form(FORMS / "odt-bez-slov.form")
    styled = {"s20": "h0", "s16": "h1"}
    lines = [(styled.get(kind, kind), text) for kind, text in form.lines]
    made, opened = drafted(make(replace(form, format=format_, lines=lines), tmp_path))
    assert pairs(made) == wanted(form)
    assert as_read(read_back(made, opened, tmp_path / "home")) == as_drafted(made)


def test_kinds_of_forms_with_words_are_those_that_the_words_say(tmp_path: Path) -> None:
    form = read_form(FORMS / "tabulka-urovni.form")
    elements = as_value(drafted(make(form, tmp_path))[0])["elements"]
    assert [element["kind"] for element in elements] == [kind for kind, _, _ in form.wanted.elements()]


def test_what_was_read_off_tables_and_headings_is_told(tmp_path: Path) -> None:
    made = drafted(make(read_form(FORMS / "tabulka-urovni.form"), tmp_path))[0]
    cells = "Cells of tables are taken for elements, by the words at the top of their columns: 25-31."
    assert cells in [doubt.told for doubt in made.doubts]
    made = drafted(make(read_form(FORMS / "velikost-pisma.form"), tmp_path))[0]
    told = [doubt.told for doubt in made.doubts]
    assert "Headings without a word or a number are taken for goal." in told
    assert "Headings without a word or a number are taken for measure." in told


def test_bullets_without_a_label_are_told_with_their_lines(tmp_path: Path) -> None:
    made = drafted(make(read_form(FORMS / "pomlcky-pod-opatrenimi.form"), tmp_path))[0]
    told = {doubt.line: doubt.told for doubt in made.doubts}
    assert told[5] == "Bullets that no label introduces are taken for activities: 5-6, 9, 14."


def test_numbers_that_run_on_across_goals_are_no_doubt_and_those_that_jump_are(tmp_path: Path) -> None:
    form = read_form(FORMS / "stitek-s-vice-slovy.form")
    made = drafted(make(form, tmp_path))[0]
    assert [doubt.told for doubt in made.doubts if "does not follow" in doubt.told] == []
    lines = [(kind, text.replace("5. Zásobník", "6. Zásobník")) for kind, text in form.lines]
    made = drafted(make(replace(form, lines=lines), tmp_path))[0]
    told = [doubt.told for doubt in made.doubts if "does not follow" in doubt.told]
    assert told == ["measure 6 does not follow 4: is one missing?"]


def test_there_are_figures_for_every_form() -> None:
    assert {path.stem for path in FORMS.glob("*.form")} == FIGURES.keys()
