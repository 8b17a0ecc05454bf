"""Plans of all five levels: those of the data, and small ones of ours (tests/fixtures/levels) added to a copy of it."""

import shutil
from pathlib import Path

from small_plans import home_of, small_home
from strategraph.places import Places

FIXTURES = Path(__file__).parent / "fixtures" / "levels"
EUROPEAN, MICROREGIONAL = "evropsky-ramec-2021-2030", "podlesi-2020-2024"
EARLIER, MUNICIPAL = "lipina-2019-2021", "lipina-2022-2024"


def levels_home(folder: Path, *kept: str) -> Places:
    """A copy of the data with the small plans added; of the five plans `kept` alone stay, all of them if none is named."""
    places = home_of(folder, *kept) if kept else small_home(folder)
    for source in sorted(FIXTURES.glob("*/*/source.toml")):
        level, plan = source.parent.parent.name, source.parent.name
        shutil.copytree(source.parent, places.data / "sources" / level / plan)
        mapping = (FIXTURES / "mapping.toml").read_text(encoding="utf-8").replace("{plan}", plan)
        (places.mappings / "documents" / f"{plan}.toml").write_text(mapping, encoding="utf-8")
    for name in ("bodies.csv", "other-territories.csv"):
        rows = (FIXTURES / name).read_text(encoding="utf-8").split("\n", 1)[1]
        path = places.mappings / "registers" / name
        path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")
    return places
