"""Badges: the codes on them, their QR symbols, and who was given one."""
