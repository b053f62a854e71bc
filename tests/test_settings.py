"""The settings of a working folder, and all that can be wrong with them."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from according.errors import SettingsError
from according.settings import FILE_NAME, Settings, load


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    found = load({}, tmp_path)
    assert found == Settings()
    assert found.store.address == "sqlite:///according.db"
    assert found.fetch.private_addresses is False
    assert found.cache.name == "according"


def test_a_file_in_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('[store]\naddress = "sqlite:///other.db"\n[fetch]\nprivate_addresses = true\n')
    found = load({}, tmp_path)
    assert found.store.address == "sqlite:///other.db"
    assert found.fetch.private_addresses is True
    assert found.read == Settings().read


def test_the_environment_names_another_file_and_outranks_the_address(tmp_path: Path) -> None:
    named = tmp_path / "mine.toml"
    named.write_text('[store]\naddress = "sqlite:///mine.db"\n[read]\nmost_characters = 5\n')
    (tmp_path / FILE_NAME).write_text("[broken")
    environment = {"ACCORDING_SETTINGS": str(named)}
    assert load(environment, tmp_path).store.address == "sqlite:///mine.db"
    outranked = load({**environment, "ACCORDING_STORE": "postgresql://server/kept"}, tmp_path)
    assert outranked.store.address == "postgresql://server/kept"
    assert outranked.read.most_characters == 5


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.toml: no such settings file; mend ACCORDING_SETTINGS"):
        load({"ACCORDING_SETTINGS": str(tmp_path / "nowhere.toml")}, tmp_path)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text(
        'colour = 1\n[store]\naddress = 5\n[read]\nmost_characters = -1\nspeed = 3\n'
        '[fetch]\ntimeout_s = "long"\nprivate_addresses = 1\nmost_mb = true\n[stores]\n'
    )  # fmt: skip
    with pytest.raises(SettingsError) as caught:
        load({}, tmp_path)
    told = str(caught.value)
    assert told.startswith(str(tmp_path / FILE_NAME))
    for fault in (
        "no table [colour]",
        "no table [stores]; there are: store, read, fetch, places",
        "[store] address must be a text, not 5",
        "[read] most_characters must be above 0, not -1",
        "[read] has no 'speed'; it has: reader, pipeline, gate, most_characters",
        "[fetch] timeout_s must be a whole number, not 'long'",
        "[fetch] private_addresses must be true or false, not 1",
        "[fetch] most_mb must be a whole number, not True",
    ):
        assert fault in told


def test_a_table_must_be_one(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('store = "sqlite:///x.db"\n')
    with pytest.raises(SettingsError, match=r"store must be a table: \[store\]"):
        load({}, tmp_path)


@pytest.mark.parametrize("content", [b"[store", b"\xff\xfe\x00", b"a = 1\na = 2\n"])
def test_what_is_no_toml(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with pytest.raises(SettingsError, match="not a TOML file"):
        load({}, tmp_path)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(lambda text: text.encode("utf-8", "replace")))
)
def test_whatever_the_file_holds_only_a_settings_error_comes(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    with suppress(SettingsError):
        assert isinstance(load({}, tmp_path), Settings)
