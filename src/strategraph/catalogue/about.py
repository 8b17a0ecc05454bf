"""What a catalogue record says that cannot be counted: the date of the data and the sources they come from."""

from dataclasses import dataclass
from datetime import date

from strategraph.errors import StrategraphError

__all__ = ["About"]


@dataclass(frozen=True, slots=True)
class About:
    """The date of the data (`2024-05-31`) and, for each source, plan id, SHA-256 and original file name.

    The date is handed in and never read from a clock, so that the same sources give the same record.

    Raises:
        StrategraphError: if the date is not a day of the calendar in the form of ISO 8601.
    """

    date: str
    sources: tuple[tuple[str, str, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse a date that no catalogue could sort."""
        try:
            exact = date.fromisoformat(self.date).isoformat() == self.date
        except ValueError:
            exact = False
        if not exact:
            raise StrategraphError(f"{self.date!r} is not a date of a release: write it as 2024-05-31.")
