"""Settings: read once at the edge, from settings.toml and the environment, into one frozen value."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from strategraph.errors import SettingsError
from strategraph.levels import level_pairs
from strategraph.setting_values import typed

__all__ = [
    "LAYERS",
    "Alignment",
    "Inference",
    "Limits",
    "Publication",
    "Sending",
    "Serve",
    "Settings",
    "SourceLimits",
    "Subjects",
    "read_settings",
]


#: The name of a header (RFC 9110, 5.1), as far as one names a client; or nothing.
_HEADER = re.compile(r"[A-Za-z0-9-]*")
#: An http(s) IRI with a host, without what RFC 3987 excludes.
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`/]+[^\s<>\"{}|\\^`]*")
#: A mailbox as a link can hold it (RFC 6068), as far as publishers have one.
#: A shorter token could be guessed.
_TOKEN_CHARACTERS = 16
_MAILBOX = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Publication:
    """Under which address things are named, who publishes them, and whom to write to; empty means that it is not said."""

    base: str = "https://w3id.org/strategraph/"
    publisher: str = ""
    publisher_name: str = ""
    contact_name: str = ""
    contact_email: str = ""


@dataclass(frozen=True, slots=True)
class SourceLimits:
    """How large a document may be (bytes, lines, characters in a line), what reading a file, and all of a plan, may take (seconds, bytes)."""

    max_bytes: int = 5_000_000
    max_lines: int = 100_000
    max_line_characters: int = 20_000
    max_file_bytes: int = 50_000_000
    max_unpacked_bytes: int = 300_000_000
    read_seconds: float = 8.0
    read_memory_bytes: int = 1_000_000_000
    plan_seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Subjects:
    """When words are enough to give a descriptor (sums of weights), and how long a text may be (bytes)."""

    assigned: float = 1.5
    suggested: float = 1.0
    heading_share: float = 0.5
    heading_cap: float = 1.0
    text_bytes: int = 65_536


@dataclass(frozen=True, slots=True)
class Inference:
    """Up to how many aligned units the reasoner runs beside the rules, and plain sharing is stated (units)."""

    closure_units: int = 200
    sharing_units: int = 1000


#: Which descriptors count: what documents print; that and what people approved; or all that holds.
LAYERS = {
    "printed": ("printed",),
    "approved": ("printed", "approved"),
    "all": ("printed", "approved", "assigned"),
}


@dataclass(frozen=True, slots=True)
class Alignment:
    """How links are scored and found: weights beside a unit's own words (1), the layer of descriptors, levels, permutations for chance.

    Up to `every_pair_units` units, every pair that shares a descriptor is a link. Above, so many candidates are weighed
    for each unit (`shortlist`) that share a descriptor of at least `least_content` (nats), and `top` links of each
    objective, `object_top` of each priority are kept. DuckDB takes `memory_bytes`; what does not fit goes into `spill_folder`.
    `statistics` is the file of the frozen counts, none if empty; `statistics_drift` is how far off they may be (nats).
    """

    heading_weight: float = 0.3
    below_weight: float = 0.5
    synonym_weight: float = 2.0
    layer: str = "all"
    levels: str = "national-regional"
    permutations: int = 999
    every_pair_units: int = 1000
    shortlist: int = 50
    least_content: float = 1.0
    top: int = 10
    object_top: int = 3
    memory_bytes: int = 4_000_000_000
    spill_folder: str = ""
    statistics: str = "data/statistics/alignment.csv"
    statistics_drift: float = 0.1


@dataclass(frozen=True, slots=True)
class Serve:
    """Where the server listens (port 0 lets the system choose), how often it looks for another release, who sees counters.

    Whoever knows `upload_token` may send plans (none: nobody may), each within `upload_seconds`.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    look_seconds: float = 2.0
    public_metrics: bool = False
    upload_token: str = ""
    upload_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query and one client may use (seconds, bytes, processes, requests), and the data (share of free memory)."""

    deadline_seconds: float = 10.0
    query_bytes: int = 65_536
    answer_bytes: int = 1_000_000_000
    workers: int = 0
    most_workers: int = 64
    worker_memory_bytes: int = 4_000_000_000
    worker_stack_bytes: int = 268_435_456
    memory_share: float = 0.5
    waiting: int = 200
    body_seconds: float = 10.0
    client_requests: int = 64
    client_connections: int = 256
    client_seconds: float = 120.0
    clients: int = 10_000
    client_header: str = ""
    cache_bytes: int = 64_000_000


@dataclass(frozen=True, slots=True)
class Sending:
    """How patient calls of another store are (tries, seconds)."""

    tries: int = 6
    first_wait_seconds: float = 1.0
    timeout_seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings; each section is a frozen value of its own."""

    publication: Publication = field(default_factory=Publication)
    sources: SourceLimits = field(default_factory=SourceLimits)
    subjects: Subjects = field(default_factory=Subjects)
    inference: Inference = field(default_factory=Inference)
    alignment: Alignment = field(default_factory=Alignment)
    serve: Serve = field(default_factory=Serve)
    limits: Limits = field(default_factory=Limits)
    sending: Sending = field(default_factory=Sending)


