"""The licence under which everything that strategraph makes may be used; LICENSE-DATA.md says what it covers."""

__all__ = ["ATTRIBUTION", "LICENCE"]

#: Creative Commons Attribution 4.0 International.
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
#: Who is to be named.
ATTRIBUTION = "strategraph contributors"
