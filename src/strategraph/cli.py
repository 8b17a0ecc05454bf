"""The command line: what a person can ask for, each command a thin step into the rooms.

A command imports its rooms inside its function, so that `--help` answers without loading any of them.
"""

import argparse
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from strategraph import __version__
from strategraph.errors import StrategraphError, UsageError

if TYPE_CHECKING:
    from strategraph.indexing import Desk
    from strategraph.places import Places
    from strategraph.settings import Settings

__all__ = ["main", "parser"]

OUTPUT = "build"
STACK_BYTES = 512 * 1024 * 1024


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns 0, 1 (the work failed) or 2 (the command was not understood)."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except UsageError as fault:
        return _told(fault, 2)
    except StrategraphError as fault:
        return _told(fault, 1)
    except BrokenPipeError:  # the reader has seen enough, as `head` has
        sys.stderr.close()
        return 0
    except OSError as fault:
        return _told(f"The system did not let the work go on: {fault}.", 1)
    except KeyboardInterrupt:
        return 1
    except Exception:  # the edge of the program: a fault of ours is shown whole, so that it can be reported
        traceback.print_exc()
        print("strategraph: this is a fault of strategraph itself; please report the lines above.", file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """The commands and their options; the reference page is generated from here."""
    top = argparse.ArgumentParser(
        prog="strategraph",
        description="Czech strategic plans for social inclusion as a knowledge graph.",
        epilog="Every command takes --help. Settings are described in settings.toml.",
    )
    top.add_argument("--version", action="version", version=f"strategraph {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_build(commands)
    _add_serve(commands)
    _add_query(commands)
    _add_check(commands)
    _add_subjects(commands)
    _add_alignment(commands)
    return top


Commands = argparse._SubParsersAction  # what add_subparsers() returns; argparse has no public name for it


def _add(commands: "Commands[argparse.ArgumentParser]", name: str, text: str) -> argparse.ArgumentParser:
    command = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
    command.add_argument("--home", metavar="DIR", help="folder with ontology/, mappings/, queries/ and data/")
    command.add_argument("--settings", metavar="FILE", type=Path, help="settings file (default: settings.toml)")
    return command


def _add_releases(command: argparse.ArgumentParser, option: str) -> None:
    told = f"where releases are kept (default: {OUTPUT})"
    command.add_argument(option, metavar="DIR", type=Path, default=Path(OUTPUT), help=told)


def _add_build(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _add(commands, "build", "read the sources and publish a release of the graph")
    _add_releases(command, "--output")
    command.set_defaults(run=_build)


def _add_serve(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _add(commands, "serve", "serve the current release over HTTP")
    command.add_argument("--host", metavar="H", help="address to listen on")
    command.add_argument("--port", metavar="N", type=int, help="port to listen on; 0 lets the system choose")
    _add_releases(command, "--data")
    command.add_argument("--dataset", metavar="FILE", type=Path, help="serve this RDF file instead of a release")
    command.set_defaults(run=_serve)


def _add_query(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _add(commands, "query", "answer a query from the current release")
    command.add_argument(
        "query", metavar="FILE|ID", nargs="?", help="a .rq file, or the id of a query; none lists them"
    )
    command.add_argument(
        "--param", metavar="NAME=VALUE", action="append", default=[], help="set a parameter of the query"
    )
    command.add_argument(
        "--format", metavar="FORMAT", help="csv, tsv, json, xml; turtle, nt, rdfxml, jsonld for graphs"
    )
    _add_releases(command, "--data")
    command.set_defaults(run=_query)


def _add_check(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = _add(commands, "check", "check the current release: shapes, SKOS integrity, queries/checks")
    _add_releases(command, "--data")
    command.set_defaults(run=_check)


def _add_subjects(commands: "Commands[argparse.ArgumentParser]") -> None:
    told = "descriptors where none are printed"
    command = commands.add_parser("subjects", help=told, description=f"{told[0].upper()}{told[1:]}.")
    inner = command.add_subparsers(title="commands", metavar="COMMAND", required=True, help="what to do")
    suggest = _add(inner, "suggest", "suggest descriptors for a Czech text, with the words that speak for each")
    suggest.add_argument("text", metavar="TEXT|FILE", help="the text, a file that holds it, or - for standard input")
    suggest.add_argument("--format", choices=("table", "json"), default="table", help="for a person or for a script")
    suggest.set_defaults(run=_suggest)
    evaluate = _add(inner, "evaluate", "hold the lexicon against the descriptors that a plan prints")
    evaluate.add_argument("--plan", metavar="ID", default="ap-ssz-2024-2026", help="a plan that prints descriptors")
    evaluate.set_defaults(run=_evaluate)
    export = _add(inner, "export", "write a sheet of what words say, for a person to decide on")
    export.add_argument("plan", metavar="PLAN", nargs="*", help="ids of plans; none means all")
    export.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="where to write it (default: standard output)"
    )
    export.set_defaults(run=_export)
    take = _add(inner, "import", "check a sheet that was filled in, and merge it into mappings/decisions")
    take.add_argument("sheet", metavar="SHEET", type=Path, help="the sheet, as CSV")
    take.add_argument("--who", metavar="NAME", default="", help="who decided, where a row does not say it")
    take.set_defaults(run=_import)
    review = _add(inner, "review", "decide on the descriptors of a plan in the terminal, each decision saved at once")
    review.add_argument("plan", metavar="PLAN", help="the id of a plan")
    review.add_argument("--who", metavar="NAME", required=True, help="who decides")
    review.set_defaults(run=_review)


def _add_alignment(commands: "Commands[argparse.ArgumentParser]") -> None:
    told = "links between national objectives and regional priorities"
    command = commands.add_parser("alignment", help=told, description=f"{told[0].upper()}{told[1:]}.")
    inner = command.add_subparsers(title="commands", metavar="COMMAND", required=True, help="what to do")
    links = _add(inner, "links", "show the links of a unit, the best first, and what each score adds up from")
    links.add_argument("unit", metavar="UNIT", help="a unit of either side, such as plan/ap-ssz-2024-2026/goal/4.3.d")
    links.add_argument("--top", metavar="N", type=int, default=10, help="how many links (default: %(default)s)")
    links.add_argument("--format", choices=("table", "json"), default="table", help="for a person or for a script")
    links.set_defaults(run=_links)
    judge = _add(inner, "evaluate", "hold the ranking of all links, and simpler ones, against a judged list")
    judge.add_argument("file", metavar="FILE", type=Path, help="TSV with the columns objective, unit, grade (0, 1, 2)")
    judge.add_argument("--plan", metavar="ID", default="ap-ssz-2024-2026", help="the national plan that was judged")
    judge.set_defaults(run=_judge)
    for one in (links, judge):
        one.add_argument(
            "--layer", choices=("printed", "approved", "all"), default="all", help="which descriptors count"
        )


def _build(options: argparse.Namespace) -> int:
    from strategraph.pipeline import build

    started = time.monotonic()

    def progress(room: str, told: str) -> None:
        if told:
            print(f"{time.monotonic() - started:6.2f} s  {room:<10} {told}", file=sys.stderr, flush=True)

    release = build(*_places_and_settings(options), options.output, progress)
    print(f"{release.path}")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from strategraph.app import serve

    places, settings = _places_and_settings(options)
    host = options.host if options.host is not None else settings.serve.host
    port = options.port if options.port is not None else settings.serve.port
    if not 0 <= port <= 65535:
        raise UsageError(f"Port {port} does not exist: choose one from 0 to 65535.")
    serve(settings, places, options.data, options.dataset, host, port)
    return 0


def _query(options: argparse.Namespace) -> int:
    from strategraph.places import find_places
    from strategraph.query_files import assignment, bind, find_query, list_queries
    from strategraph.release import answer, open_release, open_store
    from strategraph.settings import read_settings
    from strategraph.sparql_words import calls_out

    folder = find_places(options.home).queries
    if options.query is None:
        for query in list_queries(folder):
            print(f"{query.id:<40} {query.title_en}")
        return 0
    query = find_query(folder, options.query)
    base = read_settings(options.settings).publication.base
    terms = bind(query, dict(assignment(text) for text in options.param), base)
    if calls_out(query.text):
        raise UsageError(f"{query.id} has a SERVICE clause, and nothing here calls other servers: take it out.")
    store = open_store(open_release(options.data))
    sys.stdout.buffer.write(_deep(lambda: answer(store, query, terms, options.format)))
    sys.stdout.buffer.flush()
    return 0


def _check(options: argparse.Namespace) -> int:
    from strategraph.places import find_places
    from strategraph.release import open_release
    from strategraph.release.checking import check

    faults = check(open_release(options.data), find_places(options.home))
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults found." if len(faults) != 1 else "1 fault found.", file=sys.stderr)
    return 1 if faults else 0


def _suggest(options: argparse.Namespace) -> int:
    from strategraph.indexing import suggest

    print(suggest(*_places_and_settings(options), options.text, options.format == "json"))
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    print(_desk(options).evaluate(options.plan))
    return 0


def _export(options: argparse.Namespace) -> int:
    _desk(options).export(options.plan, options.output)
    return 0


def _import(options: argparse.Namespace) -> int:
    _desk(options).take(options.sheet, options.who, print)
    return 0


def _review(options: argparse.Namespace) -> int:
    _desk(options).review(options.plan, options.who, input, print)
    return 0


def _links(options: argparse.Namespace) -> int:
    print(_desk(options).links(options.unit, options.layer, options.top, options.format == "json"))
    return 0


def _judge(options: argparse.Namespace) -> int:
    print(_desk(options).judge(options.file, options.plan, options.layer))
    return 0


def _desk(options: argparse.Namespace) -> "Desk":
    from strategraph.indexing import Desk

    return Desk(*_places_and_settings(options))


def _places_and_settings(options: argparse.Namespace) -> "tuple[Places, Settings]":
    from strategraph.places import find_places
    from strategraph.settings import read_settings

    return find_places(options.home), read_settings(options.settings)


def _deep(work: Callable[[], bytes]) -> bytes:
    """Do the work on a large stack: the engine's parser recurses, and a deep query would end the process."""
    done: list[bytes] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            done.append(work())
        except Exception as fault:  # handed on: it is raised again where the command waits
            # what a refusal holds of the engine has to go where it came from, so the way to it is not handed on
            failed.append(fault.with_traceback(None) if isinstance(fault, StrategraphError) else fault)

    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return done[0]


def _told(fault: Exception | str, code: int) -> int:
    print(f"strategraph: {fault}", file=sys.stderr)
    return code
