"""Reading a source: the checked way from a folder to a Document."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from strategraph.errors import SourceError
from strategraph.settings import SourceLimits
from strategraph.sources.document import Document, Transcript, lines_of
from strategraph.sources.manifest import LEVELS, Manifest, read_manifest
from strategraph.sources.readers import READERS

__all__ = ["read_file", "read_source", "source_folders"]


def source_folders(data: Path) -> tuple[Path, ...]:
    """The folders of all sources below data/sources, national first, each by name.

    Raises:
        SourceError: if a plan's id is used twice, or a folder holds no source.toml.
    """
    for folder in sorted((data / "sources").glob("*/")):
        if folder.name not in LEVELS:
            raise SourceError(
                f"{folder} is no level: documents lie below {' or '.join(LEVELS)}; move its folders there."
            )
    folders = [folder for level in LEVELS for folder in sorted((data / "sources" / level).glob("*/"))]
    if not folders:
        raise SourceError(f"{data / 'sources'} holds no documents: add one as CONTRIBUTING.md describes.")
    seen: dict[str, Path] = {}
    for folder in folders:
        if not (folder / "source.toml").is_file():
            raise SourceError(f"{folder} holds no source.toml: describe the document there, or remove the folder.")
        if folder.name in seen:
            raise SourceError(f"{folder} and {seen[folder.name]} have the same plan id: rename one.")
        seen[folder.name] = folder
    return tuple(folders)


def read_source(folder: Path, limits: SourceLimits) -> Document:
    """Read a document and hold it against its source.toml.

    Raises:
        SourceError: if it is missing, empty, too long, changed since its manifest was written, or not
            readable text; with the offset where there is one.
    """
    manifest = read_manifest(folder / "source.toml")
    path = folder / manifest.file
    _reader(path)
    content = _read_bytes(path, limits.max_bytes)
    _check_hash(content, manifest, path)
    found = _transcribe(content, path, limits)
    return Document(manifest, found.shown, found.text, found.lines, found.notices)


def read_file(path: Path, limits: SourceLimits) -> Transcript:
    """Read a file that nothing has been said about yet.

    Raises:
        SourceError: as `read_source` does, but for the manifest.
    """
    _reader(path)
    return _transcribe(_read_bytes(path, limits.max_bytes), path, limits)


def _reader(path: Path) -> Callable[[bytes, Path], str]:
    reader = READERS.get(path.suffix)
    if reader is None:
        raise SourceError(
            f"{path}: there is no reader for {path.suffix!r}; there are readers for {', '.join(READERS)}."
        )
    return reader


def _transcribe(content: bytes, path: Path, limits: SourceLimits) -> Transcript:
    text = _reader(path)(content, path)
    if not text.strip():
        raise SourceError(
            f"{path} holds nothing but white space up to character offset {len(text)}: put the document there."
        )
    found = Transcript(path.as_posix(), "text", hashlib.sha256(content).hexdigest(), text, lines_of(text))
    _check_length(found, limits)
    return found


def _read_bytes(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(most + 1)
    except OSError as fault:
        raise SourceError(f"{path} cannot be read: {fault.strerror}.") from fault
    if not content:
        raise SourceError(f"{path} is empty (it ends at byte offset 0): put the document there.")
    if len(content) > most:
        raise SourceError(
            f"{path} goes on after byte offset {most}, the most that sources.max_bytes allows: split it, or raise the setting."
        )
    return content


def _check_hash(content: bytes, manifest: Manifest, path: Path) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != manifest.sha256:
        raise SourceError(
            f"{path} has changed: its sha256 is {found}, source.toml has {manifest.sha256}; "
            "restore the file, or review the mapping and write the new hash into source.toml."
        )


def _check_length(document: Transcript, limits: SourceLimits) -> None:
    for line in document.lines:
        if len(line.text) > limits.max_line_characters:
            raise SourceError(
                f"{document.shown}, line {line.number} goes on after character offset {line.start + limits.max_line_characters}, "
                f"more than the {limits.max_line_characters} characters that sources.max_line_characters allows: break the line."
            )
        if line.number > limits.max_lines:
            raise SourceError(
                f"{document.shown} goes on after line {limits.max_lines} (character offset {line.start}), "
                "the most that sources.max_lines allows: split it, or raise the setting."
            )
