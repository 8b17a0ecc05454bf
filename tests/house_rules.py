"""The habits of the house as functions over a tree; each gives the faults it finds, as sentences with a place."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

PACKAGE = "strategraph"
HALL = (
    "errors", "levels", "setting_values", "settings", "places", "namespaces", "licence", "plan_ids", "iris", "graph_names", "graphs",
    "query_files", "sparql_words", "sparql_values", "sparql_functions", "spreadsheets", "protections", "clusters", "memory",
)  # fmt: skip
ROOMS = (
    "sources", "plans", "drafting", "triples", "concepts", "subjects", "batch", "inference", "alignment",
    "catalogue", "release", "workers", "web", "endpoint", "pages", "inspection", "statistics", "pictures",
    "reports",
)  # fmt: skip
ROOF = (
    "work", "plan_steps", "link_steps", "pipeline", "desk", "subjects_desk", "alignment_desk", "statistics_desk", "reports_desk",
    "preview", "adding", "rows", "row_values", "api", "app",
    "serving", "static_links", "static_site", "level_options", "commands", "alignment_command", "export_command", "build_command",
    "add_command", "draft_command", "cli", "__main__",
)  # fmt: skip
#: Part of the package → how far along the data it stands; the hall is one step, each room and roof module its own.
ORDER = dict.fromkeys(HALL, 0) | {name: step for step, name in enumerate(ROOMS + ROOF, 1)}
#: Folders of tests that mirror no room.
OTHER_TESTS = ("hall", *ROOF, "ontology", "questions", "conformance", "browser", "fixtures", "golden", "operations", "levels")  # fmt: skip
STANDARD = frozenset(sys.stdlib_module_names)
FILE_LINES = 300
FUNCTION_LINES = 60

Import = tuple[str, tuple[str, ...], int]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def package_files(root: Path) -> list[Path]:
    return sorted((root / "src" / PACKAGE).rglob("*.py"))


def python_files(root: Path) -> list[Path]:
    tops = ("src", "tests", "docs", "benchmarks")
    return sorted(path for top in tops for path in (root / top).rglob("*.py"))


def dotted(path: Path, root: Path) -> str:
    """`src/strategraph/sources/__init__.py` is `strategraph.sources`."""
    return ".".join(path.relative_to(root / "src").with_suffix("").parts).removesuffix(".__init__")


def part(module: str) -> str:
    """The room, hall or roof module in which a module of ours lies; the package itself is the empty string."""
    return [*module.split("."), ""][1]


@cache
def imports_of(path: Path) -> tuple[Import, ...]:
    return tuple(imports(parsed(path)))


def imports(tree: ast.AST) -> Iterator[Import]:
    """Module, names and line of every import; `import a.b` imports no names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or ""), tuple(alias.name for alias in node.names), node.lineno
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, (), node.lineno


def own_imports(path: Path) -> Iterator[Import]:
    return (found for found in imports_of(path) if found[0].split(".")[0] == PACKAGE)


def place(path: Path, root: Path, line: int) -> str:
    return f"{path.relative_to(root).as_posix()}:{line}"


def wrong_way(root: Path) -> list[str]:
    """Imports run from the hall through the rooms to the roof, in the order of the data."""
    faults = []
    for path in package_files(root):
        here = part(dotted(path, root))
        for module, _, line in own_imports(path):
            there = part(module)
            if here and here != there and ORDER.get(there, 0) >= max(ORDER.get(here, 0), 1):
                faults.append(f"{place(path, root, line)}: {here} imports {there}, which comes after it.")
    return faults


def unknown_rooms(root: Path) -> list[str]:
    """Every part of the package stands in the order; the package's own `__init__` stands above it."""
    parts = {part(dotted(path, root)): path for path in package_files(root)}
    return [
        f"{place(path, root, 1)}: {name} is neither in the hall nor a room nor on the roof."
        for name, path in sorted(parts.items())
        if name and name not in ORDER
    ]


