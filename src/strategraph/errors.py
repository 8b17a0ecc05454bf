"""What can go wrong, each kind with a name; every message is a sentence: what, where, what to do."""

__all__ = [
    "AlignmentError",
    "CheckError",
    "ConceptError",
    "EndpointError",
    "InferenceError",
    "MappingError",
    "PictureError",
    "QueryFileError",
    "RegisterError",
    "ReleaseError",
    "RemoteStoreError",
    "SettingsError",
    "SourceError",
    "StrategraphError",
    "TextError",
    "UsageError",
]


class StrategraphError(Exception):
    """A piece of work that failed for a reason a person can mend (exit code 1)."""


class UsageError(StrategraphError):
    """A command or a parameter that was not understood (exit code 2)."""


class SettingsError(StrategraphError):
    """A setting that is unknown, of the wrong type or out of its range."""


class SourceError(StrategraphError):
    """A source document or its source.toml that cannot be taken in."""


class RegisterError(StrategraphError):
    """A row in a register or vocabulary table that cannot be used."""


class MappingError(StrategraphError):
    """A mapping that is malformed, or that does not account for its document."""


class ConceptError(StrategraphError):
    """A descriptor, a theme or a match that would make an unsound concept scheme."""


class InferenceError(StrategraphError):
    """Statements that contradict the ontology, or rules that do not derive what its axioms entail."""


class AlignmentError(StrategraphError):
    """Tables of alignment that cannot be read or written, or an engine that cannot run."""


class PictureError(StrategraphError):
    """A picture that could not be drawn."""


class TextError(StrategraphError):
    """A text for which no descriptors can be suggested: too long, empty, not Czech, not text; said in Czech as well."""

    def __init__(self, message: str, czech: str, too_long: bool = False) -> None:
        super().__init__(message)
        self.czech = czech
        self.too_long = too_long


class QueryFileError(StrategraphError):
    """A query file whose header or parameters are wrong."""


class CheckError(StrategraphError):
    """A graph that does not satisfy its shapes, integrity rules or checks."""


class ReleaseError(StrategraphError):
    """A release that cannot be built, is damaged, or is not there."""


class RemoteStoreError(StrategraphError):
    """Another store that cannot be reached, refuses what it is asked, or does not hold what it was sent."""


class EndpointError(StrategraphError):
    """The server cannot start or cannot go on."""
