"""The words of reports in Czech and English, and how numbers are written in each."""

import tomllib
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from strategraph.levels import STATE_TO_REGIONS

__all__ = ["LANGUAGES", "Words"]

LANGUAGES = ("cs", "en")
_FILE = Path(__file__).with_name("texts.toml")


class Words:
    """Words in one language, on links from plans of one level to those of another."""

    def __init__(self, language: str, levels: tuple[str, str] = STATE_TO_REGIONS) -> None:
        """Texts speak of national and regional plans; of others speak those whose keys end in `_levels`."""
        self.language = language
        self._levels = levels

    def __call__(self, key: str, **values: object) -> str:
        """The words for a key, with `{name}` filled in.

        Raises:
            KeyError: for a key that texts.toml has not.
        """
        if self._levels != STATE_TO_REGIONS and f"{key}_levels" in _texts():
            named = {end: self(f"level_{level}") for end, level in zip(("upper", "lower"), self._levels, strict=True)}
            return _texts()[f"{key}_levels"][self.language].format(**values, **named)
        return _texts()[key][self.language].format(**values)

    def of(self, row: Mapping[str, object], name: str) -> str:
        """The value of `nameCs` or `nameEn`, whichever is of this language."""
        return str(row.get(f"{name}{self.language.capitalize()}", ""))

    def number(self, value: int | Decimal) -> str:
        """A number as a reader writes it, with all places that it has: `0.6992`, in Czech `0,6992`."""
        return str(value).replace(".", ",") if self.language == "cs" else str(value)

    def share(self, value: Decimal) -> str:
        """A share of one in per cent, with one place: `23.7%`, in Czech `23,7 %` with a space that does not break."""
        shown = self.number((value * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))
        return f"{shown}\N{NO-BREAK SPACE}%" if self.language == "cs" else f"{shown}%"


@cache
def _texts() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
