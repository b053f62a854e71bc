"""Passwords, by argon2: what is kept tells nobody the password, and is slow to guess at."""

import secrets
import threading
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from according.errors import SettingsError

LEAST_CHARACTERS = 12
MOST_CHARACTERS = 1000
_ONE_AT_A_TIME = threading.Lock()  # each takes 64 MB and a core


def hash_password(password: str) -> str:
    """What is kept of a password; a `SettingsError` if it is too short, or longer than anybody writes."""
    if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise SettingsError(f"a password has {LEAST_CHARACTERS} to {MOST_CHARACTERS:,} characters: several words do")
    return str(PasswordHasher().hash(password))


def fits(kept: str, password: str) -> bool:
    """Whether a password is the one that this was kept of; without one it takes as long, and fits nothing."""
    if len(password) > MOST_CHARACTERS:
        return False
    with _ONE_AT_A_TIME:
        try:
            return bool(PasswordHasher().verify(kept or _nobodys(), password)) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


@cache
def _nobodys() -> str:
    return str(PasswordHasher().hash(secrets.token_urlsafe(24)))