def cycles(root: Path) -> list[str]:
    """No module of ours needs itself, by whatever way round."""
    modules = {dotted(path, root): path for path in package_files(root)}
    needs: dict[str, set[str]] = {}
    for name, path in modules.items():
        found = {f"{module}.{item}" for module, items, _ in own_imports(path) for item in items}
        found |= {module for module, _, _ in own_imports(path)}
        needs[name] = (found & modules.keys()) - ({name} if path.name == "__init__.py" else set())
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as fault:
        return [f"These import one another in a circle: {' → '.join(fault.args[1])}."]
    return []


def wrong_form(root: Path) -> list[str]:
    """Own modules are imported absolutely and by name, never by star."""
    faults = []
    for path in python_files(root):
        for module, names, line in imports_of(path):
            if "*" in names:
                faults.append(f"{place(path, root, line)}: import what is used of {module} by name, not by star.")
            if module.startswith("."):
                faults.append(f"{place(path, root, line)}: write the whole name of {module}.")
    for path in package_files(root):
        for module, names, line in own_imports(path):
            if not names or (module == PACKAGE and ORDER.keys() & names):
                whole = ", ".join(f"{module}.{name}" for name in names) or module
                faults.append(f"{place(path, root, line)}: import what is used of {whole} by name, not the module.")
    return faults


def late_imports(root: Path, exempt: tuple[str, ...] = ()) -> list[str]:
    """An import stands at the top of its file, not inside a function or a class."""
    faults = []
    for path in package_files(root):
        if path.relative_to(root / "src" / PACKAGE).as_posix() in exempt:
            continue
        scopes = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
        inner = [scope for scope in ast.walk(parsed(path)) if isinstance(scope, scopes)]
        lines = {line for scope in inner for _, _, line in imports(scope)}
        faults += [f"{place(path, root, line)}: move this import to the top of the file." for line in sorted(lines)]
    return faults


def side_doors(root: Path, exempt: tuple[str, ...] = ()) -> list[str]:
    """A room is entered by its door: what its `__init__` exports."""
    faults = []
    for path in package_files(root):
        here = part(dotted(path, root))
        for module, names, line in own_imports(path):
            there = part(module)
            if there not in ROOMS or here == there or module in exempt:
                continue
            door = root / "src" / PACKAGE / there / "__init__.py"
            if module != f"{PACKAGE}.{there}":
                faults.append(f"{place(path, root, line)}: import from {PACKAGE}.{there}, not from {module}.")
            elif missing := sorted(set(names) - set(exported(door))):
                faults.append(f"{place(path, root, line)}: {there} does not export {', '.join(missing)}.")
    return faults


def exported(path: Path) -> tuple[str, ...]:
    """The names in `__all__`; a file without it exports nothing."""
    for node in parsed(path).body if path.is_file() else []:
        targets = node.targets if isinstance(node, ast.Assign) else []
        if any(isinstance(target, ast.Name) and target.id == "__all__" for target in targets):
            return tuple(ast.literal_eval(node.value))  # type: ignore[attr-defined]
    return ()


def doorless_rooms(root: Path) -> list[str]:
    """Every room's `__init__` exports its door with `__all__`."""
    rooms = sorted(path for path in (root / "src" / PACKAGE).iterdir() if any(path.glob("*.py")))
    return [f"src/{PACKAGE}/{room.name}/__init__.py: list the room's door in __all__." for room in rooms
            if not exported(room / "__init__.py")]  # fmt: skip


