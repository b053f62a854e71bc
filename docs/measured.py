"""Writes docs/measured.md: what every measure that the data at hand allows says of the shipped reader.

`ACCORDING_DATA=data python docs/measured.py`, in the repository; a measure whose data is not here is told as not run.
"""

import os
from pathlib import Path

from according.errors import AccordingError
from according.evaluation import EVALUATIONS, Measured, Options
from according.evaluation.reading import name_reader
from according.settings import Settings

PAGE = Path(__file__).with_name("measured.md")
# What the first finds is a fault or none; the second is of no reader: annotation.md has it.
LEFT = ("evidence", "agreement")


def page(found: dict[str, Measured | str], reader: str) -> str:
    """The page: a table with a row for each figure, and the digest of the data of each measure."""
    lines = [
        "# Measured", "",
        f"Reader: {reader}. Written by `make measure`; each row comes again with `according evaluate NAME`. Annotated",
        "data is measured on its dev part; shares have a 95 per cent interval where the measure gives one.", "",
        "| measure | figure | value | of |", "|---|---|---|---|",
    ]  # fmt: skip
    for name, measured in found.items():
        if isinstance(measured, str):
            lines.append(f"| {name} | not run: {measured} | | |")
            continue
        for figure, value in measured.figures.items():
            spread = measured.spreads.get(figure)
            bounds = f" ({spread.low:.3f} to {spread.high:.3f})" if spread and spread.low is not None else ""
            told = f"{value:.3f}" if isinstance(value, float) else f"{value:,}"
            lines.append(f"| {name} | {figure} | {told}{bounds} | {f'{spread.of:,}' if spread else ''} |")
    lines += ["", "## The data", "", "| measure | sha256 |", "|---|---|"]
    lines += [f"| {name} | `{held.digest}` |" for name, held in found.items() if isinstance(held, Measured)]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Run every measure and write the page."""
    corpora = os.environ.get("ACCORDING_DATA")
    options = Options(corpora=Path(corpora) if corpora else None)
    found: dict[str, Measured | str] = {}
    for name in EVALUATIONS.names():
        if name not in LEFT:
            try:
                found[name] = EVALUATIONS.take(name)(None, Settings(), options)
            except AccordingError:
                found[name] = "its data is not here"
    PAGE.write_text(page(found, name_reader(Settings())), encoding="utf-8")


if __name__ == "__main__":
    main()
