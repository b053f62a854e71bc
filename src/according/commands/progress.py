"""Tells on standard error how far the reading is: building, the count of many reports, the share of a long one."""

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from according.commands.console import tell
from according.grounding import LONG, VILLAGES

FEW = 3  # so many reports are read before anybody wonders


class Watch:
    """Watches one run; use it in a `with` statement."""

    def __init__(self) -> None:
        self._built: set[str] = set()
        self._bar: Progress | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def build(self, what: str, share: float) -> None:
        """Say once that something is being built that is built only once; show how far a long report is."""
        if what == LONG:
            self._show(f"{share:.0%} of a long report read")
        elif what.startswith(VILLAGES):
            if what not in self._built:
                tell(f"Indexing {what}, once (a few seconds) ...")
                self._built.add(what)
        elif "" not in self._built:
            tell("Building the gazetteer, once (about half a minute) ...")
            self._built.add("")

    def count(self, number: int, of: int = 0) -> None:
        """Show how many reports came, and of how many if that is known, if they are many and somebody is looking."""
        if of > FEW:
            self._show(f"{number:,} of {of:,} reports")
        elif number > FEW or self._bar is not None:
            self._show(f"{number} reports read" if number > 1 else "1 report read")

    def _show(self, what: str) -> None:
        """Show how far it is, if somebody is looking."""
        if self._bar is None and sys.stderr.isatty():
            columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
            self._bar.add_task(what, total=None)
            self._bar.start()
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], description=what)
