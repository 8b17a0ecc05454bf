"""Inspects a publication as its readers meet it: over HTTP, rule by rule, with the answer that shows how each rule fares.

In: the address of a running site, and the table of rules (`mappings/catalogue/rules.toml`).
Out: for each rule whether it is passed, failed or open (a setting that only the publisher can make), and the request, the status
line and the header lines that show it; as text or as JSON.
What may go wrong: `UsageError` for an address that is none, `RegisterError` for a table of rules that cannot be read. Whatever the
site answers, late, endless, malformed or not at all, is a finding and no error.
"""

from strategraph.inspection.inspecting import PROBES, Finding, inspect
from strategraph.inspection.report import as_json, as_text, has_fault
from strategraph.inspection.rules import LEVELS, Rule, read_rules

__all__ = ["LEVELS", "PROBES", "Finding", "Rule", "as_json", "as_text", "has_fault", "inspect", "read_rules"]
