"""The screen: what online platforms report of who was there, matched to the people of a meeting."""
