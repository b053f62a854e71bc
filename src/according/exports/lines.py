"""JSON, one claim or one incident a line, by the JSON contract."""

from typing import TextIO

from according.codec import encode
from according.exports.view import Loss, View


class ClaimLines:
    """One claim a line, in the order of the text."""

    def write(self, view: View, out: TextIO) -> Loss:
        """Write every claim; nothing of a claim is lost, the incidents are left to their own format."""
        out.writelines(encode(claim) + "\n" for claim in view.in_order())
        return Loss(what={"incidents": len(view.incidents)} if view.incidents else {})


class IncidentLines:
    """One incident a line, in the order of time."""

    def write(self, view: View, out: TextIO) -> Loss:
        """Write every incident; claims that belong to none are lost."""
        out.writelines(encode(incident) + "\n" for incident in view.incidents)
        joined = {name for incident in view.incidents for name in incident.claims}
        left = sum(claim.id not in joined for claim in view.claims)
        return Loss(what={"claims without an incident": left} if left else {})