def large(root: Path) -> list[str]:
    """A file has at most 300 lines, a function at most 60."""
    faults = []
    for path in python_files(root):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > FILE_LINES:
            faults.append(f"{place(path, root, 1)}: {lines} lines, {FILE_LINES} are the limit.")
        for node in ast.walk(parsed(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > FUNCTION_LINES:
                    faults.append(f"{place(path, root, node.lineno)}: {node.name} has {size} lines, "
                                  f"{FUNCTION_LINES} are the limit.")  # fmt: skip
    return faults


def unexplained(root: Path) -> list[str]:
    """Every module opens with a sentence."""
    faults = []
    for path in package_files(root):
        first = (ast.get_docstring(parsed(path)) or "").split("\n\n")[0]
        if not first.rstrip().endswith((".", "?")):
            faults.append(f"{place(path, root, 1)}: open the file with a sentence that says what it is.")
    return faults


def vague_names(root: Path) -> list[str]:
    """A file or folder is named for what is in it."""
    vague = re.compile(r"(utils?|helpers?|misc)\Z|.*_(utils?|helpers?)\Z")
    below = {
        parent for path in python_files(root) for parent in (path.relative_to(root), *path.relative_to(root).parents)
    }
    return [f"{path}: name it for what is in it." for path in sorted(below, key=str) if vague.match(path.stem)]


def broad_excepts(root: Path, exempt: tuple[str, ...] = ()) -> list[str]:
    """Only what is expected is caught; to clean up and raise again is not to catch."""
    faults = []
    for path in package_files(root):
        if path.relative_to(root / "src" / PACKAGE).as_posix() in exempt:
            continue
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ExceptHandler) and caught(node) & {"", "Exception", "BaseException"}:
                faults.append(f"{place(path, root, node.lineno)}: catch what can be mended here, and nothing else.")
    return faults


def caught(handler: ast.ExceptHandler) -> set[str]:
    last = handler.body[-1]
    if isinstance(last, ast.Raise) and last.exc is None:
        return set()
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return {ast.unparse(kind) if kind else "" for kind in kinds}


def unmirrored(root: Path) -> list[str]:
    """The folders of tests are the rooms, and no room is without tests."""
    tests = {path.parent.relative_to(root / "tests").as_posix() for path in (root / "tests").rglob("test_*.py")} - {"."}
    rooms = {path.parent.name for path in (root / "src" / PACKAGE).glob("*/__init__.py")}
    strange = sorted(name for name in tests if name.split("/")[0] not in rooms | set(OTHER_TESTS))
    return [f"tests/{name}: there is no such room." for name in strange] + [
        f"src/{PACKAGE}/{name}: this room has no tests." for name in sorted(rooms - tests)
    ]


def undeclared(root: Path, declared: frozenset[str]) -> list[str]:
    """What the package imports is of the standard library, its own, or declared in pyproject.toml."""
    return [
        f"{place(path, root, line)}: {module} is not among the dependencies in pyproject.toml."
        for path in package_files(root)
        for module, _, line in imports_of(path)
        if module.split(".")[0] not in declared | {PACKAGE}
    ]


#: A registry named in a lock would tie the project to it; a path of one machine helps nobody on another.
ABSENT = {
    "a registry": re.compile(
        r"(pypi|pythonhosted|npmjs|yarnpkg|crates|anaconda|debian)\.(org|io|com)\b|"
        r"--(extra-)?index-url|\"resolved\": *\"http|registry *= *\"?http",
        re.IGNORECASE,
    ),
    "a path of one machine": re.compile(r"(?<![\w.:/-])/(home|Users|root|work)/\w"),
    # Put together of halves, or this file would be a fault itself.
    "a note that work is missing": re.compile(rf"\b(TO{'DO'}|FIX{'ME'}|NotImplemented{'Error'})\b"),
}


def committed_files(root: Path) -> list[Path]:
    """What git tracks, or would if it were added."""
    command = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    paths = [root / name for name in listed.split("\0") if name]
    return sorted(path for path in paths if path.is_file())


def wrong_words(root: Path, exempt: tuple[str, ...] = ()) -> list[str]:
    """Committed text names no registry, no machine's own paths, and leaves no note of work to come."""
    faults = []
    for path in committed_files(root):
        name = path.relative_to(root).as_posix()
        if name.startswith(exempt):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            faults += [f"{name}:{number}: names {what}." for what, words in ABSENT.items() if words.search(line)]
    return faults
