"""Two small plans that state deadlines, indicators and money: one as text with labels, one as a table of a DOCX file."""

import hashlib
import io
from pathlib import Path

import docx

from small_plans import home_of
from strategraph.pipeline import build
from strategraph.places import Places, find_places
from strategraph.settings import Settings

FIXTURE = find_places().home / "tests" / "fixtures" / "stated"
HEAD = (
    "Kód", "Opatření", "Gestor", "Termín", "Indikátor", "Výchozí hodnota", "Cílová hodnota", "2025 (tis. Kč)",
    "2026 (tis. Kč)", "Zdroj",
)  # fmt: skip
ROWS = (
    ("1", "Rozšířit noclehárnu", "MPSV", "1/2025–6/2026", "počet lůžek", "20", "35 lůžek", "500", "1 250,5", "dotace kraje"),
    ("2", "Vyškolit dobrovolníky", "MMR", "každoročně", "počet dobrovolníků", "", "min. 40", "–", "120 tis. Kč", ""),
    ("3", "Zřídit web", "", "2027", "", "", "", "1,2 mil.", "", "vlastní zdroje"),
)  # fmt: skip
SOURCE = """\
title = "{title}"
title_printed = true
issuer = "ustecky-kraj"
level = "regional"
territory = "CZ042"
period = {{ start = {start}, end = 2026 }}
licence = "https://creativecommons.org/licenses/by/4.0/"
retrieved = 2026-11-21
file = "{file}"
original_file_name = "{file}"
sha256 = "{sha256}"
"""


def add_stated_plans(places: Places) -> None:
    """Add both plans, `zdroje` and `zdroje-tabulka`, to a copy of the knowledge folders."""
    text = (FIXTURE / "document.txt").read_bytes()
    _add(places, "zdroje", "mapping.toml", "document.txt", text, "Plán sociálních služeb na zkoušku 2024–2026", 2024)
    title = "Akční plán na zkoušku 2025–2026"
    _add(places, "zdroje-tabulka", "table.toml", "document.docx", _table(title), title, 2025)


def build_stated_plans(folder: Path) -> Path:
    """Build a release of the two plans alone below a folder; returns the folder of releases."""
    places = home_of(folder / "home")
    add_stated_plans(places)
    build(places, Settings(), folder / "build", lambda room, told: None)
    return folder / "build"


def _add(places: Places, plan: str, mapping: str, file: str, content: bytes, title: str, start: int) -> None:
    folder = places.data / "sources" / "regional" / plan
    folder.mkdir(parents=True)
    (folder / file).write_bytes(content)
    manifest = SOURCE.format(title=title, start=start, file=file, sha256=hashlib.sha256(content).hexdigest())
    (folder / "source.toml").write_text(manifest, encoding="utf-8")
    rules = (FIXTURE / mapping).read_text(encoding="utf-8")
    documents: Path = places.mappings / "documents"
    (documents / f"{plan}.toml").write_text(rules, encoding="utf-8")


def _table(title: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(title)
    table = document.add_table(rows=0, cols=len(HEAD))
    for values in (HEAD, *ROWS):
        for cell, value in zip(table.add_row().cells, values, strict=True):
            cell.text = value
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
