"""Pages for people, and the addresses of things: home, descriptions, ontology, graphs, downloads, query form.

In: the workers of the endpoint, asked only with the queries of queries/pages/, and the files of a release.
Out: routes, and the page that /sparql shows. What may go wrong: `HttpProblem` for what is not there, and
`EndpointError` if a query of ours is missing or faulty.
"""

from strategraph.pages.lookups import Lookups
from strategraph.pages.routes import page_routes
from strategraph.pages.site import Site
from strategraph.pages.sparql_page import QueryPage

__all__ = ["Lookups", "QueryPage", "Site", "page_routes"]
