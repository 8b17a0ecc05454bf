"""Describes the dataset as a library catalogue describes a collection: what it holds, how much, under which licence.

In: all graphs of a release but `metadata`, the base of the IRIs, what the counts cannot tell (`About`: the date and the
sources; `mappings/catalogue/record.ttl`: title, themes, terms of use; the settings: publisher and contact), and the competency
questions.
Out: the graph `metadata` in VoID and DCAT-AP-CZ, every number in it counted from the graphs, and the questions as example
queries in SHACL; for a release, the record with the size and checksum of each file.
What may go wrong: `StrategraphError` for a date that is not one, `ReleaseError` for a statement that no file
can hold, `QueryFileError` for a question that cannot be an example, `RegisterError` for words that cannot be read.
"""

from strategraph.catalogue.about import About
from strategraph.catalogue.description import describe
from strategraph.catalogue.distributions import DumpFile
from strategraph.catalogue.dumps import NQUADS, RECORD, TRIG, form_of, turtle_path
from strategraph.catalogue.examples import describe_examples
from strategraph.catalogue.linksets import Target, read_targets
from strategraph.catalogue.record import RUIAN, describe_record
from strategraph.catalogue.whole import whole_record

__all__ = [
    "NQUADS",
    "RECORD",
    "RUIAN",
    "TRIG",
    "About",
    "DumpFile",
    "Target",
    "describe",
    "describe_examples",
    "describe_record",
    "form_of",
    "read_targets",
    "turtle_path",
    "whole_record",
]
