"""Photos as people and villains make them."""

from io import BytesIO

from PIL import Image

CAMERA = 0x010F  # the tag of EXIF for its maker
TURNED = 0x0112  # how the camera was held
ON_ITS_SIDE = 6


def photo(
    width: int = 600, height: int = 800, *, kind: str = "JPEG", colours: str = "RGB", exif: bool = False
) -> bytes:
    """A light picture with a face, of sorts."""
    picture = Image.new(colours, (width, height), "white")
    picture.paste("grey", (width // 4, height // 4, width * 3 // 4, height))
    notes = Image.Exif()
    if exif:
        notes[CAMERA], notes[TURNED] = "Secret Camera 3000", ON_ITS_SIDE
    target = BytesIO()
    picture.save(target, kind, exif=notes) if exif else picture.save(target, kind)
    return target.getvalue()


def lying_about_its_size(content: bytes, width: int, height: int) -> bytes:
    """The same JPEG whose frame claims other measures."""
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + height.to_bytes(2) + width.to_bytes(2) + content[at + 4 :]
