"""Tells what came of an inspection: for a reader, rule by rule with what shows it, or as JSON."""

import json
from collections import Counter
from collections.abc import Sequence

from strategraph.inspection.inspecting import Finding
from strategraph.inspection.place import FAILED, OPEN, PASSED

__all__ = ["as_json", "as_text", "has_fault"]

_MARKS = {
    "en": {PASSED: "passed", FAILED: "FAILED", OPEN: "open"},
    "cs": {PASSED: "splněno", FAILED: "NESPLNĚNO", OPEN: "otevřené"},
}
_LEVELS = {"en": {"must": "must", "should": "should"}, "cs": {"must": "povinné", "should": "doporučené"}}


def has_fault(findings: Sequence[Finding]) -> bool:
    """Whether a mandatory rule failed."""
    return any(one.rule.level == "must" and one.verdict.outcome == FAILED for one in findings)


def as_text(url: str, findings: Sequence[Finding], language: str) -> str:
    """A paragraph for each rule, and the score at the end."""
    lines = []
    for one in findings:
        marks, levels = _MARKS[language], _LEVELS[language]
        lines.append(f"{marks[one.verdict.outcome]:<9}  {one.rule.id} ({levels[one.rule.level]})")
        lines += [f"    {_clean(text)}" for text in (one.rule.words[language], one.rule.source, one.verdict.told)]
        lines += [f"      {_clean(line)}" for line in one.verdict.shown]
    return "\n".join([*lines, "", _score(url, findings, language)]) + "\n"


def as_json(url: str, findings: Sequence[Finding]) -> str:
    """One object with the score and every rule, its words in both languages."""
    rules = [
        {
            "id": one.rule.id,
            "level": one.rule.level,
            "source": one.rule.source,
            "words": one.rule.words,
            "outcome": one.verdict.outcome,
            "told": one.verdict.told,
            "shown": list(one.verdict.shown),
        }
        for one in findings
    ]
    return (
        json.dumps({"publication": url, "score": dict(_counts(findings)), "rules": rules}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _counts(findings: Sequence[Finding]) -> Counter[str]:
    counts = Counter({PASSED: 0, FAILED: 0, OPEN: 0})
    counts.update(one.verdict.outcome for one in findings)
    return counts


def _score(url: str, findings: Sequence[Finding], language: str) -> str:
    counts, total = _counts(findings), len(findings)
    faults = sum(one.rule.level == "must" and one.verdict.outcome == FAILED for one in findings)
    passed, failed, left = counts[PASSED], counts[FAILED], counts[OPEN]
    if language == "cs":
        return (
            f"{url}: splněno {passed} z {total} pravidel, nesplněno {failed} (povinných {faults}), otevřených {left}."
        )
    return f"{url}: {passed} of {total} rules passed, {failed} failed ({faults} of them mandatory), {left} open."


def _clean(text: str) -> str:
    """One line without what could steer a terminal: what another server says is only shown."""
    return "".join(letter if letter.isprintable() else " " for letter in text)[:1000]
