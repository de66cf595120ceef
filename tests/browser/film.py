"""The film before the fake camera: badges pass by on a desk. JPEG pictures one after another are an .mjpeg."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from tracker.badges import qr

WIDTH, HEIGHT, A_SECOND = 1280, 720, 10
WOOD, GRAIN = (96, 84, 70), (80, 70, 60)


def write(path: Path, codes: list[str]) -> Path:
    """Film an empty desk for a second, then a badge for two, for each code. Chromium shows it in a loop."""
    with path.open("wb") as film:
        for picture in _pictures(codes):
            film.write(_jpeg(picture))
    return path


def _pictures(codes: list[str]) -> Iterator[Image.Image]:
    desk = _desk()
    for code in codes:
        card = _card(code)
        for _ in range(A_SECOND):
            yield desk
        for step in range(2 * A_SECOND):
            yield _laid(card, desk, step)


def _desk() -> Image.Image:
    desk = Image.new("RGB", (WIDTH, HEIGHT), WOOD)
    pen = ImageDraw.Draw(desk)
    for x in range(0, WIDTH, 80):
        pen.line((x, 0, x + 200, HEIGHT), fill=GRAIN, width=6)
    return desk


def _card(code: str) -> Image.Image:
    symbol = Image.open(BytesIO(qr.png(code, scale=8))).convert("RGB")
    card = Image.new("RGB", (symbol.width + 60, symbol.height + 110), "white")
    card.paste(symbol, (30, 20))
    ImageDraw.Draw(card).text((40, symbol.height + 40), "DELEGATE", fill="black", font_size=40)
    return card.convert("RGBA")


def _laid(card: Image.Image, desk: Image.Image, step: int) -> Image.Image:
    """The card somewhat turned and out of focus, further along at every step."""
    turned = card.rotate(step - 12, expand=True, resample=Image.Resampling.BICUBIC)
    picture = desk.copy()
    picture.paste(turned, (300 + 10 * step, 120 + 3 * step), turned)
    return picture.filter(ImageFilter.GaussianBlur(1))


def _jpeg(picture: Image.Image) -> bytes:
    content = BytesIO()
    picture.save(content, "JPEG", quality=85, subsampling="4:2:0")
    return content.getvalue()
