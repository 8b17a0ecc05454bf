"""Subjects: descriptors for elements for which no document prints any, each with the words that speak for it.

In: the lexicon (`mappings/lexicon/*.csv`), `Plan`s with their `Document`s, the decisions of people
(`mappings/decisions/<plan>.csv`), or any Czech text.
Out: `Assignment`s whose matches know their characters in the text and in the source; for elements with printed
descriptors, `Comparison`s of these with what words say; both as the graph `assignments`; figures on how well the lexicon does.
May go wrong: a malformed table (`RegisterError` with file and line), a text that is too long, empty or not Czech
(`TextError`). A decision whose element is gone or has changed is no error but a notice; nothing is dropped in silence.
"""

from strategraph.subjects.annotations import Annotation, read_annotations
from strategraph.subjects.assignments_graph import assignments_graph
from strategraph.subjects.comparisons import Comparison, compare_plan
from strategraph.subjects.comparisons_graph import comparisons_graph
from strategraph.subjects.contexts import Contexts
from strategraph.subjects.decision_rows import ADDED, NONE, WITHDRAWN, Decision, Place, text_sha
from strategraph.subjects.decision_table import Taken, merged, read_decisions, take_over, write_decisions
from strategraph.subjects.decisions import Decided, decide
from strategraph.subjects.evaluation import Agreement, Evaluation, Mistake, against_annotations, evaluate_printed
from strategraph.subjects.language import seems_foreign
from strategraph.subjects.lexicon import hidden_labels, make_lexicon, read_lexicon
from strategraph.subjects.marking import Piece, Span, pieces
from strategraph.subjects.matcher import Matcher
from strategraph.subjects.metrics import Figures, Interval, Outcome, by_descriptor, figures, intervals
from strategraph.subjects.model import (
    HEADING,
    REJECTED,
    SUGGESTED,
    Assignment,
    Context,
    Lexicon,
    Match,
    Subject,
    Term,
)
from strategraph.subjects.plan_subjects import Indexed, assign_plan, headings_of, indexed_elements, section_of
from strategraph.subjects.returned_sheet import read_sheet
from strategraph.subjects.review import Review
from strategraph.subjects.scoring import Indexer
from strategraph.subjects.sheet import write_sheet
from strategraph.subjects.shown import FOREIGN, evaluation_lines, suggestion_lines, suggestions_json
from strategraph.subjects.text_in import read_text
from strategraph.subjects.wording import Offer, Wording
from strategraph.subjects.words import folded, lemma, likeness, words_of

__all__ = [
    "ADDED",
    "FOREIGN",
    "HEADING",
    "NONE",
    "REJECTED",
    "SUGGESTED",
    "WITHDRAWN",
    "Agreement",
    "Annotation",
    "Assignment",
    "Comparison",
    "Context",
    "Contexts",
    "Decided",
    "Decision",
    "Evaluation",
    "Figures",
    "Indexed",
    "Indexer",
    "Interval",
    "Lexicon",
    "Match",
    "Matcher",
    "Mistake",
    "Offer",
    "Outcome",
    "Piece",
    "Place",
    "Review",
    "Span",
    "Subject",
    "Taken",
    "Term",
    "Wording",
    "against_annotations",
    "assign_plan",
    "assignments_graph",
    "by_descriptor",
    "compare_plan",
    "comparisons_graph",
    "decide",
    "evaluate_printed",
    "evaluation_lines",
    "figures",
    "folded",
    "headings_of",
    "hidden_labels",
    "indexed_elements",
    "intervals",
    "lemma",
    "likeness",
    "make_lexicon",
    "merged",
    "pieces",
    "read_annotations",
    "read_decisions",
    "read_lexicon",
    "read_sheet",
    "read_text",
    "section_of",
    "seems_foreign",
    "suggestion_lines",
    "suggestions_json",
    "take_over",
    "text_sha",
    "words_of",
    "write_decisions",
    "write_sheet",
]
