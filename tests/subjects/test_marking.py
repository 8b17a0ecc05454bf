"""Marked pieces give the text whole again, and mark what speaks and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from strategraph.subjects import Span, pieces

TEXT = "sociální bydlení pro rodiny"
SPANS = st.builds(Span, st.integers(-3, 30), st.integers(-3, 30), st.sampled_from(["IX.a", "X.d", "XVI.d"]))


def test_words_are_marked_with_the_descriptors_they_speak_for() -> None:
    assert pieces(TEXT, [Span(21, 27, "X.d"), Span(0, 16, "XVI.d")]) == (
        ("sociální bydlení", ("XVI.d",)),
        (" pro ", ()),
        ("rodiny", ("X.d",)),
    )


def test_overlapping_words_are_one_piece_and_neighbours_are_two() -> None:
    spans = [Span(0, 16, "XVI.d"), Span(9, 20, "IX.a"), Span(20, 27, "X.d")]
    assert pieces(TEXT, spans) == (("sociální bydlení pro", ("IX.a", "XVI.d")), (" rodiny", ("X.d",)))


@given(st.text(max_size=25), st.lists(SPANS, max_size=8))
def test_the_pieces_are_the_text_and_exactly_what_spans_cover_is_marked(text: str, spans: list[Span]) -> None:
    cut = pieces(text, spans)
    assert "".join(piece.text for piece in cut) == text
    assert all(piece.text for piece in cut)
    marked = [bool(piece.codes) for piece in cut for _ in piece.text]
    assert marked == [any(one.start <= offset < one.end for one in spans) for offset in range(len(text))]
    offset = 0
    for piece in cut:
        inside = {one.code for one in spans if max(one.start, offset) < min(one.end, offset + len(piece.text))}
        assert set(piece.codes) == inside
        offset += len(piece.text)
