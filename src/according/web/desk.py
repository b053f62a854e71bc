"""What a page needs to offer forms: whose session it is, who decides there, and what was typed when a form failed."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from according.joining.decisions import CORRECTED
from according.model import Decision
from according.store.users import Role
from according.web.pages import Asked
from according.web.sessions import Session, sessions_of

TYPED = ("act", "field", "value", "because", "who")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks: the name of a user, or "", the role, and whether that lets anything be settled."""

    name: str = ""
    role: Role | None = None
    may_decide: bool = False


OPEN = Visitor(may_decide=True)
SHARED = Visitor()


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A visitor before a form: the session, its token, who decides, and whether that one may."""

    session: Session
    token: str
    who: str
    is_known: bool
    may_decide: bool
    is_admin: bool
    fields: tuple[str, ...] = CORRECTED

    def may_undo(self, decision: Decision) -> bool:
        """Whether this one may take a decision back: of users an admin all, an analyst the own."""
        return self.may_decide and (self.is_admin or not self.is_known or decision.who == self.who)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed into the form about a claim or an incident, and what was wrong with it."""

    about: str = ""
    fault: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    ticked: tuple[str, ...] = ()

    def at(self, id_: str) -> "Typed":
        """What was typed about this one: nothing, if it was about another."""
        return self if self.about == id_ else Typed()

    def value(self, name: str, otherwise: str = "") -> str:
        """What was typed into a field, else another value."""
        return self.values.get(name, otherwise) if self.about else otherwise


def desk_of(request: Asked) -> Desk:
    """The desk of whoever asks."""
    sessions = sessions_of(request)
    session = sessions.read(request)
    visitor: Visitor = request.state.visitor
    return Desk(
        session=session,
        token=sessions.token(session),
        who=visitor.name or session.who,
        is_known=bool(visitor.name),
        may_decide=visitor.may_decide,
        is_admin=visitor.role == "admin",
    )
