"""PDF files as people and villains make them."""

import zlib


def pdf(*objects: bytes, text: bytes = b"We nominate Ms Kouassi.") -> bytes:
    """A small PDF with one page, and with further objects as they are."""
    body = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        stream(b"BT (" + text + b") Tj ET"),
        *objects,
    ]
    parts = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, one) for number, one in enumerate(body, 1))
    return b"%PDF-1.7\n" + parts + b"trailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"


def stream(content: bytes, said: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), said, content)


def packed(objects: bytes) -> bytes:
    """Objects in a compressed object stream, as word processors write them."""
    return stream(zlib.compress(objects), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
