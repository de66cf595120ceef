"""Copy the browser libraries and the fonts from node_modules/ to static/vendor/, which is served as it is.

Two readers of QR codes: zxing-wasm (MIT; the zxing-cpp inside it is Apache-2.0) and qr (MIT or Apache-2.0),
plain JavaScript for browsers that refuse WebAssembly. The folders keep the packages' own shape, as modules
import each other by relative paths. npm has checked the packages against the lock file's checksums.

Fonts of Noto Sans (OFL-1.1) for the pages that typst sets: one weight of each script, a second of the Latin one.
"""

import json
import re
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"

COPIES = {
    "zxing-wasm": {
        "dist/es/share.js": "share.js",
        "dist/es/reader/index.js": "reader/index.js",
        "dist/reader/zxing_reader.wasm": "reader/zxing_reader.wasm",
        "LICENSE": "LICENSE",
    },
    "qr": {
        "decode.js": "decode.js",
        "index.js": "index.js",
        "LICENSE": "LICENSE",
        "LICENSE-MIT": "LICENSE-MIT",
    },
}

FONTS = {
    "noto-sans": ("NotoSans_400Regular", "NotoSans_700Bold"),
    "noto-sans-arabic": ("NotoSansArabic_400Regular",),
    "noto-sans-armenian": ("NotoSansArmenian_400Regular",),
    "noto-sans-bengali": ("NotoSansBengali_400Regular",),
    "noto-sans-devanagari": ("NotoSansDevanagari_400Regular",),
    "noto-sans-ethiopic": ("NotoSansEthiopic_400Regular",),
    "noto-sans-georgian": ("NotoSansGeorgian_400Regular",),
    "noto-sans-hebrew": ("NotoSansHebrew_400Regular",),
    "noto-sans-jp": ("NotoSansJP_400Regular",),
    "noto-sans-khmer": ("NotoSansKhmer_400Regular",),
    "noto-sans-kr": ("NotoSansKR_400Regular",),
    "noto-sans-lao": ("NotoSansLao_400Regular",),
    "noto-sans-myanmar": ("NotoSansMyanmar_400Regular",),
    "noto-sans-sc": ("NotoSansSC_400Regular",),
    "noto-sans-sinhala": ("NotoSansSinhala_400Regular",),
    "noto-sans-thai": ("NotoSansThai_400Regular",),
}

# The maps are not copied: a browser's developer tools would report each as missing.
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*\n?", re.MULTILINE)


def main() -> None:
    """Replace static/vendor/ by fresh copies."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for package, files in (COPIES | dict(map(font_files, FONTS))).items():
        for source, target in files.items():
            copy(PACKAGES / package / source, VENDOR / package / target)
        (VENDOR / package / "VERSION").write_text(f"{version(package)}\n", encoding="utf-8")


def font_files(family: str) -> tuple[str, dict[str, str]]:
    """Return the package of a family of fonts, and what is copied of it."""
    files = {f"{name.partition('_')[2]}/{name}.ttf": f"{name}.ttf" for name in FONTS[family]}
    return f"@expo-google-fonts/{family}", files | {"LICENSE_FONT": "LICENSE_FONT"}


def copy(source: Path, target: Path) -> None:
    """Copy one file, a script without its reference to a source map."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix == ".js":
        target.write_text(SOURCE_MAP.sub("", source.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        target.write_bytes(source.read_bytes())


def version(package: str) -> str:
    """Return the installed release of a package, such as "3.1.4"."""
    manifest = json.loads((PACKAGES / package / "package.json").read_text(encoding="utf-8"))
    return str(manifest["version"])


if __name__ == "__main__":
    main()
