"""The command line: what a person can ask for, each command a thin step into the rooms.

A command imports its rooms inside its function, so that `--help` answers without loading any of them.
"""

import argparse
import sys
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from strategraph import __version__
from strategraph.alignment_command import add_alignment
from strategraph.build_command import add_build
from strategraph.commands import (
    Commands,
    add,
    add_releases,
    add_report,
    add_subjects,
    places_and_settings,
)
from strategraph.draft_command import add_plans
from strategraph.errors import StrategraphError, UsageError
from strategraph.export_command import add_export

if TYPE_CHECKING:
    from rdflib import Literal, URIRef

    from strategraph.query_files import Query

__all__ = ["main", "parser"]

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
        return _told(f"The system did not let the work go on: {_said(fault)}.", 1)
    except KeyboardInterrupt:
        return 1
    except Exception:  # the edge of the program: a fault of ours is shown whole, so that it can be reported
        traceback.print_exc()
        print("strategraph: this is a fault of strategraph itself; please report the lines above.", file=sys.stderr)
        return 1


def _said(fault: OSError) -> str:
    """What the system says, and of which file, without the number."""
    if fault.strerror is None:
        return str(fault)
    return f"{fault.strerror}: {fault.filename}" if fault.filename is not None else fault.strerror


def parser() -> argparse.ArgumentParser:
    """The commands and their options; the reference page is generated from here."""
    top = argparse.ArgumentParser(
        prog="strategraph",
        description="Czech strategic plans for social inclusion as a knowledge graph.",
        epilog="Every command takes --help. Settings are described in settings.toml.",
    )
    top.add_argument("--version", action="version", version=f"strategraph {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    add_plans(commands)
    add_build(commands)
    _add_serve(commands)
    _add_query(commands)
    add_report(commands)
    add_export(commands)
    _add_check(commands)
    _add_publish(commands)
    add_subjects(commands)
    add_alignment(commands)
    return top


def _add_serve(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = add(commands, "serve", "serve the current release over HTTP")
    command.add_argument("--host", metavar="H", help="address to listen on")
    command.add_argument("--port", metavar="N", type=int, help="port to listen on; 0 lets the system choose")
    add_releases(command, "--data")
    command.add_argument("--dataset", metavar="FILE", type=Path, help="serve this RDF file instead of a release")
    command.set_defaults(run=_serve)


def _add_query(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = add(commands, "query", "answer a query from the current release")
    command.add_argument(
        "query", metavar="FILE|ID", nargs="?", help="a .rq file, or the id of a query; none lists them"
    )
    command.add_argument(
        "--param", metavar="NAME=VALUE", action="append", default=[], help="set a parameter of the query"
    )
    command.add_argument(
        "--format", metavar="FORMAT", help="csv, tsv, json, xml; turtle, nt, rdfxml, jsonld for graphs"
    )
    command.add_argument("--endpoint", metavar="URL", help="ask this SPARQL endpoint instead of the release")
    add_releases(command, "--data")
    command.set_defaults(run=_query)


def _add_check(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = add(
        commands,
        "check",
        "check the current release (shapes, SKOS integrity, queries/checks), or a site that publishes one",
    )
    command.add_argument(
        "--publication",
        metavar="URL",
        help="hold the running site at this address against the rules of linked open data",
    )
    command.add_argument(
        "--format", choices=("text", "json"), default="text", help="how the rules are told, with --publication"
    )
    command.add_argument(
        "--language",
        choices=("en", "cs"),
        default="en",
        help="in which words, with --publication (default: %(default)s)",
    )
    add_releases(command, "--data")
    command.set_defaults(run=_check)


def _add_publish(commands: "Commands[argparse.ArgumentParser]") -> None:
    command = add(commands, "publish", "send a release to another store, graph by graph, and verify what it then holds")
    command.add_argument("url", metavar="URL", help="its graph store (SPARQL 1.1 Graph Store HTTP Protocol)")
    command.add_argument("--release", metavar="ID", help="a release that is still kept (default: the current one)")
    command.add_argument("--endpoint", metavar="URL", help="its SPARQL endpoint, to count there what was sent")
    command.add_argument(
        "--prune", action="store_true", help="drop graphs of ours there that the release does not have"
    )
    add_releases(command, "--data")
    command.set_defaults(run=_publish)


def _serve(options: argparse.Namespace) -> int:
    from strategraph.serving import serve

    places, settings = places_and_settings(options)
    host = options.host if options.host is not None else settings.serve.host
    port = options.port if options.port is not None else settings.serve.port
    if not 0 <= port <= 65535:
        raise UsageError(f"Port {port} does not exist: choose one from 0 to 65535.")
    adder = None
    if settings.serve.upload_token and options.dataset is None:
        from strategraph.adding import Adder

        adder = Adder(places, settings, options.data, options.settings)
    serve(settings, places, options.data, options.dataset, host, port, adder)
    return 0


def _query(options: argparse.Namespace) -> int:
    from strategraph.places import find_places
    from strategraph.query_files import assignment, bind, find_query, list_queries
    from strategraph.release import answer, check_names, open_release, open_store, what_they_are
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
    if options.endpoint is not None:
        return _asked(options, query, terms)
    store = open_store(open_release(options.data))
    check_names(store, query, terms, base)
    found = _deep(lambda: answer(store, query, terms, options.format))
    _put(found, options.format, lambda: what_they_are(store, terms, base))
    return 0


def _asked(options: argparse.Namespace, query: "Query", terms: "Mapping[str, URIRef | Literal]") -> int:
    from strategraph.graph_names import GraphNames
    from strategraph.release.asking import asked, check_names_there, what_they_are_there
    from strategraph.settings import read_settings

    settings = read_settings(options.settings)
    names = GraphNames(settings.publication.base)
    with asked(options.endpoint, settings.sending, _noted) as endpoint:
        check_names_there(endpoint, query, terms, names)
        found = endpoint.answer(query, terms, names, options.format)
        _put(found, options.format, lambda: what_they_are_there(endpoint, terms, names))
    return 0


def _put(found: bytes, form: str | None, why: Callable[[], list[str]]) -> None:
    """Write an answer out; of a table without rows say on standard error that it is empty, and `why` it may be."""
    sys.stdout.buffer.write(found)
    sys.stdout.buffer.flush()
    if form in (None, "csv", "tsv") and found.count(b"\n") == 1:  # a graph in Turtle begins with its prefixes
        for sentence in ("Nothing was found.", *why()):
            _noted(sentence)


def _publish(options: argparse.Namespace) -> int:
    from strategraph.release import open_release
    from strategraph.release.sending import Target, send
    from strategraph.settings import read_settings

    if options.prune and options.endpoint is None:
        raise UsageError("--prune has to know which graphs the store holds: name its SPARQL endpoint with --endpoint.")
    release = open_release(options.data, options.release)
    target = Target(options.url, options.endpoint, options.prune)
    try:
        sent = send(release, target, read_settings(options.settings).sending, _noted)
    except KeyboardInterrupt:
        _noted("stopped; the same command sends what is missing")
        return 1
    for name, graph in sent.items():
        print(f"{graph.sha256}  {graph.count:>9}  {name}")
    _noted(f"{len(sent)} graphs of release {release.edition} are in {options.url}")
    return 0


def _noted(text: str) -> None:
    print(f"strategraph: {text}", file=sys.stderr, flush=True)


def _check(options: argparse.Namespace) -> int:
    from strategraph.places import find_places
    from strategraph.release import open_release
    from strategraph.release.checking import check

    if options.publication is not None:
        return _inspect(options)
    faults = check(open_release(options.data), find_places(options.home))
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults found." if len(faults) != 1 else "1 fault found.", file=sys.stderr)
    return 1 if faults else 0


def _inspect(options: argparse.Namespace) -> int:
    from strategraph.inspection import as_json, as_text, has_fault, inspect, read_rules
    from strategraph.places import find_places

    findings = inspect(options.publication, read_rules(find_places(options.home).mappings / "catalogue" / "rules.toml"))
    told = as_json(options.publication, findings) if options.format == "json" else ""
    sys.stdout.write(told or as_text(options.publication, findings, options.language))
    return 1 if has_fault(findings) else 0


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
