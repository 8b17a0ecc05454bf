"""Extensions: the endings of addresses by which a description is to be had in one format."""

__all__ = ["EXTENSIONS", "split_extension"]

#: Endings of /data/…, and the formats they stand for; codes have dots too, so nothing else is an ending.
EXTENSIONS = {".ttl": "turtle", ".jsonld": "jsonld", ".nt": "nt", ".rdf": "rdfxml"}


def split_extension(path: str) -> tuple[str, str | None]:
    """A path and the format of its ending: `descriptor/IX.c` has none, `descriptor/IX.c.ttl` is Turtle."""
    for ending, form in EXTENSIONS.items():
        if path.endswith(ending) and not path.endswith(f"/{ending}"):
            return path.removesuffix(ending), form
    return path, None
