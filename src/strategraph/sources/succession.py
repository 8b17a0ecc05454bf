"""Succession: which plan each plan replaces, as the source.toml of the later one says."""

from collections.abc import Sequence

from strategraph.errors import SourceError
from strategraph.sources.manifest import Manifest

__all__ = ["replaced_plans"]


def replaced_plans(manifests: Sequence[Manifest]) -> dict[str, str]:
    """Plan → the plan that it replaces; plans that state none are left out.

    Raises:
        SourceError: for a plan that is not there, or that comes back to itself.
    """
    ids = {one.plan_id for one in manifests}
    replaced = {one.plan_id: one.replaces for one in manifests if one.replaces}
    for plan, before in replaced.items():
        if before not in ids:
            raise SourceError(
                f"source.toml of {plan}: replaces is {before!r}, which is no plan below data/sources; add that plan, or take the key out."
            )
        passed = [plan]
        while passed[-1] in replaced:
            passed.append(replaced[passed[-1]])
            if passed[-1] in passed[:-1]:
                raise SourceError(
                    f"source.toml of {plan}: it replaces itself by way of {' and '.join(passed[1:-1]) or 'nothing else'}; "
                    "correct the key replaces."
                )
    return replaced
