"""Levels: for what plans hold, from the European Union to a municipality, and the pairs of them between which a release has links."""

from strategraph.errors import SettingsError

__all__ = ["LEVELS", "STATE_TO_REGIONS", "level_pairs"]

#: For what plans hold, from the largest: the ids of data/vocabularies/plan-levels.csv, and folders of data/sources.
LEVELS = ("european", "national", "regional", "microregional", "municipal")
#: What every release has: reports, the explorer and the mapping set rest on these links.
STATE_TO_REGIONS = ("national", "regional")


def level_pairs(written: str) -> tuple[tuple[str, str], ...]:
    """The levels from and to which links of a release lead, from words such as `national-regional european-national`.

    Raises:
        SettingsError: for what is no pair of two levels, for a pair that comes twice, either way round, for
            `national-regional` turned round, and without it.
    """
    found: list[tuple[str, str]] = []
    for word in written.split():
        subject, _, object_ = word.partition("-")
        if not {subject, object_} <= set(LEVELS):
            raise SettingsError(
                f"alignment.levels names {word!r}: write two of {', '.join(LEVELS)} with a hyphen between them, such as "
                "european-national, and spaces between pairs."
            )
        if subject == object_:
            raise SettingsError(
                f"alignment.levels names {word!r}: within one level, links lead from one plan to all others, so a release "
                "does not publish them; take it out, and ask for them with --from and --to."
            )
        if (subject, object_) in found or (object_, subject) in found:
            raise SettingsError(
                f"alignment.levels names {word!r} after the same two levels, between which a release has links once and one "
                "way round; take it out."
            )
        if (object_, subject) == STATE_TO_REGIONS:
            raise SettingsError(f"alignment.levels names {word!r}, which is turned round: write {object_}-{subject}.")
        found.append((subject, object_))
    if STATE_TO_REGIONS not in found:
        raise SettingsError(
            f"alignment.levels is {written!r}: write {'-'.join(STATE_TO_REGIONS)} as well; reports, the explorer and the "
            "mapping set rest on these links."
        )
    return tuple(found)
