"""The reader of made reports: it marks by their form alone, in no time, so that a trial is about the store."""

from according.model import Markup, Report
from according.readers import Progress
from bench.soak.corpus import READER, VERSION, mark_report


class MadeReader:
    """Marks what made reports say."""

    name = READER
    version = VERSION
    languages = ("en",)

    def read(self, reports: list[Report], progress: Progress | None = None) -> list[Markup]:  # noqa: ARG002 (none is long)
        """Mark the reports, each by itself."""
        return [mark_report(report) for report in reports]
