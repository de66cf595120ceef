"""Devices that are desks: enrolled for one meeting, recognized by a token, withdrawn by an organizer."""
