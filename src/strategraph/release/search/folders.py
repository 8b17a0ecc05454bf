"""Index folders: entries written as an index of tantivy, and opened again, also where nothing may be written."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from tantivy import Document, Index, Schema, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

from strategraph.errors import ReleaseError
from strategraph.query_files import Query
from strategraph.release.search.entries import Entry
from strategraph.release.search.finding import FIELDS, SearchIndex
from strategraph.release.search.wanted import analysed, exact, pair
from strategraph.subjects import folded

__all__ = ["form_of", "index_in_memory", "open_index", "write_index"]

#: Changes whenever the same entries are indexed in another way.
_FORM = "3"
_WORDS = "words"
#: So much is held in memory before it is written; the entries of a release become one segment thereby, in their order.
_HEAP_BYTES = 300_000_000
_LOCKS = ".lock"


def form_of(query: Query) -> str:
    """What an index has to have been made by to be asked by this program."""
    return sha256(f"{_FORM}\n{query.text}".encode()).hexdigest()[:16]


def write_index(entries: Iterable[Entry], folder: Path) -> None:
    """Write an index of the entries into a new folder.

    Raises:
        ReleaseError: if it cannot be written.
    """
    folder.mkdir()
    try:
        _fill(Index(_schema(), path=str(folder)), entries)
    except (OSError, ValueError) as fault:
        raise ReleaseError(f"The search index {folder} cannot be written: {fault}.") from fault
    for lock in folder.glob(f".*{_LOCKS}"):
        lock.unlink()


def index_in_memory(entries: Iterable[Entry]) -> SearchIndex:
    """An index of the entries that stands in no folder."""
    index = Index(_schema())
    _fill(index, entries)
    return SearchIndex(index)


def open_index(folder: Path) -> SearchIndex:
    """An index that was written; nothing is written beside it, since a release does not change.

    tantivy makes a lock where it opens an index, so it is opened through links to its files in a folder that goes at once:
    what was opened stays mapped.

    Raises:
        ReleaseError: if it cannot be read, or is of another form than this version of tantivy reads.
    """
    try:
        with TemporaryDirectory(prefix="strategraph-search-") as aside:
            for file in folder.iterdir():
                Path(aside, file.name).symlink_to(file.resolve())
            index = Index.open(aside)
            index.config_reader("manual")
            return SearchIndex(index)
    except (OSError, ValueError) as fault:
        raise ReleaseError(f"The search index {folder} cannot be read: {fault}. Build the release again.") from fault


def _schema() -> Schema:
    """The fields of the index; what they hold is cut into tokens before, so that tantivy cuts at spaces only."""
    schema = SchemaBuilder()
    for name in FIELDS:
        schema.add_text_field(f"{name}_form", tokenizer_name=_WORDS, index_option="freq")
        schema.add_text_field(f"{name}_key", tokenizer_name=_WORDS)
    for name in ("exact", "below", "pair"):
        schema.add_text_field(name, tokenizer_name=_WORDS, index_option="basic")
    for name in ("iri", "kind", "plan", "level", "descriptor", "body"):
        schema.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    return schema.add_bytes_field("entry", stored=True).build()


def _fill(index: Index, entries: Iterable[Entry]) -> None:
    index.register_tokenizer(_WORDS, TextAnalyzerBuilder(Tokenizer.whitespace()).build())
    writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
    for entry in entries:
        writer.add_document(_document(entry))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()


def _document(entry: Entry) -> Document:
    names = (*entry.labels.values(), *entry.others)
    read = {value: analysed(value) for value in (*names, *entry.hidden, *entry.texts.values())}
    document = Document(iri=entry.iri, kind=entry.kind)
    for field, values in {"any": read, "name": names, "hidden": entry.hidden}.items():
        words = [word for value in dict.fromkeys(values) for word in read[value]]
        document.add_text(f"{field}_form", " ".join([word.form for word in words]))
        document.add_text(f"{field}_key", " ".join([word.key for word in words]))
    pairs = {pair(word) for words in read.values() for word in words} - {""}
    document.add_text("pair", " ".join(sorted(pairs)))
    whole = {token for name in (*names, *entry.hidden) for token in exact(read[name])}
    whole.update(map(folded, (*entry.codes, entry.iri.rpartition("/")[2])))  # a key is a whole code: measure/4.6.a.2
    document.add_text("exact", " ".join(sorted(whole)))
    document.add_text("below", " ".join(sorted(_above(entry.codes))))
    for field, iris in (
        ("plan", (entry.plan,)), ("level", (entry.level,)), ("descriptor", entry.descriptors), ("body", entry.bodies),
    ):  # fmt: skip
        for iri in filter(None, iris):
            document.add_text(field, iri)
    document.add_bytes("entry", entry.as_bytes())
    return document


def _above(codes: Iterable[str]) -> set[str]:
    """The codes above some codes: 4 and 4.2 above 4.2.a."""
    parts = (folded(code).split(".") for code in codes)
    return {".".join(some[:length]) for some in parts for length in range(1, len(some))}
