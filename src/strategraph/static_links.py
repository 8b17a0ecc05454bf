"""Where an address of the site lies among files, and how the links of a page are turned to lead from file to file."""

import posixpath
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from urllib.parse import parse_qsl, quote, unquote, urljoin, urlsplit

from strategraph.web import LANGUAGES

__all__ = ["ORIGIN", "Address", "found_links", "read_address", "to_file", "with_links"]

#: The host that the application is asked as; no page leads to it, so what begins so is a page of the site itself.
ORIGIN = "http://strategraph.invalid"
#: What answers to what is typed or chosen, and what tells of the server itself.
_NEEDS_SERVER = (
    "/sparql", "/graph-store", "/search", "/suggest", "/reconcile", "/completions.json", "/releases",
    "/health", "/ready", "/metrics",
)  # fmt: skip
#: Attributes that lead somewhere.
_LEADING = ("href", "src")
_FORMS = ("csv", "json")
Attributes = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """An address of the site: its path as it is asked, the language, the form of a list, the page of a long one."""

    path: str
    language: str = ""
    form: str = ""
    page: str = ""

    @property
    def asked(self) -> str:
        """Path and query, as the application is asked."""
        named = (("lang", self.language), ("format", self.form), ("page", self.page))
        query = "&".join(f"{name}={value}" for name, value in named if value)
        return self.path + (f"?{query}" if query else "")

    @property
    def folder(self) -> str:
        """Where its page lies, decoded and relative, with `/` at the end unless it is the top."""
        parts = [self.language, *unquote(self.path).split("/"), f"page-{self.page}" if self.page else ""]
        return "".join(f"{part}/" for part in parts if part)

    def file(self, is_page: bool) -> str:
        """The file it is written to: `…/index.html` for a page, `…/list.csv` for a list, else the path."""
        if self.form:
            return f"{self.folder}list.{self.form}"
        return f"{self.folder}index.html" if is_page else self.folder.rstrip("/")


def read_address(link: str, page: str = "/") -> Address | None:
    """The address that a link on a page leads to; None if it leads elsewhere, or to what only a server can answer.

    A query is answered by no file, but for the language, the page of a list and its form, each alone or together.
    """
    try:
        parts = urlsplit(urljoin(ORIGIN + page, link))
    except ValueError:
        return None
    if f"{parts.scheme}://{parts.netloc}" != ORIGIN or _is_served(parts.path):
        return None
    asked = parse_qsl(parts.query, keep_blank_values=True)
    values = dict(asked)
    if len(values) < len(asked) or values.keys() - {"lang", "format", "page"}:
        return None
    language, form, number = (values.get(name, "") for name in ("lang", "format", "page"))
    if language not in ("", *LANGUAGES) or form not in ("", *_FORMS) or not (number or "1").isdecimal():
        return None
    path = posixpath.normpath(parts.path or "/")
    path += "/" if parts.path.endswith("/") and path != "/" else ""
    if form:
        return None if number else Address(path, form=form)
    return Address(path, language if language != LANGUAGES[0] else "", page=number if number != "1" else "")


def _is_served(path: str) -> bool:
    return any(path == one or path.startswith((f"{one}/", f"{one}.")) for one in _NEEDS_SERVER)


class _Links(HTMLParser):
    """Collects what a page leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Note every link; those of filters have a query, and are no address of a file."""
        if not _is_script(tag, attrs):
            self.links += [value for name, value in attrs if name in _LEADING and value]


class _Rewriter(HTMLParser):
    """Writes a page again to the letter, but for links, forms, and scripts that would ask the server."""

    def __init__(self, lead: Callable[[str], str | None], remark: str) -> None:
        super().__init__(convert_charrefs=False)
        self.lead = lead
        self.remark = remark
        self.parts: list[str] = []
        self._left_out = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Turn the links of a tag; leave a form out, to its end."""
        if self._left_out:
            return
        if tag == "form" or _is_script(tag, attrs):
            self._left_out = tag
            if tag == "form" and ("role", "search") not in attrs:
                self._remark()
            return
        self._write_tag(tag, attrs, ">")
        if tag == "footer":
            self._remark()

    def _remark(self) -> None:
        self.parts.append(f'\n<p class="hint">{escape(self.remark, quote=False)}</p>')

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        """The same for a tag that is closed in itself."""
        if not self._left_out:
            self._write_tag(tag, attrs, "/>")

    def _write_tag(self, tag: str, attrs: Attributes, end: str) -> None:
        turned = [(name, self.lead(value) if name in _LEADING and value else value) for name, value in attrs]
        dead = [name for (name, value), (_, old) in zip(turned, attrs, strict=True) if value is None and old]
        if dead and tag == "link":
            return
        if turned == attrs:
            self.parts.append(self.get_starttag_text() or "")
            return
        if dead:
            gone = (*dead, "rel", "hreflang", "type")
            turned = [(name, value) for name, value in turned if name not in gone]
            turned += [("role", "link"), ("aria-disabled", "true"), ("title", self.remark)]
            turned = list(dict(reversed(turned)).items())[::-1]
        words = "".join(f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in turned)
        self.parts.append(f"<{tag}{words}{end}")

    def handle_endtag(self, tag: str) -> None:
        """End what is left out, or write the end."""
        if not self._left_out:
            self.parts.append(f"</{tag}>")
        elif self._left_out == tag:
            self._left_out = ""

    def _write(self, text: str) -> None:
        if not self._left_out:
            self.parts.append(text)

    def handle_data(self, data: str) -> None:
        """Text, and what stands in a script that holds data."""
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        """A character by its name."""
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """A character by its number."""
        self._write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        """A comment."""
        self._write(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """The line that says it is HTML."""
        self._write(f"<!{decl}>")


def _is_script(tag: str, attrs: Attributes) -> bool:
    return tag == "script" and any(name == "src" for name, _ in attrs)


def found_links(page: str) -> list[str]:
    """What a page leads to, in its order; scripts are left aside, as the site works without them."""
    links = _Links()
    links.feed(page)
    links.close()
    return links.links


def with_links(page: str, lead: Callable[[str], str | None], remark: str) -> str:
    """The page with links that `lead` gives for those it has; a link for which it gives none is one no more.

    Forms and scripts go, as no server answers them; `remark` says so in the place of a form (but for the search that every page has),
    at the foot of the page, and on what was a link.
    All else stays to the letter.
    """
    rewriter = _Rewriter(lead, remark)
    rewriter.feed(page)
    rewriter.close()
    return "".join(rewriter.parts)


def to_file(file: str) -> str:
    """The address of a written file from the host's root: a folder for `index.html`."""
    return "/" + quote(file.removesuffix("index.html"), safe="/:@!$&'()*+,;=-._~")
