"""The options `--from` and `--to`, which commands on links between plans of two levels have in common."""

import argparse

__all__ = ["PLAN_LEVELS", "add_levels"]

#: For what plans hold, from the largest; as the room of sources has them, which takes long to import.
PLAN_LEVELS = ("european", "national", "regional", "microregional", "municipal")


def add_levels(command: argparse.ArgumentParser) -> None:
    """The options for the levels between which links lead."""
    for option, name, level in (("--from", "subject", "national"), ("--to", "object", "regional")):
        told = f"the level of plans that links lead {option[2:]} (default: %(default)s)"
        command.add_argument(option, dest=name, metavar="LEVEL", choices=PLAN_LEVELS, default=level, help=told)
