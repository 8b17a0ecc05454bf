"""The command line: what a person can ask for, each command a thin step into the rooms.

A command imports its rooms inside its function, so that `--help` answers without loading any of them.
"""

import argparse
import contextlib
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from strategraph import __version__
from strategraph.errors import StrategraphError, UsageError

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


def _build(options: argparse.Namespace) -> int:
    from strategraph.pipeline import build
    from strategraph.places import find_places
    from strategraph.settings import read_settings

    started = time.monotonic()

    def progress(room: str, told: str) -> None:
        if told:
            print(f"{time.monotonic() - started:6.2f} s  {room:<10} {told}", file=sys.stderr, flush=True)

    release = build(find_places(options.home), read_settings(options.settings), options.output, progress)
    print(f"{release.path}")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from strategraph.app import serve
    from strategraph.places import find_places
    from strategraph.settings import read_settings

    settings = read_settings(options.settings)
    host = options.host if options.host is not None else settings.serve.host
    port = options.port if options.port is not None else settings.serve.port
    if not 0 <= port <= 65535:
        raise UsageError(f"Port {port} does not exist: choose one from 0 to 65535.")
    serve(settings, find_places(options.home), options.data, options.dataset, host, port)
    return 0


def _query(options: argparse.Namespace) -> int:
    from strategraph.places import find_places
    from strategraph.query_files import bind, find_query, list_queries
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
    terms = bind(query, dict(_assignment(text) for text in options.param), base)
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
    from strategraph.concepts import read_descriptors
    from strategraph.places import find_places
    from strategraph.settings import read_settings
    from strategraph.subjects import Indexer, read_lexicon, read_text, suggestion_lines, suggestions_json

    places, settings = find_places(options.home), read_settings(options.settings).subjects
    text = read_text(_given(options.text), settings.text_bytes)
    table = read_descriptors(places.data / "vocabularies" / "descriptors.csv")
    descriptors = {descriptor.code: descriptor for descriptor in table}
    lexicon = read_lexicon(places.mappings / "lexicon", descriptors)
    found = Indexer(lexicon, settings).assign(text)
    if options.format == "json":
        print(suggestions_json(found, descriptors, lexicon))
    else:
        print("\n".join(suggestion_lines(found, descriptors)))
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from strategraph.concepts import read_descriptors
    from strategraph.pipeline import Work, read_plans, read_sources
    from strategraph.places import find_places
    from strategraph.settings import read_settings
    from strategraph.subjects import Indexer, evaluate_printed, evaluation_lines, read_lexicon

    work = Work(find_places(options.home), read_settings(options.settings))
    read_sources(work)
    read_plans(work)
    plans = {plan.id: plan for plan in work.plans if any(element.descriptors for element in plan.elements)}
    if options.plan not in plans:
        raise UsageError(f"No plan {options.plan!r} prints descriptors: choose one of {', '.join(plans) or 'none'}.")
    codes = [one.code for one in read_descriptors(work.places.data / "vocabularies" / "descriptors.csv")]
    lexicon = read_lexicon(work.places.mappings / "lexicon", codes)
    others = [plan for plan in work.plans if plan.id != options.plan]
    evaluation = evaluate_printed(plans[options.plan], Indexer(lexicon, work.settings.subjects), others)
    print("\n".join(evaluation_lines(evaluation, lexicon)))
    return 0


def _given(words: str) -> bytes:
    """The bytes of standard input, of a file, or of the words themselves."""
    if words == "-":
        return sys.stdin.buffer.read()
    with contextlib.suppress(OSError, ValueError):  # a text is seldom a file name, and may be too long to be one
        return Path(words).read_bytes()
    return words.encode("utf-8", "surrogateescape")


def _deep(work: Callable[[], bytes]) -> bytes:
    """Do the work on a large stack: the engine's parser recurses, and a deep query would end the process."""
    done: list[bytes] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            done.append(work())
        except Exception as fault:  # handed on: it is raised again where the command waits
            failed.append(fault)

    threading.stack_size(STACK_BYTES)
    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]
    return done[0]


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(
            f"--param {text!r} is not of the form name=value: write for instance --param plan=plan/ap-ssz-2024-2026."
        )
    return name, value


def _told(fault: Exception | str, code: int) -> int:
    print(f"strategraph: {fault}", file=sys.stderr)
    return code