def read_settings(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read settings.toml (of the working directory unless named) and STRATEGRAPH_* variables over the defaults.

    Raises:
        SettingsError: for an unknown section or name, a wrong type, or a number below its least value.
    """
    path = file or Path("settings.toml")
    tables = _read_toml(path) if file or path.is_file() else {}
    settings = Settings()
    known = {section.name for section in fields(Settings)}
    for name, table in tables.items():
        if name not in known or not isinstance(table, dict):
            raise SettingsError(f"{path}: there is no section [{name}]; the sections are {', '.join(sorted(known))}.")
        settings = _with(settings, name, table, str(path))
    for name, value in sorted((os.environ if environment is None else environment).items()):
        section, setting = _variable(name, known)
        if section:
            settings = _with(settings, section, {setting: value}, name)
    if not settings.publication.base.startswith(("http://", "https://")) or not settings.publication.base.endswith("/"):
        raise SettingsError(
            f"publication.base is {settings.publication.base!r}: write an http(s) address that ends in '/'."
        )
    _check_publication(settings.publication)
    if settings.alignment.layer not in LAYERS:
        raise SettingsError(f"alignment.layer is {settings.alignment.layer!r}: write one of {', '.join(LAYERS)}.")
    level_pairs(settings.alignment.levels)
    for name in ("shortlist", "top", "object_top"):
        if not getattr(settings.alignment, name):
            raise SettingsError(f"alignment.{name} is 0: write a number above 0, or no link is found among many units.")
    _check_thresholds(settings.subjects)
    _check_clients(settings.limits)
    if 0 < len(settings.serve.upload_token) < _TOKEN_CHARACTERS:
        raise SettingsError(
            f"serve.upload_token has {len(settings.serve.upload_token)} characters: write at least {_TOKEN_CHARACTERS}, such as "
            "`openssl rand -hex 16` prints, or nothing."
        )
    return settings


def _check_publication(publication: Publication) -> None:
    """Publisher and contact can stand in RDF as what they are."""
    if publication.publisher and not _ADDRESS.fullmatch(publication.publisher):
        raise SettingsError(
            f"publication.publisher is {publication.publisher!r}: write its IRI, such as "
            "https://rpp-opendata.egon.gov.cz/odrpp/zdroj/orgán-veřejné-moci/00551023, or nothing."
        )
    if publication.publisher_name and not publication.publisher:
        raise SettingsError("publication.publisher_name is set, and publication.publisher is not: write its IRI there.")
    if publication.contact_email and not _MAILBOX.fullmatch(publication.contact_email):
        raise SettingsError(
            f"publication.contact_email is {publication.contact_email!r}: write an address such as data@example.org, or nothing."
        )


def _check_thresholds(subjects: Subjects) -> None:
    """A suggestion is weaker than an assignment, and a heading alone never assigns."""
    for name in ("suggested", "heading_cap"):
        if getattr(subjects, name) >= subjects.assigned:
            raise SettingsError(
                f"subjects.{name} is {getattr(subjects, name):g}: write a number below subjects.assigned, {subjects.assigned:g}."
            )
    if not subjects.suggested:
        raise SettingsError(
            "subjects.suggested is 0: write a number above 0, or every descriptor is suggested for every text."
        )


def _check_clients(limits: Limits) -> None:
    """Somebody can be counted, and the header that names a client is one that can be read."""
    if not limits.clients:
        raise SettingsError("limits.clients is 0: write a number above 0, or nobody is answered.")
    if not _HEADER.fullmatch(limits.client_header) or limits.client_header.lower() == "forwarded":
        raise SettingsError(
            f"limits.client_header is {limits.client_header!r}: write the name of a header that holds an address, "
            "such as 'X-Forwarded-For' ('Forwarded' is not read), or nothing."
        )


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise SettingsError(f"{path} cannot be read as settings: {fault}.") from fault


def _variable(name: str, sections: set[str]) -> tuple[str, str]:
    """Split STRATEGRAPH_LIMITS_WORKERS into section and setting; a variable of another kind gives empty strings."""
    section, _, setting = name.removeprefix("STRATEGRAPH_").lower().partition("_")
    is_ours = name.startswith("STRATEGRAPH_") and section in sections
    return (section, setting) if is_ours else ("", "")


def _with(settings: Settings, section: str, table: dict[str, Any], where: str) -> Settings:
    current = getattr(settings, section)
    known = {item.name for item in fields(current)}
    changes = {}
    for name, value in table.items():
        if name not in known:
            raise SettingsError(f"{where}: [{section}] has no setting {name!r}; it has {', '.join(sorted(known))}.")
        changes[name] = typed(value, getattr(current, name), f"{where}: {section}.{name}")
    return replace(settings, **{section: replace(current, **changes)})
