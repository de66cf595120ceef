"""Badges read elsewhere than at the doors of sessions: collected, registered, there on a day."""
