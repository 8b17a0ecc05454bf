"""Folders of small plans for a batch, described as `strategraph draft -o` leaves them."""

import hashlib
from pathlib import Path

from small_plans import MAPPING, SOURCE, TEXT

FILE = """\
Plán rozvoje sociálních služeb města Kladna 2025–2027

1. Bydlení
Cíl 1.1 Zvýšit počet sociálních bytů
Opatření 1.1.1 Rekonstrukce bytů pro rodiny s dětmi
Opatření 1.1.2 Dluhové poradenství pro nájemníky
Cíl 1.2 Předcházet ztrátě bydlení
Opatření 1.2.1 Terénní práce v ubytovnách
2. Zaměstnanost
Cíl 2.1 Podpořit zaměstnávání dlouhodobě nezaměstnaných
Opatření 2.1.1 Veřejně prospěšné práce
Opatření 2.1.2 Rekvalifikace
"""


def plan_folder(folder: Path, plan_id: str, text: str = TEXT, mapping: str = MAPPING) -> Path:
    """A described plan in a folder of its own below `folder`."""
    home = folder / plan_id
    home.mkdir(parents=True, exist_ok=True)
    content = text.encode()
    (home / "document.txt").write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    source = SOURCE.format(title="Plán na zkoušku", title_printed="true", sha256=sha256)
    (home / "source.toml").write_text(source, encoding="utf-8")
    (home / f"{plan_id}.toml").write_text(mapping.replace('"zkouska"', f'"{plan_id}"'), encoding="utf-8")
    return home
