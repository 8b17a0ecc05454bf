"""Drafting: a document that nobody has described becomes a proposed source.toml and a proposed mapping.

In: the lines of a document, the words of `mappings/drafting/`, the territories of `data/registers/`, the registers.
Out: `Draft`: elements with their places in the tree, the rules that read every line, both files as text, and what is unsure.
May go wrong: a table of words or of territories that cannot be read (`MappingError`, `RegisterError`). A document does not:
where nothing is recognised, the draft says so.
"""

from strategraph.drafting.drafting import Draft, Given, Knowledge, draft
from strategraph.drafting.opening import Opened, open_file
from strategraph.drafting.territories import read_gazetteer
from strategraph.drafting.told import as_json, as_sentences, as_value
from strategraph.drafting.unregistered import Advice, Unregistered, unregistered
from strategraph.drafting.vocabulary import read_vocabulary

__all__ = [
    "Advice",
    "Draft",
    "Given",
    "Knowledge",
    "Opened",
    "Unregistered",
    "as_json",
    "as_sentences",
    "as_value",
    "draft",
    "open_file",
    "read_gazetteer",
    "read_vocabulary",
    "unregistered",
]
