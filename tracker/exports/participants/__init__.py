"""The list of participants: one set of rows, three files and a page."""
