"""The meetings that show what the tracker does: files for the meetings, a table for the people."""
