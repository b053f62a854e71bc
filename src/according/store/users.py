"""Who may come to the pages: names, roles, and what passwords were made into, never these themselves."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import delete, func, insert, select

from according.errors import StoreError
from according.store import tables
from according.store.store import Store

Role = Literal["reader", "analyst", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
_T = tables.users.c


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who signs in: a name, what may be done, what the password was made into, and since when."""

    name: str
    role: Role
    password: str = field(repr=False)
    added: datetime


def add_user(store: Store, user: User) -> None:
    """Keep a user; one of the same name has the new role and password from now on."""
    row = {"name": user.name, "role": user.role, "password": user.password, "at": user.added.isoformat()}
    with store.writing() as connection:
        connection.execute(delete(tables.users).where(_T.name == user.name))
        connection.execute(insert(tables.users), [row])


def remove_user(store: Store, name: str) -> bool:
    """Forget a user; whether there was one of this name. What that one settled stays."""
    with store.writing() as connection:
        return connection.execute(delete(tables.users).where(_T.name == name)).rowcount > 0


def find_user(store: Store, name: str) -> User | None:
    """The user of this name, or `None`."""
    with store.reading() as connection:
        row = connection.execute(select(tables.users).where(_T.name == name)).first()
    return _read(row) if row is not None else None


def list_users(store: Store) -> list[User]:
    """All users by name."""
    with store.reading() as connection:
        return [_read(row) for row in connection.execute(select(tables.users).order_by(_T.name)).all()]


def count_users(store: Store) -> int:
    """How many users there are."""
    with store.reading() as connection:
        return connection.execute(select(func.count()).select_from(tables.users)).scalar_one()


def _read(row: Any) -> User:  # noqa: ANN401 (a row of SQLAlchemy)
    if row.role not in ROLES:
        raise StoreError(f"the user {row.name} has a role that there is not, {row.role!r}: remove and add the user")
    return User(name=row.name, role=row.role, password=row.password, added=datetime.fromisoformat(row.at))
