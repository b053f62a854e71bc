"""Tells on standard error how far the reading is: a line while the gazetteer is built, a count of many reports."""

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from according.commands.console import tell

FEW = 3  # so many reports are read before anybody wonders


class Watch:
    """Watches one run; use it in a `with` statement."""

    def __init__(self) -> None:
        self._building = False
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def build(self, _what: str, _share: float) -> None:
        """Say once that something is being built that is built only once."""
        if not self._building:
            tell("Building the gazetteer, once (about half a minute) ...")
            self._building = True

    def count(self, number: int) -> None:
        """Show how many reports came, if they are many and somebody is looking."""
        if self._bar is None and number > FEW and sys.stderr.isatty():
            columns = SpinnerColumn(), TextColumn("{task.completed:.0f} reports read"), TimeElapsedColumn()
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.add_task("reading", total=None)
            self._bar.start()
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], completed=number)
