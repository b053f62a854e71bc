"""The tree of errors: what is caught by catching what."""

import inspect

import pytest

from according import errors
from according.errors import AccordingError, ReportError, SettingsError, SourceError, StoreError


@pytest.mark.parametrize("kind", [SettingsError, SourceError, ReportError, StoreError])
def test_every_error_is_one_of_ours_and_no_other(kind: type[AccordingError]) -> None:
    with pytest.raises(AccordingError, match="what to do"):
        raise kind("what is wrong: what to do")
    assert kind.__bases__ == (AccordingError,)


def test_the_tree_holds_nothing_else() -> None:
    found = {kind for _, kind in inspect.getmembers(errors, inspect.isclass)}
    assert found == {AccordingError, SettingsError, SourceError, ReportError, StoreError}
    assert all(kind.__doc__ for kind in found)
