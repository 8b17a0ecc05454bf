"""Work: what the steps from documents to a release hand on to each other."""

import datetime
import os
from dataclasses import dataclass, field
from pathlib import Path

from rdflib import Graph, URIRef

from strategraph.alignment import Statistics
from strategraph.batch import Means, Run
from strategraph.concepts import Descriptor
from strategraph.errors import SettingsError
from strategraph.graph_names import GraphNames
from strategraph.iris import Iris
from strategraph.places import Places
from strategraph.plans import Plan, Term
from strategraph.settings import Settings
from strategraph.sources import Document, Registers
from strategraph.subjects import Decided, Lexicon, make_lexicon

__all__ = ["Batch", "Work", "release_day"]


@dataclass(frozen=True, slots=True)
class Batch:
    """Which plans are built beside those of `data/sources` (folders and tables of them), and by what means."""

    plans: tuple[Path, ...] = ()
    means: Means = field(default_factory=Means)


@dataclass(slots=True)
class Work:
    """What the steps hand on to each other."""

    places: Places
    settings: Settings
    batch: Batch = field(default_factory=Batch)
    documents: list[Document] = field(default_factory=list)
    registers: Registers = field(default_factory=lambda: Registers({}, {}, {}))
    levels: tuple[Term, ...] = ()
    roles: tuple[Term, ...] = ()
    plans: list[Plan] = field(default_factory=list)
    descriptors: tuple[Descriptor, ...] = ()
    lexicon: Lexicon = field(default_factory=lambda: make_lexicon(()))
    decided: list[Decided] = field(default_factory=list)
    statistics: Statistics | None = None
    notices: list[str] = field(default_factory=list)
    run: Run = field(default_factory=lambda: Run(()))
    graphs: dict[URIRef, Graph] = field(default_factory=dict)
    tables: dict[str, bytes] = field(default_factory=dict)

    @property
    def iris(self) -> Iris:
        """IRIs below the base of the settings."""
        return Iris(self.settings.publication.base)

    @property
    def names(self) -> GraphNames:
        """Names of graphs below the base of the settings."""
        return GraphNames(self.settings.publication.base)


def release_day(work: Work) -> str:
    """The day of SOURCE_DATE_EPOCH if it is set, else the last day on which a source was retrieved (ISO 8601).

    Raises:
        SettingsError: if SOURCE_DATE_EPOCH is no number of seconds.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not epoch:
        return max(document.manifest.retrieved for document in work.documents).isoformat()
    if not epoch.isascii() or not epoch.isdigit() or int(epoch) > 253402300799:
        raise SettingsError(f"SOURCE_DATE_EPOCH is {epoch!r}: write a number of seconds since 1970-01-01, or unset it.")
    return datetime.datetime.fromtimestamp(int(epoch), datetime.UTC).date().isoformat()
