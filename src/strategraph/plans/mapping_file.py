"""Reading mappings/documents/<plan>.toml, and mappings/passages/<language>.toml beside it, into checked rules."""

import re
from pathlib import Path

import regex

from strategraph.errors import MappingError
from strategraph.iris import ELEMENT_KINDS
from strategraph.plans.mapping import (
    FIELDS,
    STATED,
    USES,
    FoundRule,
    ItemRule,
    LineRule,
    Mapping,
    RemarkRule,
    Truncation,
)
from strategraph.plans.model import Level, Remark
from strategraph.plans.toml_tables import YEARLY_BUDGET, Table, TomlFile, read_toml
from strategraph.plans.value_words import read_value_words

__all__ = ["KEY_STYLES", "read_mapping"]

#: How the key of an element is made: from its code, from its parent's key and its code, from its position.
KEY_STYLES = ("code", "parent.code", "position")
COMPARATORS = ("=", ">=", "<=")
NO_REMARK = Remark("", "")


def read_mapping(
    mappings: Path, plan_id: str, common_levels: tuple[str, ...], roles: tuple[str, ...], beside: Path | None = None
) -> Mapping:
    """Read and check the mapping of one document; its levels and roles have to be among the common ones.

    It is `documents/<plan id>.toml` below the folder `mappings`, unless it lies `beside` the document.

    Raises:
        MappingError: one sentence with file, line and remedy.
    """
    shown = f"mappings/documents/{plan_id}.toml"
    file = read_toml(beside, str(beside)) if beside else read_toml(mappings / "documents" / f"{plan_id}.toml", shown)
    file.only(("plan", "passages", "level", "line", "item", "found", "remark", "truncation"))
    if file.values.get("plan") != plan_id:
        raise MappingError(
            f"{file.shown}, line {file.line('', 0, 'plan')}: plan has to be {plan_id!r}, the name of the file."
        )
    levels = _levels(file, common_levels)
    names = [level.id for level in levels]
    return Mapping(
        file.shown,
        plan_id,
        levels,
        _lines(file, names, roles),
        _items(file, names, roles),
        _found(file, roles, shared=False) + _shared(mappings, file, roles),
        _remarks(file, names),
        _truncation(file),
        file.values.get("passages") == "cs",
        read_value_words(mappings),
    )


def _levels(file: TomlFile, common_levels: tuple[str, ...]) -> tuple[Level, ...]:
    tables = file.tables(
        "level", id=str, name_cs=str, name_en=str, name_printed=bool, kind=str, common=str,
        under=list, key=str, indexed=bool, aligned_unit=bool,
    )  # fmt: skip
    levels: list[Level] = []
    for table in tables:
        above = [level.id for level in levels]
        level = _level(table, common_levels)
        if level.id in above:
            raise table.fault("id", f"level {level.id!r} is there twice; rename one")
        for name in level.under:
            if name not in above:
                raise table.fault(
                    "under", f"under names {name!r}, which is no level above it; the levels above are {above}"
                )
        levels.append(level)
    if not levels:
        raise MappingError(
            f"{file.shown}, line 1: there is no [[level]]; describe the levels of the document from the top."
        )
    return tuple(levels)


def _level(table: Table, common_levels: tuple[str, ...]) -> Level:
    identifier = str(table.need("id"))
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", identifier):
        raise table.fault("id", f"id is {identifier!r}; use lower-case ASCII letters and single hyphens")
    return Level(
        identifier,
        table.need("name_cs"),
        table.need("name_en"),
        table.flag("name_printed"),
        table.one_of("kind", ELEMENT_KINDS),
        table.one_of("common", common_levels),
        tuple(table.values.get("under", [])),
        table.one_of("key", KEY_STYLES, "code"),
        table.flag("indexed"),
        table.flag("aligned_unit"),
    )


def _lines(file: TomlFile, levels: list[str], roles: tuple[str, ...]) -> tuple[LineRule, ...]:
    tables = file.tables("line", rule=str, match=str, use=str, level=str, role=str, reopens=bool, lines=str, unit=str)
    rules: list[LineRule] = []
    for table in tables:
        use = table.one_of("use", USES)
        level = table.one_of("level", levels) if use == "element" else ""
        if "level" in table.values and not level:
            raise table.fault("level", f"a line with use = {use!r} has no level; remove the key")
        pattern = table.pattern("match", USES[use])
        _check_states(table, pattern, use)
        led = use == "responsibility" or (use in ("element", "fields") and "bodies" in pattern.groupindex)
        role = table.one_of("role", roles) if led else ""
        unit = _unit(table, pattern)
        name, reopens = _name(table, rules), table.flag("reopens")
        rules.append(LineRule(name, table.line, pattern, use, level, role, reopens, _ranges(table), unit))
    return tuple(rules)


def _unit(table: Table, pattern: regex.Pattern[str]) -> str:
    """What the head of a column says of its sums of money."""
    unit = table.text("unit")
    if unit and not any(name.startswith("budget") for name in pattern.groupindex):
        raise table.fault("unit", "unit says how sums of money are counted, and the pattern has no group for one")
    return unit


