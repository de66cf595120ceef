"""Who wants to know that somebody with a badge in hand was approved: the desks, which let them in before."""

from collections.abc import Callable

from tracker.audit.models import Actor
from tracker.registration.models import Registration

Follower = Callable[[Registration, Actor], None]
_FOLLOWERS: list[Follower] = []


def follow(follower: Follower) -> Follower:
    """Have a function called in the transaction of each such approval. A layer above cannot be called by its name."""
    _FOLLOWERS.append(follower)
    return follower


def tell(registration: Registration, by: Actor) -> None:
    """Say that somebody was approved who has a badge already."""
    for follower in _FOLLOWERS:
        follower(registration, by)
