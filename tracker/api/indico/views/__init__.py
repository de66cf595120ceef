"""Routes of the adapter: for the app itself, for its signing in, and for the people who pair a phone."""
