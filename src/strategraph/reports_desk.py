"""A desk for reports: it asks a release, or an endpoint, makes a report of the answers, and writes it in a format."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from strategraph.errors import UsageError
from strategraph.graph_names import GraphNames
from strategraph.places import Places
from strategraph.release import answer, held, open_release, open_store
from strategraph.release.asking import asked
from strategraph.reports import (
    FORMATS,
    Addresses,
    Answers,
    Asked,
    Options,
    Reckoner,
    make_report,
    report_queries,
    stratml,
)
from strategraph.settings import Settings

__all__ = ["ReportsDesk"]


class ReportsDesk:
    """What makes reports; `site` is the address of a site whose links lead back to the data, which is the base unless set."""

    def __init__(self, places: Places, settings: Settings, site: str = "") -> None:
        self.settings = settings
        self.queries = report_queries(places.queries)
        self.reckoner = Reckoner(places, settings.alignment)
        self.base = settings.publication.base
        self.addresses = Addresses(self.queries, self.base, site or self.base)

    def report(self, name: str, form: str, options: Options, table: str, answers: Answers, release: str) -> bytes:
        """A report in a format.

        Raises:
            UsageError: for a name, a format or a choice that there is not.
        """
        if form not in FORMATS:
            raise UsageError(f"Reports are not written as {form!r}: choose one of {', '.join(FORMATS)}.")
        made = make_report(name, answers, options, release)
        return FORMATS[form].write(made, self.addresses, table)

    def write_stratml(self, answers: Answers, folder: Path) -> list[Path]:
        """Write every plan as StratML into a folder, `<plan id>.xml`; a plan without goals cannot be, and is left out.

        Raises:
            UsageError: if no plan can be written.
        """
        folder.mkdir(parents=True, exist_ok=True)
        written, faults = [], list[str]()
        for row in answers.rows(Asked("plans-of-reports", {})):
            path = folder / f"{row['id']}.xml"
            try:
                path.write_bytes(stratml(answers, str(row["id"])))
                written.append(path)
            except UsageError as fault:
                faults.append(str(fault))
        if not written:
            raise UsageError(" ".join(faults) or "The release holds no plan: there is nothing to write.")
        return written

    @contextmanager
    def of_release(self, output: Path) -> Iterator[tuple[Answers, str]]:
        """What answers from the current release, which no build removes meanwhile, and the name of that.

        Raises:
            ReleaseError: if there is no sound one.
        """
        release = open_release(output)
        with held(release.path):
            store = open_store(release)
            answers = Answers(
                self.queries,
                self.base,
                lambda query, terms: answer(store, query, terms, "json"),
                reckoner=self.reckoner,
            )
            yield answers, release.edition

    @contextmanager
    def of_endpoint(self, url: str, tell: Callable[[str], None]) -> Iterator[tuple[Answers, str]]:
        """What answers from an endpoint; the release is known if it is one of `strategraph serve`.

        Raises:
            UsageError, RemoteStoreError: if the address cannot be one, or the endpoint does not answer.
        """
        names = GraphNames(self.base)
        with asked(url, self.settings.sending, tell) as endpoint:
            endpoint.graphs(names)
            answers = Answers(
                self.queries,
                self.base,
                lambda query, terms: endpoint.answer(query, terms, names, "json"),
                reckoner=self.reckoner,
            )
            yield answers, endpoint.release
