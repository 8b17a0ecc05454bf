import re
import subprocess
import tomllib
from collections.abc import Callable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import house_rules

ROOT = Path(__file__).resolve().parents[1]

#: A command's step is imported when the command runs, so that help comes at once.
LATE_IMPORTS = (
    "cli.py", "commands.py", "alignment_command.py", "export_command.py", "build_command.py", "draft_command.py", "add_command.py",
)  # fmt: skip
#: cli.py turns what nobody foresaw into one line and an exit code.
BROAD_EXCEPTS = ("cli.py",)
#: The check loads SHACL, and other stores an HTTP client, which take longer than most commands, so release keeps them
#: behind doors of their own.
SIDE_DOORS = (
    "strategraph.release.asking",
    "strategraph.release.checking",
    "strategraph.release.sending",
    "strategraph.reports.routes",
)
#: The documents are quoted as they were issued.
FOREIGN_TEXT = ("data/sources/", "LICENSE")


def declared() -> frozenset[str]:
    """Import names of the dependencies in pyproject.toml, and those of the standard library."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted, spark = (
        {normal(re.split(r"[<>=!~\[; ]", item)[0]) for item in items}
        for items in (project["dependencies"] + extras["pictures"], extras["spark"])
    )
    owners = {name: {normal(item) for item in items} for name, items in packages_distributions().items()}
    # the extra need not be installed, and its packages are imported by their own names
    return frozenset(name for name, items in owners.items() if items & wanted) | spark | house_rules.STANDARD


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


RULES: dict[str, Callable[[Path], list[str]]] = {
    "wrong_way": house_rules.wrong_way,
    "unknown_rooms": house_rules.unknown_rooms,
    "cycles": house_rules.cycles,
    "wrong_form": house_rules.wrong_form,
    "late_imports": lambda root: house_rules.late_imports(root, LATE_IMPORTS),
    "side_doors": lambda root: house_rules.side_doors(root, SIDE_DOORS),
    "doorless_rooms": house_rules.doorless_rooms,
    "large": house_rules.large,
    "unexplained": house_rules.unexplained,
    "vague_names": house_rules.vague_names,
    "broad_excepts": lambda root: house_rules.broad_excepts(root, BROAD_EXCEPTS),
    "unmirrored": house_rules.unmirrored,
    "undeclared": lambda root: house_rules.undeclared(root, declared()),
    "wrong_words": lambda root: house_rules.wrong_words(root, FOREIGN_TEXT),
}

AGAIN = "try:\n    slug\nexcept BaseException:\n    raise\n"
SOUND = {
    "src/strategraph/__init__.py": '"""A package."""\n',
    "src/strategraph/errors.py": '"""Errors."""\n',
    "src/strategraph/iris.py": '"""Names."""\nimport re\nfrom rdflib import URIRef\nfrom strategraph.errors import X\n',
    "src/strategraph/cli.py": '"""Commands."""\ndef main():\n    from strategraph.plans import read\n',
    "src/strategraph/sources/__init__.py": '"""Sources."""\nfrom strategraph.sources.line import L\n__all__ = ["L"]\n',
    "src/strategraph/sources/line.py": '"""Lines."""\nfrom strategraph.iris import slug\n' + AGAIN,
    "src/strategraph/plans/__init__.py": '"""Plans."""\nfrom strategraph.sources import L\n__all__ = ["read"]\n',
    "tests/test_house.py": "",
    "tests/hall/test_iris.py": "",
    "tests/sources/test_line.py": "",
    "tests/plans/test_model.py": "",
    ".gitignore": "/build/\n",
    "build/log.txt": f"/{'home'}/someone\n",
}

LINE = "src/strategraph/sources/line.py"
PLANTED = [
    ("wrong_way", LINE, "from strategraph.plans import read",
     f"{LINE}:2: sources imports plans, which comes after it."),
    ("wrong_way", "src/strategraph/errors.py", "from strategraph.sources import L",
     "src/strategraph/errors.py:2: errors imports sources, which comes after it."),
    ("wrong_way", "src/strategraph/pipeline.py", "if 1:\n    from strategraph.cli import main",
     "src/strategraph/pipeline.py:3: pipeline imports cli, which comes after it."),
    ("unknown_rooms", "src/strategraph/attic/box.py", "",
     "src/strategraph/attic/box.py:1: attic is neither in the hall nor a room nor on the roof."),
    ("cycles", "src/strategraph/errors.py", "from strategraph.iris import slug",
     "These import one another in a circle: strategraph.errors → strategraph.iris → strategraph.errors."),
    ("cycles", LINE, "from strategraph.sources import L",
     "These import one another in a circle: strategraph.sources → strategraph.sources.line → strategraph.sources."),
    ("wrong_form", LINE, "from re import *", f"{LINE}:2: import what is used of re by name, not by star."),
    ("wrong_form", LINE, "from .word import W", f"{LINE}:2: write the whole name of .word."),
    ("wrong_form", LINE, "import strategraph.iris",
     f"{LINE}:2: import what is used of strategraph.iris by name, not the module."),
    ("wrong_form", LINE, "from strategraph import iris",
     f"{LINE}:2: import what is used of strategraph.iris by name, not the module."),
    ("late_imports", LINE, "def f():\n    import re", f"{LINE}:3: move this import to the top of the file."),
    ("late_imports", LINE, "class F:\n    from re import M", f"{LINE}:3: move this import to the top of the file."),
    ("side_doors", "src/strategraph/plans/__init__.py", "from strategraph.sources.line import L",
     "src/strategraph/plans/__init__.py:2: import from strategraph.sources, not from strategraph.sources.line."),
    ("side_doors", "src/strategraph/app.py", "from strategraph.sources import L, M",
     "src/strategraph/app.py:2: sources does not export M."),
    ("doorless_rooms", "src/strategraph/plans/__init__.py", "",
     "src/strategraph/plans/__init__.py: list the room's door in __all__."),
    ("large", LINE, "\n" * 300, f"{LINE}:1: 301 lines, 300 are the limit."),
    ("large", LINE, "def long():\n" + "    1\n" * 60, f"{LINE}:2: long has 61 lines, 60 are the limit."),
    ("vague_names", "src/strategraph/sources/utils.py", "",
     "src/strategraph/sources/utils.py: name it for what is in it."),
    ("vague_names", "tests/query_helpers/test_a.py", "", "tests/query_helpers: name it for what is in it."),
    ("broad_excepts", LINE, "try:\n    1\nexcept:\n    2",
     f"{LINE}:4: catch what can be mended here, and nothing else."),
    ("broad_excepts", LINE, "try:\n    1\nexcept (OSError, Exception):\n    2",
     f"{LINE}:4: catch what can be mended here, and nothing else."),
    ("unmirrored", "tests/attic/test_box.py", "", "tests/attic: there is no such room."),
    ("unmirrored", "src/strategraph/web/__init__.py", "", "src/strategraph/web: this room has no tests."),
    ("undeclared", LINE, "import numpy.linalg",
     f"{LINE}:2: numpy.linalg is not among the dependencies in pyproject.toml."),
    ("wrong_words", "requirements.lock", f"a @ https://files.python{'hosted'}.org/a",
     "requirements.lock:2: names a registry."),
    ("wrong_words", "README.md", f"see /{'home'}/someone/notes", "README.md:2: names a path of one machine."),
    ("wrong_words", "docs/a.md", f"TO{'DO'}: write this", "docs/a.md:2: names a note that work is missing."),
]  # fmt: skip


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    for name, text in SOUND.items():
        plant(tmp_path / name, text)
    return tmp_path


def plant(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("rule", RULES)
def test_the_house_is_in_order(rule: str) -> None:
    assert RULES[rule](ROOT) == []


@pytest.mark.parametrize("rule", RULES)
def test_a_sound_tree_has_no_fault(rule: str, sound: Path) -> None:
    assert RULES[rule](sound) == []


@pytest.mark.parametrize("rule, file, text, fault", PLANTED)
def test_a_planted_fault_is_found(rule: str, file: str, text: str, fault: str, sound: Path) -> None:
    plant(sound / file, f'"""A sentence."""\n{text}')
    assert fault in RULES[rule](sound)


def test_a_module_without_its_sentence_is_found(sound: Path) -> None:
    plant(sound / LINE, '"""Lines"""\n')
    plant(sound / "src/strategraph/errors.py", "")
    assert house_rules.unexplained(sound) == [
        f"{file}:1: open the file with a sentence that says what it is." for file in ("src/strategraph/errors.py", LINE)
    ]


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, *_ in PLANTED} | {"unexplained"} == set(RULES)


@pytest.mark.parametrize("rule, names", [("late_imports", LATE_IMPORTS), ("broad_excepts", BROAD_EXCEPTS)])
def test_an_exemption_that_is_no_longer_needed_is_struck(rule: str, names: tuple[str, ...]) -> None:
    found = getattr(house_rules, rule)(ROOT)
    assert [name for name in names if not any(f"src/strategraph/{name}:" in fault for fault in found)] == []
