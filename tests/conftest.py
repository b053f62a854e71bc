"""Outside data is named by ACCORDING_DATA and ACCORDING_FIRST_REPORT; tests without it skip, save where CI has it."""

import os

import pytest
from hypothesis import HealthCheck, settings

# No test asks how fast the machine is: laws hold without a deadline, however slowly the texts are made.
settings.register_profile("anywhere", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("anywhere")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in CI that has all outside data and skipped a test all the same."""
    has_all = all(os.environ.get(name) for name in ("CI", "ACCORDING_DATA", "ACCORDING_FIRST_REPORT"))
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if has_all and reporter is not None and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        reporter.write_line("\nThe data is here, yet tests were skipped: in CI that is a failure.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
