"""ODT (OpenDocument text): paragraphs, lists and headings with the numbers LibreOffice gives them, tables, text boxes, notes.

Headers, footers, comments, pictures and what is marked as deleted are left out.
"""

from strategraph.sources.blocks import Reading
from strategraph.sources.opendocument import content_of
from strategraph.sources.packages import open_package
from strategraph.sources.readers.odf_text import Walk
from strategraph.sources.readers.type_headings import NOTICE, headed
from strategraph.sources.source_file import SourceFile

__all__ = ["read"]


def read(content: bytes, file: SourceFile) -> Reading:
    """The blocks of a document.

    Raises:
        SourceError: as `open_package` does, or where a part is not well-formed.
    """
    body, styles = content_of(open_package(content, file.shown, file.max_unpacked_bytes), "text")
    walk = Walk(styles)
    reading = Reading(list(walk.blocks(body)))
    found = headed(reading.blocks, walk.types)
    if found is not None:
        reading.blocks = found
        reading.notices.append(NOTICE)
    notes = len(walk.notes)
    reading.blocks += walk.noted()
    if notes:
        reading.notices.append(f"Notes ({notes}) stand at the end, in their order.")
    return reading
