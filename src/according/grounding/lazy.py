"""Grounds in a world that is opened when something is said for the first time, for to open it takes a while."""

from collections.abc import Callable

from according import grounding
from according.grounding import World
from according.model import Claim, Markup, Report
from according.rules import digest
from according.settings import Settings

_READ = 0.8  # of the time that a long report takes, the share that its reading does, before it is grounded
Progress = Callable[[str, float], None]


class Ground:
    """Grounds what readers mark, in a world that is opened for the first report that says anything."""

    def __init__(self, settings: Settings, progress: Progress | None) -> None:
        self._settings = settings
        self._progress = progress
        self._world: World | None = None

    def tell(self, share: float) -> None:
        """Tell how far a long report is, of which the reader has read this share: grounding comes behind."""
        if self._progress is not None:
            self._progress(grounding.LONG, share * _READ)

    def _pass_on(self, what: str, share: float) -> None:
        if self._progress is not None:
            self._progress(what, _READ + (1 - _READ) * share if what == grounding.LONG else share)

    def ground(self, report: Report, markup: Markup) -> tuple[Claim, ...]:
        """Ground what is marked in a report."""
        if not markup.readings:
            return ()
        return tuple(grounding.ground(report, markup, self._open(), self._pass_on))

    @property
    def version(self) -> str:
        """What was grounded in; "" as long as nothing was."""
        return self._world.version if self._world is not None else ""

    def basis(self, markup: Markup) -> str:
        """What the claims of a markup rest on beside the report: the rules and, where it says anything, the world."""
        return f"{digest()}, {self._open().version}" if markup.readings else digest()

    def _open(self) -> World:
        if self._world is None:
            self._world = grounding.open_world(self._settings, self._progress)
        return self._world
