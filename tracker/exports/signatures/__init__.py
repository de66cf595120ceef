"""Signature sheets: who signs for the room, by session or half-day, and what the platform says of the others."""
