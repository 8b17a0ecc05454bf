"""The options `--from` and `--to`, which commands on links between plans of two levels have in common."""

import argparse

from strategraph.level_pairs import LEVELS

__all__ = ["add_levels"]


def add_levels(command: argparse.ArgumentParser) -> None:
    """The options for the levels between which links lead."""
    for option, name, level in (("--from", "subject", "national"), ("--to", "object", "regional")):
        told = f"the level of plans that links lead {option[2:]} (default: %(default)s)"
        command.add_argument(option, dest=name, metavar="LEVEL", choices=LEVELS, default=level, help=told)
