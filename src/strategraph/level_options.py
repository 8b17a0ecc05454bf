"""The options `--from` and `--to`, which commands on links between plans of two levels have in common."""

import argparse

from strategraph.levels import LEVELS, STATE_TO_REGIONS

__all__ = ["add_levels"]


def add_levels(command: argparse.ArgumentParser) -> None:
    """The options for the levels between which links lead."""
    for (option, name), level in zip((("--from", "subject"), ("--to", "object")), STATE_TO_REGIONS, strict=True):
        told = f"the level of plans that links lead {option[2:]} (default: %(default)s)"
        command.add_argument(option, dest=name, metavar="LEVEL", choices=LEVELS, default=level, help=told)
