"""Plans: what a document says, as frozen values.

In: a `Document`, its mapping `mappings/documents/<plan>.toml`, the registers.
Out: `Plan`, whose every element, descriptor, body, deadline, indicator, sum of money and quantity knows its characters in the source.
May go wrong: a mapping that is malformed, that leaves a line unclaimed or claims it twice, a parent or a
body that is not there, a key used twice. Each is a `MappingError` that names file, line and remedy.
"""

from strategraph.plans.mapping import Mapping
from strategraph.plans.mapping_file import read_mapping
from strategraph.plans.model import (
    Body,
    Budget,
    Deadline,
    Element,
    Funding,
    Indicator,
    Law,
    Level,
    LineUse,
    Passage,
    Plan,
    PrintedDescriptor,
    Quantity,
    Remark,
    Responsibility,
)
from strategraph.plans.reading import read_plan
from strategraph.plans.vocabulary import Term, read_terms

__all__ = [
    "Body",
    "Budget",
    "Deadline",
    "Element",
    "Funding",
    "Indicator",
    "Law",
    "Level",
    "LineUse",
    "Mapping",
    "Passage",
    "Plan",
    "PrintedDescriptor",
    "Quantity",
    "Remark",
    "Responsibility",
    "Term",
    "read_mapping",
    "read_plan",
    "read_terms",
]
