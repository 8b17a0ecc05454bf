"""Plans as read and small ways to look into them, shared by the tests of the documents."""

import pytest

from strategraph.pipeline import Work
from strategraph.plans import Plan


@pytest.fixture(scope="module")
def plans(work: Work) -> dict[str, Plan]:
    """The five plans by their ids."""
    return {plan.id: plan for plan in work.plans}
