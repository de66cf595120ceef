"""Indico's check-in app as a second client: its protocol over our rules.

A meeting is its event, a session its registration form, a person at a session its registration. It knows one server by
one address, holds one token for it, and has no idea of a door: which session a badge is read for is decided here.
"""
