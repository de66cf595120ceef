"""Routes of the screen, by audience."""
