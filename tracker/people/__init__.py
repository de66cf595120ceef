"""Delegations, participant categories, names."""
