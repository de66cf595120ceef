"""The tests: stories in days/, rules beside their areas, the browser in browser/."""
