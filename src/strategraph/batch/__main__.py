"""The program of a process that prepares plans, one after another as they are given to it (see processes.py)."""

import sys
from multiprocessing.connection import Connection

from strategraph.batch.kept import Shelf
from strategraph.batch.preparing import Workshop
from strategraph.errors import StrategraphError


def main(line: Connection) -> None:
    """Prepare what comes, until nothing comes any more."""
    tools = line.recv()
    workshop, shelf = Workshop(tools.places, tools.settings, tools.drafts), Shelf(tools.kept)
    while True:
        try:
            key, entry = line.recv()
        except (EOFError, KeyboardInterrupt):
            return
        reason = ""
        try:
            shelf.put(key, workshop.prepare(entry))
        except StrategraphError as fault:
            reason = str(fault)
        except OSError as fault:
            reason = f"{entry.path} could not be prepared: {fault}."
        line.send(reason)


if __name__ == "__main__":
    main(Connection(int(sys.argv[1])))
