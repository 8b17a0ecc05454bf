"""Reading a source: the checked way from a folder to a Document."""

import hashlib
from pathlib import Path

from strategraph.errors import SourceError
from strategraph.levels import LEVELS
from strategraph.settings import SourceLimits
from strategraph.sources.document import Document, Transcript, lines_of
from strategraph.sources.formats import format_of_ending
from strategraph.sources.isolation import read_apart
from strategraph.sources.manifest import Manifest, read_manifest
from strategraph.sources.readers import read_text
from strategraph.sources.recognising import refuse_other_than_text
from strategraph.sources.source_file import SourceFile, check_file_name
from strategraph.sources.writing import written

__all__ = ["read_bytes", "read_file", "read_source", "source_folders"]


def source_folders(data: Path) -> tuple[Path, ...]:
    """The folders of all sources below data/sources, from the largest level to the smallest, each by name.

    Raises:
        SourceError: if a plan's id is used twice, or a folder holds no source.toml.
    """
    for folder in sorted((data / "sources").glob("*/")):
        if folder.name not in LEVELS:
            raise SourceError(
                f"{folder} is no level: documents lie below one of {', '.join(LEVELS)}; move its folders there."
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
    content = _read_bytes(path, limits)
    _check_hash(content, manifest, path)
    found = _transcribe(content, path, limits)
    return Document(manifest, found.shown, found.text, found.lines, found.notices)


def read_file(path: Path, limits: SourceLimits) -> Transcript:
    """Read a file that nothing has been said about yet.

    Raises:
        SourceError: as `read_source` does, but for the manifest; or if its name is not one a file should have.
    """
    check_file_name(path.name)
    return _transcribe(_read_bytes(path, limits), path, limits)


def _transcribe(content: bytes, path: Path, limits: SourceLimits) -> Transcript:
    """Plain text as it is; every other format by a process apart."""
    if format_of_ending(path).name == "text":
        refuse_other_than_text(content, str(path))
        text = read_text(content, path)
        if not text.strip():
            raise SourceError(
                f"{path} holds nothing but white space up to character offset {len(text)}: put the document there."
            )
        found = Transcript(path.as_posix(), "text", content, text, lines_of(text))
        _check_length(found, limits)
        return found
    file = SourceFile(
        str(path), path.suffix.lower(), limits.max_bytes, limits.max_lines, limits.max_line_characters, limits.max_unpacked_bytes
    )  # fmt: skip
    name, reading = read_apart(content, file, limits)
    text, lines = written(reading.blocks)
    return Transcript(path.as_posix(), name, content, text, lines, tuple(reading.notices))


def read_bytes(path: Path, most: int) -> bytes:
    """The first bytes of a file, at most so many.

    Raises:
        SourceError: if it cannot be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(most)
    except OSError as fault:
        raise SourceError(f"{path} cannot be read: {fault.strerror}.") from fault


def _read_bytes(path: Path, limits: SourceLimits) -> bytes:
    """The bytes of a file, no more than its kind may have; one of 2 GB is not read to its end."""
    plain = format_of_ending(path).name == "text"
    most, setting = (limits.max_bytes, "max_bytes") if plain else (limits.max_file_bytes, "max_file_bytes")
    content = read_bytes(path, most + 1)
    if not content:
        raise SourceError(f"{path} is empty (it ends at byte offset 0): put the document there.")
    if len(content) > most:
        raise SourceError(
            f"{path} goes on after byte offset {most}, the most that sources.{setting} allows: "
            "split it, or raise the setting."
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
