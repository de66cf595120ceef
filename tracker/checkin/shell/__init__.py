"""The desk's page as an app: one shell for all desks, and the list of files that a browser keeps of it."""
