"""Describes the dataset as a library catalogue describes a collection: what it holds, how much, under which licence.

In: all graphs of a release but `metadata`, the base of the IRIs, what the counts cannot tell (`About`: the date and the
sources), and the competency questions.
Out: the graph `metadata` in VoID, DCAT and Dublin Core, every number in it counted from the graphs, and the questions as
example queries in SHACL.
What may go wrong: `StrategraphError` for a date that is not one, `ReleaseError` for a statement that no file
can hold, `QueryFileError` for a question that cannot be an example.
"""

from strategraph.catalogue.about import About
from strategraph.catalogue.counts import Counts, count
from strategraph.catalogue.description import describe
from strategraph.catalogue.dumps import NQUADS, TRIG, turtle_path
from strategraph.catalogue.examples import describe_examples

__all__ = ["NQUADS", "TRIG", "About", "Counts", "count", "describe", "describe_examples", "turtle_path"]
