"""`according read`: read reports, show what they claim."""

import re
from pathlib import Path

import click
from babel import UnknownLocaleError
from babel.dates import get_day_names

from according.commands.console import (
    check_output,
    now,
    read_day,
    settings_here,
    take_format,
    tell,
    tell_aside,
    view_of,
    writing,
)
from according.commands.progress import Watch
from according.exports.wording import tell_number
from according.model import Period, Report, Unknown
from according.pipeline import Batch, read_reports

SOME_NOT_READ, NOTHING_READ = 3, 1
_ANCHOR = "published"  # what grounding calls the day of publication

_EXAMPLES = """\b
Examples:
  according read report.txt --published 2025-07-02
  according read https://news.example/story
  according read reports.jsonl --format jsonl --output claims.jsonl
  according read archive/ --keep
  cat report.txt | according read - --published 2025-07-02
"""


def _check_sources(_ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse an empty name, as an unset variable of a shell gives: as a path it is the whole working folder."""
    if any(not name.strip() for name in value):
        raise click.BadParameter(
            "the name is empty: name a file, a folder ('.' is this one) or an address", param=param
        )
    return value


@click.command(epilog=_EXAMPLES)
@click.argument("sources", callback=_check_sources, metavar="FILE|FOLDER|URL|-...", nargs=-1, required=True)
@click.option(
    "--published", callback=read_day, metavar="DATE", help="When they were published: 2025-07-02, 2025-07 or 2025."
)
@click.option("--publisher", default="", metavar="NAME", help="Who published them.")
@click.option(
    "--format",
    "format_",
    default="text",
    metavar="NAME",
    show_default=True,
    help="How to show it: text, jsonl (a claim a line), incidents (an incident a line), csv or geojson.",
)
@click.option("--output", "-o", callback=check_output, metavar="FILE", help="Write to this file, not to the screen.")
@click.option("--keep", is_flag=True, help="Store the reports and their claims; what is stored already stays as it is.")
@click.option("--redate", is_flag=True, help="With --keep: move reports that are stored already to the date told now.")
@click.option("--again", is_flag=True, help="With --keep: keep also reports that were forgotten ('according forget').")
@click.pass_context
def read(
    ctx: click.Context,
    sources: tuple[str, ...],
    published: Period | None,
    publisher: str,
    format_: str,
    output: Path | None,
    *,
    keep: bool,
    redate: bool,
    again: bool,
) -> None:
    """Read reports and show what they claim, with who says so and the words.

    A report is a text, HTML, PDF or DOCX file, a line of a JSONL file, a web page, or standard input ("-"). Of a folder
    every file is read that may hold one.

    Exit code: 0 all were read, 3 some were put aside or are in a language that is not read, 1 none could be read.
    """
    if redate and not keep:
        raise click.UsageError("--redate moves what is stored: give --keep too")
    if again and not keep:
        raise click.UsageError("--again keeps what was forgotten: give --keep too")
    settings = settings_here()
    exporter = take_format(format_)
    with Watch() as watch:
        batch = read_reports(
            sources, settings, published=published, publisher=publisher, retrieved=now(), keep=keep,
            redate=redate, again=again, progress=watch.build, each=watch.count,
        )  # fmt: skip
    if batch.reports:
        with writing(output) as out:
            exporter.write(view_of(batch), out)
    _tell_faults(batch)
    if published is None:
        _tell_undated(batch)
    if keep and batch.reports:
        told = f"{tell_number(len(batch.reports), 'report')}, {tell_number(len(batch.claims), 'claim')}"
        tell(f"kept: {told}, in {settings.store.address}")
    ctx.exit(_code(batch))


def _tell_faults(batch: Batch) -> None:
    for name, what in batch.dated:
        tell(f"date: {name}: {what}" if name else f"date: {what}")
    for name, language in batch.not_read:
        tell(f"not read: {language} ({name})" if name else f"not read: {language}")
    tell_aside(batch)
    if batch.aside:
        tell(f"{tell_number(len(batch.reports), 'report')} read, {batch.aside:,} put aside")
    elif not batch.reports:
        tell("there was no report to read")


def _code(batch: Batch) -> int:
    if not batch.reports:
        return NOTHING_READ
    return SOME_NOT_READ if batch.aside or batch.not_read else 0


def _tell_undated(batch: Batch) -> None:
    """Hint once a run at --published, where days of the week stand in a text that nothing dates."""
    unread = {name for name, _ in batch.not_read}
    dated = {claim.report for claim in batch.claims if _ANCHOR in (_anchor(claim.when), _anchor(claim.said))}
    undated = sum(
        isinstance(report.published, Unknown)
        and report.id not in dated
        and report.given_id not in unread
        and _tells_weekday(report)
        for report in batch.reports
    )
    if undated:
        of = "" if len(batch.reports) == 1 else f" of {tell_number(undated, 'report')}"
        tell(f"hint: the day of publication{of} is not known, so that days such as 'Tuesday' are not: --published DATE")


def _anchor(time: Period | Unknown) -> str:
    """What a time was counted from: a dateline dates a report too."""
    return time.anchor if isinstance(time, Period) else ""


def _tells_weekday(report: Report) -> bool:
    """Tell whether a day of the week is named, by the names that CLDR has for it in the report's language."""
    try:
        days = get_day_names("wide", locale=report.language or "en").values()
    except (UnknownLocaleError, ValueError):
        return False
    return re.search(rf"(?<!\w)(?:{'|'.join(map(re.escape, days))})(?!\w)", report.text) is not None
