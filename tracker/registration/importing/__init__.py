"""Bringing in lists of people from spreadsheets."""
