"""From blocks to a text: what a reader found is held against the limits, and written line by line."""

import re
from collections.abc import Iterable

from strategraph.errors import SourceError
from strategraph.sources.blocks import Block, Reading
from strategraph.sources.document import Line
from strategraph.sources.source_file import SourceFile

__all__ = ["check_blocks", "written"]

_CONTROL = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def check_blocks(reading: Reading, file: SourceFile) -> None:
    """Hold blocks against the limits.

    Raises:
        SourceError: if there is no text, too much of it, or a character in it that is none; with its place.
    """
    if not any(block.text.strip() for block in reading.blocks):
        raise SourceError(
            f"{file.shown} holds no text: if its pages are pictures, recognise their text first (OCR), for example with "
            "`ocrmypdf --language ces`."
        )
    if len(reading.blocks) > file.max_lines:
        raise SourceError(
            f"{file.shown} has {len(reading.blocks)} lines, more than the {file.max_lines} that sources.max_lines allows: "
            "split it, or raise the setting."
        )
    size = 0
    for block in reading.blocks:
        size += len(block.text.encode("utf-8", errors="surrogatepass")) + 1
        _check(block, file)
    if size > file.max_bytes:
        raise SourceError(
            f"{file.shown} has {size} bytes of text, more than the {file.max_bytes} that sources.max_bytes allows: "
            "split it, or raise the setting."
        )


def _check(block: Block, file: SourceFile) -> None:
    control = _CONTROL.search(block.text)
    if control:
        raise SourceError(
            f"{file.shown}, {block.place} holds the control character U+{ord(control[0]):04X}: remove it, and save it anew."
        )
    if len(block.text) > file.max_line_characters:
        raise SourceError(
            f"{file.shown}, {block.place} has a paragraph of {len(block.text)} characters, more than the "
            f"{file.max_line_characters} that sources.max_line_characters allows: break it."
        )


def written(blocks: Iterable[Block]) -> tuple[str, tuple[Line, ...]]:
    """The text of blocks, one line each, and its lines with their places; a line feed ends each but the last."""
    lines, start = [], 0
    for number, block in enumerate(blocks, 1):
        lines.append(Line(number, start, block.text, block.place))
        start += len(block.text) + 1
    return "\n".join(line.text for line in lines), tuple(lines)
