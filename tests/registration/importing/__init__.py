"""Lists from spreadsheets."""
