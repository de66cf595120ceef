"""How much of somebody's file is read. What is larger is refused with a sentence, before it costs anything."""

MEGABYTE = 1024 * 1024
FILE = 5 * MEGABYTE
ROWS = 10_000  # people, besides the header
COLUMNS = 60
CELL = 2_000  # characters; the longest field of a registration
TEXT = 20_000_000  # characters of all cells together

# Of a workbook, which is a zip archive of XML parts:
PARTS = 200
UNPACKED = 100 * MEGABYTE
RATIO = 200  # unpacked to packed, of archives that unpack to more than SMALL
SMALL = 10 * MEGABYTE

# Of the process that reads it:
MEMORY = 1024 * MEGABYTE
SECONDS = 20
