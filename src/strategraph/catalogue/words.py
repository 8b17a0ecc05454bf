"""What the catalogue record calls the graphs, and what it says of them, in Czech and English."""

from strategraph.graph_names import GRAPHS

__all__ = ["GRAPHS_CS", "graph_description", "graph_title"]

#: The Czech counterpart of `graph_names.GRAPHS`.
GRAPHS_CS = {
    "assignments": "deskriptory, které přiřadil tento projekt, s doklady, a co jeho lexikon říká vedle vytištěných",
    "descriptors": "schéma deskriptorů a navržené protějšky v jiných slovnících",
    "vocabulary": "úrovně a role",
    "registers": "orgány, území, období a strategie",
    "ontology": "třídy a vlastnosti",
    "inferred": "co z ostatních tvrzení plyne podle pravidel",
    "alignments": "vazby mezi národními cíli a krajskými prioritami",
    "continuity": "vazby mezi cíli po sobě jdoucích plánů",
    "metadata": "katalogizační záznam, počty, verze a příklady dotazů",
}


def graph_description(short: str) -> dict[str, str]:
    """What a graph holds, by language; `short` is its short name. A graph we did not plan for has no description."""
    if short.startswith("source/"):
        plan = short.removeprefix("source/")
        return {
            "cs": f"prvky plánu {plan} tak, jak je uvádí dokument",
            "en": f"elements of the plan {plan} as its document states them",
        }
    if short not in GRAPHS:
        return {}
    return {"cs": GRAPHS_CS[short], "en": GRAPHS[short]}


def graph_title(short: str) -> dict[str, str]:
    """What a graph is called in a list of datasets, by language."""
    return {"cs": f"Graf {short} (strategraph)", "en": f"Graph {short} (strategraph)"}
