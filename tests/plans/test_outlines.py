"""Any numbered outline is read back as it was written."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from small_plans import MAPPING, read_small

WORDS = st.text(alphabet="abcčdďeéěghijklmnňopqrřsštuvwxyzžÁČŘ(),;–", min_size=1, max_size=12).filter(
    lambda t: t.strip()
)
TEXTS = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
OUTLINES = st.lists(st.tuples(TEXTS, st.lists(TEXTS, max_size=4)), min_size=1, max_size=5)
SPACES = st.sampled_from(["\n", "\n\n", "\n \n\xa0\n"])

ONLY_OUTLINE = MAPPING[: MAPPING.index('[[line]]\nrule = "gestor"')]


@given(OUTLINES, SPACES)
def test_outline_round_trip(outline: list[tuple[str, list[str]]], space: str) -> None:
    lines, expected = ["Plán na zkoušku"], []
    for number, (area, goals) in enumerate(outline, 1):
        lines.append(f"{number}. {area}")
        expected.append(("section", str(number), area, None))
        for letter, goal in enumerate(goals, 1):
            lines.append(f"{number}.{letter} {goal}")
            expected.append(("goal", f"{number}.{letter}", goal, ("section", str(number))))
    mapping = ONLY_OUTLINE
    if not any(goals for _, goals in outline):
        mapping = mapping[: mapping.index('[[line]]\nrule = "goal"')]
    with tempfile.TemporaryDirectory() as folder:
        plan = read_small(Path(folder), space.join(lines), mapping)
    assert [(one.kind, one.key, one.text, one.parent) for one in plan.elements] == expected
    assert sum(line.use == "used" for line in plan.lines) == len(lines)
