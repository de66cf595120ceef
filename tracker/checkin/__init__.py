"""Scans and verdicts: the front desk."""
