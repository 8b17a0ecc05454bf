"""Writes the reference pages from what they describe: the command line, the settings, the queries, the ontology.

`python docs/generate.py` writes them; `--check` writes nothing and ends with 1 where a page is out of date.
"""

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Node, URIRef

from strategraph.cli import parser
from strategraph.namespaces import PREFIXES, SG
from strategraph.query_files import Query, read_queries
from strategraph.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
NOTE = "<!-- Written by docs/generate.py: change what it describes, then run `make docs`. -->\n\n"
GROUPS = {
    "questions": "Competency questions: what the graph promises to answer. Each has its whole expected answer in "
    "`tests/questions/expected/`.",
    "checks": "Checks: a sound graph gives no row; any row is a fault.",
    "rules": "Rules: what they construct goes into the graph `inferred`, in the order of their numbers.",
    "alignment": "How links between national objectives and regional priorities are found and scored.",
    "search": "What the search index of a release is made from.",
    "pages": "What the pages of the server show.",
    "reports": "What the reports are made of.",
}
Row = Iterable[str]


def table(head: Row, rows: Iterable[Row]) -> str:
    """A Markdown table; a bar or a line break inside a cell does not end it."""
    lines = [list(head), ["---" for _ in head], *([cell(text) for text in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines) + "\n"


def cell(text: str) -> str:
    """The text in one line, with its bars escaped."""
    return " ".join(text.split()).replace("|", "\\|")


def code(text: object) -> str:
    """The text as code, or nothing where there is none."""
    return f"`{text}`" if text not in ("", None) else ""


# --- the command line


def commands_page() -> str:
    """Every command with its options, as the command line itself declares them."""
    chapters = "".join(command(found, depth) for found, depth in commands(parser(), 2))
    return f"# Commands\n\n{NOTE}Exit codes: 0 done, 1 the work failed, 2 the command was not understood.\n\n{chapters}"


def commands(top: argparse.ArgumentParser, depth: int) -> Iterator[tuple[argparse.ArgumentParser, int]]:
    """A parser and the parsers of its commands, each with the depth of its heading."""
    yield top, depth
    for name, inner in subparsers(top).items():
        if not inner.description:
            raise SystemExit(f"The command {name!r} has no description in strategraph/cli.py: write one.")
        yield from commands(inner, depth + 1)


def subparsers(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Command → its parser."""
    found = [action for action in top._actions if isinstance(action, argparse._SubParsersAction)]
    return {name: inner for action in found for name, inner in action.choices.items()}


def command(found: argparse.ArgumentParser, depth: int) -> str:
    """One command: heading, usage, description, arguments."""
    actions = [action for action in found._actions if not isinstance(action, argparse._SubParsersAction)]
    actions = [action for action in actions if action.help != argparse.SUPPRESS]
    words = [found.prog, *(usage(action) for action in actions if action.dest != "help")]
    words += ["COMMAND …"] if subparsers(found) else []
    rows = [(code(invocation(action)), meaning(action, found.prog), code(default(action))) for action in actions]
    text = f"{'#' * depth} {found.prog}\n\n```\n{' '.join(words)}\n```\n\n{(found.description or '').strip()}\n\n"
    return text + table(("Argument", "Meaning", "Default"), rows)


def invocation(action: argparse.Action) -> str:
    """`-o, --output DIR`, or the name of a positional argument."""
    names = ", ".join(action.option_strings)
    value = "" if action.nargs == 0 else value_name(action)
    return f"{names} {value}".strip() if names else value


def meaning(action: argparse.Action, prog: str) -> str:
    """The help of an argument, with what it says by reference (`%(default)s`) filled in."""
    return (action.help or "") % {**vars(action), "prog": prog}


def usage(action: argparse.Action) -> str:
    """An argument as the line of usage shows it, in brackets where it may be left out."""
    longest = max(action.option_strings, key=len, default="")
    text = longest if action.nargs == 0 else f"{longest} {value_name(action)}".strip()
    optional = not action.required or action.nargs in ("?", "*")
    return f"[{text}]" if optional else text


def value_name(action: argparse.Action) -> str:
    """What stands for the value: its metavar, its choices, or its name."""
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar)
    if action.metavar:
        return action.metavar
    if action.choices:
        return "{" + ",".join(str(choice) for choice in action.choices) + "}"
    return action.dest.upper() if action.option_strings else action.dest


def default(action: argparse.Action) -> str:
    """The default where there is one that says something."""
    return "" if action.default in (None, False, argparse.SUPPRESS, []) else str(action.default)


# --- the settings


def settings_page() -> str:
    """Every setting with its default, the variable that sets it, and the comment above it in settings.toml."""
    text = (ROOT / "settings.toml").read_text(encoding="utf-8")
    said = comments(text)
    page = f"# Settings\n\n{NOTE}{said['', ''].replace('<', '&lt;')}\n\n"
    for section, names in tomllib.loads(text).items():
        rows = [
            (
                code(name),
                code(str(value).lower() if isinstance(value, bool) else value) or "(empty)",
                code(f"STRATEGRAPH_{section}_{name}".upper()),
                said.get((section, name), ""),
            )
            for name, value in names.items()
        ]
        page += f"## [{section}]\n\n{section_docs()[section]}\n\n"
        page += table(("Setting", "Default", "Variable", "Meaning"), rows)
    return page


def section_docs() -> dict[str, str]:
    """Section → what the code says of it."""
    return {item.name: (getattr(Settings(), item.name).__doc__ or "").strip() for item in fields(Settings)}


def comments(text: str) -> dict[tuple[str, str], str]:
    """(section, setting) → the comment above it or above its neighbours; ("", "") is what opens the file."""
    said: dict[tuple[str, str], str] = {}
    section, held, fresh = "", "", True
    for line in text.splitlines():
        if line.startswith("#"):
            held = f"{'' if fresh else held} {line.lstrip('# ')}".strip()
        elif line.startswith("["):
            section, held = line.strip("[] "), ""
        else:
            said[section, line.partition("=")[0].strip()] = held
        fresh = not line.startswith("#")
    return said


# --- the queries


def groups() -> dict[str, tuple[Query, ...]]:
    """Group → its queries, in the order in which GROUPS names them; empty groups are left out."""
    folder = ROOT / "queries"
    strange = sorted({path.parent.name for path in folder.glob("*/*.rq")} - GROUPS.keys())
    if strange:
        raise SystemExit(f"docs/generate.py does not say what the queries in {', '.join(strange)} are for: add it.")
    read = {group: read_queries(folder, group) for group in GROUPS}
    return {group: queries for group, queries in read.items() if queries}


def queries_page() -> str:
    """Every query with both titles, what it is about, and its parameters."""
    page = f"# Queries\n\n{NOTE}`strategraph query ID --param name=value` runs one; a relative `iri` is read below "
    page += "`resource/`.\n\n"
    for group, queries in groups().items():
        page += f"## {group}\n\n{GROUPS[group]}\n\n" + "".join(query_text(query) for query in queries)
    return page


def query_text(query: Query) -> str:
    """One query: its titles, its remarks, its parameters, where its text is."""
    lines = [f"### {query.id}\n", f"{query.title_en}\n", f"*{query.title_cs}*\n"]
    lines += [f"{about}\n" for about in (query.about_en, query.about_cs) if about]
    lines.append(f"Text: [`queries/{query.group}/{query.id}.rq`](../../queries/{query.group}/{query.id}.rq)\n")
    rows = [(code(item.name), item.type, code(item.default)) for item in query.parameters]
    return "\n".join(lines) + "\n" + (table(("Parameter", "Type", "Default"), rows) if rows else "")


def queries_index() -> str:
    """The index beside the queries themselves."""
    page = f"# Queries\n\n{NOTE}Parameters and remarks are in [the reference](../docs/reference/queries.md).\n\n"
    for group, queries in groups().items():
        rows = [(f"[{query.id}]({group}/{query.id}.rq)", query.title_en, query.title_cs) for query in queries]
        page += f"## {group}\n\n{GROUPS[group]}\n\n" + table(("Query", "Title", "Název"), rows)
    return page


# --- the ontology


def ontology_page() -> str:
    """Every class and property of ours, with labels and definitions in both languages."""
    graph = Graph().parse(ROOT / "ontology" / "strategraph.ttl")
    kinds = {"Classes": (OWL.Class,), "Properties": (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)}
    page = f"# Ontology\n\n{NOTE}Namespace `{URIRef(SG)}`, prefix `sg:`. Turtle: "
    page += "[`ontology/strategraph.ttl`](../../ontology/strategraph.ttl).\n\n"
    for title, types in kinds.items():
        found = {term for kind in types for term in graph.subjects(RDF.type, kind) if str(term).startswith(str(SG))}
        page += f"## {title}\n\n" + "".join(term_text(graph, term) for term in sorted(found, key=str))
    return page


RELATIONS = {
    "Narrower than": RDFS.subClassOf,
    "Implies": RDFS.subPropertyOf,
    "Domain": RDFS.domain,
    "Range": RDFS.range,
    "Inverse": OWL.inverseOf,
    "Disjoint with": OWL.disjointWith,
}


def term_text(graph: Graph, term: Node) -> str:
    """One term: labels, definitions, what the ontology says of it."""
    text = f"### {short(term)}\n\n"
    for language in ("en", "cs"):
        label, words = said_in(graph, term, RDFS.label, language), said_in(graph, term, SKOS.definition, language)
        text += f"- **{label}** ({language}): {words}\n"
    for name, relation in RELATIONS.items():
        others = sorted(short(other) for other in graph.objects(term, relation) if isinstance(other, URIRef))
        text += f"- {name}: {', '.join(code(other) for other in others)}\n" if others else ""
    marks = sorted(short(kind) for kind in graph.objects(term, RDF.type) if str(kind).endswith("Property"))
    return text + (f"- Kind: {', '.join(code(mark) for mark in marks)}\n" if marks else "") + "\n"


def said_in(graph: Graph, term: Node, relation: URIRef, language: str) -> str:
    """The text of a property in one language."""
    texts = sorted(str(text) for text in graph.objects(term, relation) if getattr(text, "language", "") == language)
    return " ".join(texts)


def short(node: Node) -> str:
    """An IRI with its prefix, where it has one of ours."""
    for prefix, namespace in PREFIXES.items():
        if str(node).startswith(namespace):
            return f"{prefix}:{str(node).removeprefix(namespace)}"
    return str(node)


PAGES: dict[str, Callable[[], str]] = {
    "docs/reference/commands.md": commands_page,
    "docs/reference/settings.md": settings_page,
    "docs/reference/queries.md": queries_page,
    "docs/reference/ontology.md": ontology_page,
    "queries/README.md": queries_index,
}


def outdated() -> dict[str, str]:
    """File → text, for the pages that do not say what they would say now."""
    now = {name: page().rstrip() + "\n" for name, page in PAGES.items()}
    return {name: text for name, text in now.items() if written(ROOT / name) != text}


def written(path: Path) -> str:
    """The text of a page, empty where it is not there."""
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def main(arguments: list[str]) -> int:
    """Write what is out of date, or with `--check` only name it."""
    pages = outdated()
    for name, text in pages.items():
        print(f"{name} is out of date: run make docs." if arguments == ["--check"] else f"{name} written.")
        if arguments != ["--check"]:
            (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / name).write_text(text, encoding="utf-8")
    return int(bool(pages) and arguments == ["--check"])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
