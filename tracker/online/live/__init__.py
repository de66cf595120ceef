"""The screen while a session is held: personal links to join by, what tells of staying, proof of presence."""
