"""Sources: the documents as they were received.

In: `data/sources/<level>/<plan>/`, a document and its `source.toml`; the registers of bodies,
territories and strategies that a `source.toml` refers to.
Out: `Document` (text whose every line knows its place), `Transcript` (the same of a file that has no `source.toml` yet),
`Manifest`, `Registers`.
A file that is not plain text (`readers/`, one module a format) is read by a process apart, which it cannot harm.
May go wrong: a changed, empty, over-long or wrongly encoded file, one that is hostile, encrypted or a scan, an incomplete
`source.toml`, a name that no register has. Each is a `SourceError` or `RegisterError` that names the file.
"""

from strategraph.sources.characters import READ_AS_WINDOWS, is_damaged_utf_8
from strategraph.sources.document import Cell, Document, Line, Place, Transcript, lines_of
from strategraph.sources.manifest import Manifest, read_manifest
from strategraph.sources.reading import read_bytes, read_file, read_source, source_folders
from strategraph.sources.registers import Body, Registers, Strategy, placed, read_registers
from strategraph.sources.source_file import check_file_name
from strategraph.sources.succession import replaced_plans
from strategraph.sources.tables import read_rows, read_table, read_utf8
from strategraph.sources.territories import KINDS, Territory, levels_for

__all__ = [
    "KINDS",
    "READ_AS_WINDOWS",
    "Body",
    "Cell",
    "Document",
    "Line",
    "Manifest",
    "Place",
    "Registers",
    "Strategy",
    "Territory",
    "Transcript",
    "check_file_name",
    "is_damaged_utf_8",
    "levels_for",
    "lines_of",
    "placed",
    "read_bytes",
    "read_file",
    "read_manifest",
    "read_registers",
    "read_rows",
    "read_source",
    "read_table",
    "read_utf8",
    "replaced_plans",
    "source_folders",
]
