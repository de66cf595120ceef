"""Routes of the attendance: figures, people, quorum, settings."""
