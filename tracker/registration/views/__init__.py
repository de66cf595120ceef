"""Routes of registration, by audience."""
