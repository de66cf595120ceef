"""Workbooks and lists: rows in, file out."""
