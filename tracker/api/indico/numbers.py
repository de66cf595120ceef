"""One number for a person at a session, for the app keeps people by one. Pure.

It is found again without a table: the registration's number and the session's, side by side. JavaScript keeps it
exactly, for both together stay below 2^53.
"""

SESSIONS = 1_000_000  # numbers of sessions are below it


def joined(registration_id: int, session_id: int) -> int:
    """The number of a person at a session.

    >>> joined(42, 7)
    42000007
    """
    if not 0 < session_id < SESSIONS or registration_id < 1:
        message = f"registration {registration_id} at session {session_id} has no number"
        raise ValueError(message)
    return registration_id * SESSIONS + session_id


def parted(number: int) -> tuple[int, int]:
    """The registration and the session of a number.

    >>> parted(42000007)
    (42, 7)
    """
    return divmod(number, SESSIONS)
