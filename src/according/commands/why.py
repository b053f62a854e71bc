"""What `according show INCIDENT --why` tells: what holds the incident's claims together."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from according.exports.wording import clean
from according.joining.reasons import Joint, find_joints
from according.model import Claim, Decision, Incident

_WIDTH = 80
_ENOUGH = 0.5
_STRONG, _CLEAR = 1.5, 0.5


def tell_why(
    incident: Incident, claims: Sequence[Claim], told: Sequence[Claim], decisions: Sequence[Decision]
) -> Iterator[str]:
    """Lines of at most 80 characters: the claims with their ids, each joint with its reasons, people's decisions.

    `claims` are the incident's, `told` all of its reports, `decisions` those that hold about its claims.
    """
    yield "WHY IT IS ONE INCIDENT"
    for claim in claims:
        yield from _wrapped(f"{claim.id[:12]}  {claim.type}: “{clean(claim.evidence[0].words)}”", "", "    ")
    joints = find_joints(told, incident.claims)
    if not joints:
        yield "all of it is told in one passage"
    for joint in joints:
        yield from _tell(joint)
    for decision in decisions:
        why = f": {clean(decision.why)}" if decision.why else ""
        yield from _wrapped(f"{decision.id[:12]}  {decision.verb} by {clean(decision.who)}{why}", "", "    ")


def _tell(joint: Joint) -> Iterator[str]:
    one, other = joint.claims
    held = "" if joint.score >= _ENOUGH else ", too little: something else holds them together"
    yield from _wrapped(f"{one.id[:12]} and {other.id[:12]}: alike by {joint.score:.2f}{held}", "", "    ")
    for veto in joint.forbids:
        yield from _wrapped(f"forbids it: {clean(veto)}", "  ", "      ")
    for reason, odds in joint.reasons:
        yield from _wrapped(f"{_weigh(odds)}: {clean(reason)} ({odds:+.1f})", "  ", "      ")


def _weigh(odds: float) -> str:
    much = "strongly " if abs(odds) >= _STRONG else "" if abs(odds) >= _CLEAR else "a little "
    return f"{much}{'for' if odds > 0 else 'against'} it"


def _wrapped(words: str, indent: str, rest: str) -> list[str]:
    return wrap(words, _WIDTH, initial_indent=indent, subsequent_indent=rest)
