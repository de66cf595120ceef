"""Certificates of attendance: who may have one, what it says, the paper, and what a verifier reads."""
