"""Seats: how many there are, who holds them, who waits for one."""
