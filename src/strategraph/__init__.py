"""strategraph: Czech strategic plans for social inclusion as a knowledge graph.

`strategraph.open` reads a release or asks an endpoint; its module is imported when it is used, so that commands start fast.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The function `open` of `strategraph.api`."""
    if name == "open":
        return import_module("strategraph.api").open
    raise AttributeError(f"module 'strategraph' has no attribute {name!r}")
