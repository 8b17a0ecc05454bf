"""Numbers in cells of XLSX: a format says whether a number is a date, a share, or how many decimals it shows (18.8.30)."""

import datetime
import math
import re

from strategraph.sources.markup import Element
from strategraph.sources.ooxml import number_of, tag

__all__ = ["number_formats", "shown_number"]

#: Formats that have a number and no text in the file; those of dates as they are shown in Czech.
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "d.m.yyyy", 15: "d.m.yyyy", 16: "d.m.yyyy", 17: "m.yyyy", 18: "h:mm", 19: "h:mm", 20: "h:mm", 21: "h:mm", 22: "d.m.yyyy",
}  # fmt: skip
#: What a format quotes, escapes, or says of colour, currency and language.
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_LAST_DAY = 2_958_465  # 31 December 9999
#: Up to this many figures a number of a sheet is exact.
_FIGURES = 15


def number_formats(root: Element | None) -> list[str]:
    """The formats of cells, by the number a cell refers to."""
    if root is None:
        return []
    named = {number_of(one.get("numFmtId", ""), -1): one.get("formatCode", "") for one in root.iter(tag("s:numFmt"))}
    styles = root.find(tag("s:cellXfs"))
    wanted = [] if styles is None else [number_of(one.get("numFmtId", ""), 0) for one in styles]
    return [named.get(number, _BUILT_IN.get(number, "")) for number in wanted]


def shown_number(text: str, code: str, first: datetime.date) -> str:
    """A number as its format shows it: `31.12.2026`, `12/2026`, `25 %`, `1.10`; without a format, as it was typed."""
    try:
        value = float(text)
    except ValueError:
        return text
    if not math.isfinite(value):
        return text
    plain = _QUOTED.sub("", code.partition(";")[0]).lower()
    if re.search("[dy]", plain) and 0 < value <= _LAST_DAY:
        return _date(first + datetime.timedelta(days=int(value)), plain)
    if "h" in plain and ":" in plain and 0 <= value < 1:
        minutes = round(value * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    if "%" in plain:
        return f"{_decimal(value * 100, _decimals(plain))} %"
    return _decimal(value, _decimals(plain))


def _date(day: datetime.date, code: str) -> str:
    """Day, month and year as far as the format shows them."""
    parts = [str(number) for sign, number in (("d", day.day), ("m", day.month)) if sign in code]
    return ("/" if parts == [str(day.month)] and "d" not in code else ".").join([*parts, str(day.year)])


def _decimals(code: str) -> int | None:
    """How many decimals a format shows; None where it is the general one."""
    found = re.search(r"0(?:\.(0+))?", code)
    return len(found[1] or "") if found else None


def _decimal(value: float, decimals: int | None) -> str:
    if decimals is not None:
        return f"{value:.{min(decimals, _FIGURES)}f}"
    return str(int(value)) if value == int(value) and abs(value) < 10**_FIGURES else f"{value:.{_FIGURES}g}"
