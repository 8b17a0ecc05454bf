"""Office Open XML: the parts of a package by their relationships (ECMA-376, part 2), and names of its vocabularies."""

import posixpath
from collections.abc import Iterator

from strategraph.errors import SourceError
from strategraph.sources.markup import Element
from strategraph.sources.packages import Package

__all__ = ["NAMESPACES", "attribute", "main_part", "number_of", "part_of_type", "parts_of_type", "related", "tag"]

_OFFICE = "http://schemas.openxmlformats.org"
#: Of documents as most programs write them ("transitional").
NAMESPACES = {
    "w": f"{_OFFICE}/wordprocessingml/2006/main",
    "p": f"{_OFFICE}/presentationml/2006/main",
    "a": f"{_OFFICE}/drawingml/2006/main",
    "s": f"{_OFFICE}/spreadsheetml/2006/main",
    "r": f"{_OFFICE}/officeDocument/2006/relationships",
    "m": f"{_OFFICE}/officeDocument/2006/math",
    "mc": f"{_OFFICE}/markup-compatibility/2006",
    "rel": f"{_OFFICE}/package/2006/relationships",
}


def tag(name: str) -> str:
    """`w:p` as lxml writes it."""
    prefix, _, rest = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{rest}"


def attribute(element: Element | None, name: str, default: str = "") -> str:
    """The value of an attribute such as `w:val`; the default where there is no such element or attribute."""
    return default if element is None else str(element.get(tag(name), default))


def number_of(text: str, default: int) -> int:
    """A number as written, or the default where it is none."""
    try:
        return int(text)
    except ValueError:
        return default


def related(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """Id, type and part of every relationship of a part; those that lead out of the package are never followed."""
    folder, name = posixpath.split(part)
    root = package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
    for one in () if root is None else root.iter(tag("rel:Relationship")):
        if one.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))
            yield one.get("Id", ""), one.get("Type", "").rpartition("/")[2], target.lstrip("/")


def parts_of_type(package: Package, part: str, kind: str) -> list[str]:
    """The parts to which a part is related by a type such as `styles`."""
    return [target for _, found, target in related(package, part) if found == kind]


def part_of_type(package: Package, part: str, kind: str) -> Element | None:
    """The root of the first such part, or None."""
    return next((package.xml(name) for name in parts_of_type(package, part, kind)), None)


def main_part(package: Package) -> tuple[str, Element]:
    """The name and the root of the part that is the document.

    Raises:
        SourceError: if there is none, or it is written in the strict form of the format.
    """
    for name in parts_of_type(package, "", "officeDocument"):
        root = package.xml(name)
        if root is not None:
            if "purl.oclc.org" in root.tag:
                raise SourceError(f"{package.shown} is saved as strict Open XML: save it in the usual form.")
            return name, root
    raise SourceError(f"{package.shown} has no main document: open it in the program that made it, and save it anew.")
