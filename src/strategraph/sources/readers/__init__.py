"""Readers: one module per format, found by the format's name; each reads bytes and gives blocks.

Plain text is read where it is asked for. Every other format is read by `python -m strategraph.sources.readers`, a process
with bounded memory and time, no network and no files, because libraries for such formats were not written for hostile ones.
A module has `read(content, source) -> Reading`.
"""

from strategraph.sources.readers.text import read_text

__all__ = ["read_text"]