def _check_states(table: Table, pattern: regex.Pattern[str], use: str) -> None:
    """A pattern for a field has a group that says what the field states."""
    groups = {"budget" if YEARLY_BUDGET.fullmatch(name) else name for name in pattern.groupindex}
    needed = {"deadline": ("deadline", "year"), "fields": ("bodies", *(one for own in STATED.values() for one in own))}
    wanted = needed.get(use, STATED.get(use, ()))
    if wanted and not groups.intersection(wanted):
        raise table.fault("match", f"match needs a group {' or '.join(f'(?P<{name}>…)' for name in wanted)}; add it")


def _items(file: TomlFile, levels: list[str], roles: tuple[str, ...]) -> tuple[ItemRule, ...]:
    rules: list[ItemRule] = []
    for table in file.tables(
        "item", rule=str, match=str, level=str, field=str, role=str, skip=bool, lines=str, unit=str
    ):
        skips = table.flag("skip")
        if ("level" in table.values) + ("field" in table.values) + skips != 1:
            raise table.fault(
                "rule", "an item opens a level, states a field or skips: give it a level, a field or skip = true"
            )
        level = table.one_of("level", levels) if "level" in table.values else ""
        field = "" if level or skips else table.one_of("field", ("responsibility", *STATED))
        role = table.one_of("role", roles) if field == "responsibility" else ""
        pattern = table.pattern("match", FIELDS.get(field, ()))
        _check_states(table, pattern, field)
        name, unit = _name(table, rules), _unit(table, pattern)
        rules.append(ItemRule(name, table.line, pattern, level, field, role, _ranges(table), unit))
    return tuple(rules)


def _found(file: TomlFile, roles: tuple[str, ...], *, shared: bool) -> tuple[FoundRule, ...]:
    rules: list[FoundRule] = []
    for table in file.tables("found", rule=str, match=str, field=str, role=str, comparator=str, value=str):
        field = table.one_of("field", FIELDS)
        needed = FIELDS[field]
        if field == "quantity":
            needed = ("unit",) if "value" in table.values else ("value", "unit")
        role = table.one_of("role", roles) if field == "responsibility" else ""
        comparator = table.one_of("comparator", COMPARATORS, "=")
        name, pattern = _name(table, rules), table.pattern("match", needed)
        _check_states(table, pattern, field)
        rules.append(FoundRule(name, table.line, shared, pattern, field, role, comparator, table.text("value")))
    return tuple(rules)


def _shared(mappings: Path, file: TomlFile, roles: tuple[str, ...]) -> tuple[FoundRule, ...]:
    """The rules for running text that all documents in one language share."""
    name = file.values.get("passages", "")
    if not name:
        return ()
    if not isinstance(name, str) or not re.fullmatch(r"[a-z]+", name):
        raise MappingError(
            f"{file.shown}, line {file.line('', 0, 'passages')}: passages has to be a language such as 'cs'."
        )
    shared = read_toml(mappings / "passages" / f"{name}.toml", f"mappings/passages/{name}.toml")
    shared.only(("found",))
    return _found(shared, roles, shared=True)


def _remarks(file: TomlFile, levels: list[str]) -> tuple[RemarkRule, ...]:
    tables = file.tables(
        "remark", line=int, level=str, parent=str, parent_uncertain=bool, derived_notation=str, cs=str, en=str
    )
    rules = []
    for table in tables:
        if ("line" in table.values) != ("level" in table.values):
            raise table.fault(
                "line", "a remark on an element needs both its line and its level; a remark on the plan neither"
            )
        if table.values.get("line", 1) < 1:
            raise table.fault("line", f"line is {table.values['line']}; lines are counted from 1")
        level = table.one_of("level", levels) if "level" in table.values else ""
        remark = Remark(table.need("cs"), table.need("en"))
        flags = (table.text("parent"), table.flag("parent_uncertain"), table.text("derived_notation"))
        rules.append(RemarkRule(table.line, table.values.get("line", 0), level, *flags, remark))
    return tuple(rules)


def _truncation(file: TomlFile) -> Truncation:
    tables = file.tables("truncation", length=int, cs=str, en=str)
    if not tables:
        return Truncation(0, NO_REMARK)
    table = tables[-1]
    if len(tables) > 1:
        raise table.fault("length", "there is a second [[truncation]]; a source cuts texts at one length, keep one")
    return Truncation(table.need("length"), Remark(table.need("cs"), table.need("en")))


def _name(table: Table, rules: list[LineRule] | list[ItemRule] | list[FoundRule]) -> str:
    name = str(table.need("rule"))
    if any(rule.name == name for rule in rules):
        raise table.fault("rule", f"two rules are called {name!r}; rename one")
    return name


def _ranges(table: Table) -> tuple[tuple[int, int], ...]:
    """`"8, 1-5"` as ((1, 5), (8, 8)): in order, what meets or overlaps made one."""
    ranges = []
    for part in table.text("lines").split(",") if table.text("lines") else []:
        found = re.fullmatch(r"\s*(\d+)(?:\s*-\s*(\d+))?\s*", part)
        if not found or int(found[2] or found[1]) < int(found[1]):
            raise table.fault("lines", f"lines is {table.text('lines')!r}; write ranges such as '1-5, 8'")
        ranges.append((int(found[1]), int(found[2] or found[1])))
    joined: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return tuple(joined)
