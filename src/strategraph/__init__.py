"""strategraph: Czech strategic plans for social inclusion as a knowledge graph."""

__version__ = "0.1.0"
