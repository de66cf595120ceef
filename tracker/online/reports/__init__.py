"""Reading platform reports: bytes, rows, format, dates, stays. All of it pure: no database, no clock."""
