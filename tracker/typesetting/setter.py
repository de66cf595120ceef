"""The process that sets one long document, and may die of it: a template's path in, a PDF out.

Called by `typesetting.pdf_apart` with the main file, the folder of the fonts, the time that the file bears in seconds
since 1970, and the processor time that it may take.
"""

import resource
import sys
from datetime import UTC, datetime
from pathlib import Path


def main() -> None:
    """Write the PDF to standard output."""
    source, fonts, made_at, seconds = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import typst  # noqa: PLC0415 (only once the limits stand)

    made = typst.compile(
        Path(source),
        root=Path(source).parent,
        font_paths=[Path(fonts)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_tags=False,
        timestamp=datetime.fromtimestamp(int(made_at), UTC),
    )
    if not isinstance(made, bytes):  # a PDF is one file
        raise TypeError(type(made))
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
