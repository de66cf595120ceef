"""Badges on paper: how a meeting's badges look, sheets of them as PDF, and who printed what."""
