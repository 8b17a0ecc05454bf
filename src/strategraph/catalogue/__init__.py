"""Describes the dataset as a library catalogue describes a collection: what it holds, how much, under which licence.

In: all graphs of a release but `metadata`, the base of the IRIs, and what the counts cannot tell (`About`:
the date and the sources).
Out: the graph `metadata` in VoID, DCAT and Dublin Core; every number in it is counted from the graphs.
What may go wrong: `StrategraphError` for a date that is not one, `ReleaseError` for a statement that no file
can hold.
"""

from strategraph.catalogue.about import About
from strategraph.catalogue.counts import Counts, count
from strategraph.catalogue.description import describe
from strategraph.catalogue.dumps import NQUADS, TRIG, turtle_path

__all__ = ["NQUADS", "TRIG", "About", "Counts", "count", "describe", "turtle_path"]
