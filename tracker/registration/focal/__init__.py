"""Focal points: those who speak for a delegation, nominate its people and approve its registrations."""
