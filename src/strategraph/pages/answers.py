"""What a page shows of an answer: a table, a yes or no, or a text; the rest is left to the links below it."""

import json
from typing import Any

from strategraph.endpoint import Answer

__all__ = ["shown"]

#: What a page shows of an answer; the links below it lead to the whole of it.
MAX_ROWS = 500
MAX_CELLS = 50_000
MAX_BYTES = 5_000_000
MAX_TEXT = 200_000


def shown(answer: Answer, most_rows: int = MAX_ROWS) -> dict[str, Any]:
    """What the template shows: `boolean`, `rows` below `variables`, `text`, or nothing of an answer that is too long."""
    if answer.size > MAX_BYTES:
        answer.close()
        return {"kind": "long"}
    body = answer.read()
    if answer.kind == "triples":
        text = body.decode("utf-8")
        return {"kind": "text", "text": text} if len(text) <= MAX_TEXT else {"kind": "long"}
    content = json.loads(body)
    if "boolean" in content:
        return {"kind": "boolean", "boolean": content["boolean"]}
    variables, bindings = content["head"]["vars"], content["results"]["bindings"]
    return {
        "kind": "rows",
        "variables": variables,
        "rows": bindings[: min(most_rows, MAX_CELLS // max(1, len(variables)))],
        "total": len(bindings),
    }
