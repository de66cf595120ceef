"""Who works here: users, their roles in meetings, signing in."""
