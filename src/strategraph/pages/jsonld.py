"""JSON-LD with its context inside: the engine writes whole IRIs, here they get the prefixes that readers know."""

import json
from collections.abc import Mapping
from typing import Any

__all__ = ["MAX_BYTES", "compact"]

#: A longer document stays as the engine wrote it, which is JSON-LD too.
MAX_BYTES = 20_000_000
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def compact(expanded: bytes, prefixes: Mapping[str, str]) -> bytes:
    """Shorten properties, classes and datatypes of expanded JSON-LD by prefixes (JSON-LD 1.1, 4.1.5 and 4.2.2).

    Nodes and their properties are put in order of their names. The context has the prefixes in use; one that is
    also the scheme of an IRI in the data cannot be told from it, and the document then stays whole.
    """
    nodes = sorted(json.loads(expanded), key=lambda node: str(node["@id"]))
    used: dict[str, str] = {}

    def short(iri: str) -> str:
        for prefix, namespace in prefixes.items():
            if iri.startswith(namespace) and len(iri) > len(namespace):
                used[prefix] = namespace
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri

    graph = [_node(node, short) for node in nodes]
    if any(iri.partition(":")[0] in used for iri in _identifiers(nodes)):
        return expanded
    context = dict(sorted(used.items()))
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=1).encode()


def _node(node: Mapping[str, Any], short: Any) -> dict[str, Any]:
    shown: dict[str, Any] = {"@id": node["@id"]}
    for name in sorted(name for name in node if name != "@id"):
        if name == _TYPE and all("@id" in value for value in node[name]):
            shown["@type"] = sorted(short(value["@id"]) for value in node[name])
        elif name == "@type":
            shown["@type"] = sorted(short(iri) for iri in node[name])
        else:
            values = [_value(value, short) for value in node[name]]
            shown[short(name)] = sorted(values, key=lambda value: json.dumps(value, sort_keys=True))
    return shown


def _value(value: Mapping[str, Any], short: Any) -> Mapping[str, Any]:
    return {**value, "@type": short(value["@type"])} if "@type" in value else value


def _identifiers(nodes: list[dict[str, Any]]) -> set[str]:
    """All IRIs that are written out."""
    found = {str(node["@id"]) for node in nodes} | {name for node in nodes for name in node}
    values = (value for node in nodes for values in node.values() if isinstance(values, list) for value in values)
    for value in values:
        if isinstance(value, str):
            found.add(value)
        else:
            found |= {value[key] for key in ("@id", "@type") if key in value}
    return found
