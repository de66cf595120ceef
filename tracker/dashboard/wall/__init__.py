"""A screen on the wall of the room: the quorum, the delegations represented, figures; and the links that open it."""
