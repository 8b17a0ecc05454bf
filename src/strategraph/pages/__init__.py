"""Pages for people, and the addresses of things: home, descriptions, ontology, graphs, downloads, forms.

In: the workers of the endpoint, asked only with the queries of queries/pages/, the files of a release, and the
lexicon for texts that visitors send.
Out: routes, and the page that /sparql shows. What may go wrong: `HttpProblem` for what is not there, and
`EndpointError` if a query of ours is missing or faulty.
"""

from strategraph.pages.adding import ADD, AddPlan, Occupied, PlanAdder, Sent, Unusable
from strategraph.pages.lookups import Lookups
from strategraph.pages.plan_names import plan_rows
from strategraph.pages.questions import QUESTIONS, Questions
from strategraph.pages.reconciliation import RECONCILE
from strategraph.pages.routes import SUGGEST, page_routes
from strategraph.pages.search import SEARCH
from strategraph.pages.site import Site
from strategraph.pages.sparql_page import QueryPage
from strategraph.pages.suggestions import Suggestions

__all__ = [
    "ADD",
    "QUESTIONS",
    "RECONCILE",
    "SEARCH",
    "SUGGEST",
    "AddPlan",
    "Lookups",
    "Occupied",
    "PlanAdder",
    "QueryPage",
    "Questions",
    "Sent",
    "Site",
    "Suggestions",
    "Unusable",
    "page_routes",
    "plan_rows",
]
