"""The texts of the source documents as they were received, for the pages that show them line by line."""

import logging
from collections.abc import Mapping
from pathlib import Path

from strategraph.errors import SourceError
from strategraph.settings import SourceLimits
from strategraph.sources import Line, read_source, source_folders

__all__ = ["read_texts"]

logger = logging.getLogger("strategraph.pages")


def read_texts(data: Path, limits: SourceLimits) -> Mapping[str, tuple[Line, ...]]:
    """SHA-256 of a document → its lines; a page shows them only where the served graph states the same hash.

    A document that cannot be read is left out, which is logged: its page then shows what the graph quotes.
    """
    try:
        folders = source_folders(data)
    except SourceError as fault:
        logger.warning("Pages of documents show quoted passages only: %s", fault)
        return {}
    texts = {}
    for folder in folders:
        try:
            document = read_source(folder, limits)
        except SourceError as fault:
            logger.warning("The page of a document shows quoted passages only: %s", fault)
            continue
        texts[document.manifest.sha256] = document.lines
    return texts
