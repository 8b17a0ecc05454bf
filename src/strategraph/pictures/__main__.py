"""The process that draws: `python -P -m strategraph.pictures` reads a line of specifications and writes a line of pictures, until nobody asks.

It ends with its caller, when its standard input ends, and after a while without work: the engine takes a hundred megabytes.
"""

import base64
import json
import select
import sys

from vl_convert import svg_to_png, vegalite_to_svg

from strategraph.pictures.packing import packed
from strategraph.pictures.specification import VERSION
from strategraph.pictures.svg import leads_outside

#: So long it waits for the next line (seconds).
IDLE = 120.0
#: A file of pixels has so many for each of the picture, so that it is sharp in print.
SCALE = 2.0


def main() -> None:
    """Draw line by line."""
    incoming, outgoing = sys.stdin.buffer, sys.stdout.buffer
    while select.select([incoming], [], [], IDLE)[0]:
        line = incoming.readline()
        if not line:
            return
        outgoing.write(json.dumps(answer(line)).encode() + b"\n")
        outgoing.flush()


def answer(line: bytes) -> dict[str, object]:
    """What is drawn, or the fault in words."""
    try:
        return {"drawn": [drawn(one["specification"], one["png"]) for one in json.loads(line)]}
    except ValueError as fault:  # how vl-convert tells of all that goes wrong
        return {"fault": str(fault)}


def drawn(specification: dict[str, object], png: bool) -> str:
    """SVG, or PNG in base64; no data and no picture is loaded from anywhere."""
    svg: str = vegalite_to_svg(specification, vl_version=VERSION, allowed_base_urls=[])
    if leads_outside(svg):  # what makes pixels of it would load that
        raise ValueError("it names something outside of itself")
    return base64.b64encode(packed(svg_to_png(svg, scale=SCALE))).decode() if png else svg


if __name__ == "__main__":
    main()
