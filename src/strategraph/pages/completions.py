"""What the editor of queries completes, as JSON from this server, so that nothing that is typed is sent anywhere else."""

import json

from starlette.requests import Request
from starlette.responses import Response

from strategraph.namespaces import PREFIXES
from strategraph.pages.site import Site
from strategraph.pages.texts import known_labels

__all__ = ["Completions"]


class Completions:
    """The address /completions.json."""

    def __init__(self, site: Site) -> None:
        self.site = site

    async def listed(self, request: Request) -> Response:
        """`prefixes` (prefix → namespace), and for `class` and `property` IRI → what it is called in the reader's language."""
        language = self.site.language(request)
        known = known_labels()
        terms: dict[str, dict[str, str]] = {"class": {}, "property": {}}
        for row in await self.site.lookups.rows("completions"):
            iri, named = row["term"].text, terms[row["kind"].text]
            named.setdefault(iri, known.get((iri, language), ""))
            if "language" in row and row["language"].text == language:
                named[iri] = row["label"].text
        content = json.dumps({"prefixes": dict(PREFIXES), **terms}, ensure_ascii=False)
        return Response(content, headers={"Vary": "Accept-Language"}, media_type="application/json")
