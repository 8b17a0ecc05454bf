"""Where an IRI leads on these pages: to a page of ours, to an address elsewhere, or nowhere."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from strategraph.namespaces import SG
from strategraph.pages.texts import shorten

__all__ = ["Links"]

#: Only these lead anywhere from a page; `javascript:` and the like stay text.
SCHEMES = ("http", "https", "mailto")
_ONTOLOGY = str(SG).removesuffix("#")


@dataclass(frozen=True, slots=True)
class Links:
    """Links for things below one base; `language` is carried along where the reader chose it by hand."""

    base: str
    language: str | None = None

    def href(self, iri: str) -> str | None:
        """The target of a link to a thing, or None if there is none to be made."""
        if iri.startswith(f"{self.base}resource/"):
            return self.local("/page/" + iri.removeprefix(f"{self.base}resource/"))
        if iri.startswith(f"{self.base}graph/"):
            return self.local("/graph/" + iri.removeprefix(f"{self.base}graph/"))
        if iri.split("#")[0] in (_ONTOLOGY, f"{self.base}ontology"):
            fragment = iri.partition("#")[2]
            return self.local("/ontology" + (f"#{fragment}" if fragment else ""))
        try:
            parts = urlsplit(iri)
        except ValueError:
            return None
        return iri if parts.scheme.lower() in SCHEMES and (parts.netloc or parts.scheme == "mailto") else None

    def local(self, path: str) -> str:
        """A path on this site, percent-encoded, with the chosen language before the fragment; never `//host`."""
        path, mark, fragment = ("/" + path.lstrip("/")).partition("#")
        parameter = f"?lang={self.language}" if self.language else ""
        anchor = mark + quote(fragment, safe="=,.-_~:/%")
        return quote(path, safe="/:@!$&'()*+,;=-._~%") + parameter + anchor

    def choice(self, path: str, **values: str) -> str:
        """A path on this site with parameters, and the chosen language."""
        asked = {**values, **({"lang": self.language} if self.language else {})}
        return f"{self.file(path)}?{urlencode(asked, safe='/')}"

    def file(self, path: str) -> str:
        """A path on this site that is percent-encoded to its end, a `#` in it too, and does not carry the language."""
        return "/" + quote(path.lstrip("/"), safe="/:@!$&'()*+,;=-._~")

    def name(self, iri: str) -> str:
        """An IRI as a table shows it: short where it is ours or has a known prefix."""
        return shorten(iri.removeprefix(f"{self.base}resource/"))
