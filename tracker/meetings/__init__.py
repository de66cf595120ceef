"""Bodies, meetings, phases, sessions, rooms, and who may enter which session."""
