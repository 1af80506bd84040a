"""An uploaded picture becomes new pictures that hold nothing but what is seen.

Nobody's file is passed on: it is decoded, turned upright, brought to sRGB on white, and encoded anew in a few widths.
So what a phone writes beside the pixels (the place, the time, its owner, a thumbnail of what was cut away) and what
somebody may have hidden behind them cannot reach a reader.
"""

from __future__ import annotations

import math
import struct
import threading
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO

from PIL import ExifTags, Image, ImageCms, UnidentifiedImageError

from .reading import Readable, read_all
from .refusals import Reason, Refused, Subject

FORMATS = ("JPEG", "PNG", "WEBP")
PIXELS = 40_000_000
WIDTHS = (480, 960, 1600)
TALLEST = 4800
"""Of the widest variant. A screenshot of a long page is brought down to it; WebP knows no more than 16383."""
SCANS = 100
"""Of a progressive JPEG, which has a dozen. Each runs over the whole picture again, and costs a few bytes to ask for."""
STRIP = 64
"""Rows of the result that are made at once, so that no second picture of full size stands beside the decoded one."""

JPEG_SIGNS = b"\xff\xd8\xff"
PNG_SIGNS = b"\x89PNG\r\n\x1a\n"
WHITE = (255, 255, 255)
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What brings a picture upright, for each EXIF orientation. (`exif_transpose` wants the picture with its metadata;
here the small one is turned, which has none.)"""
LYING = frozenset({5, 6, 7, 8})

SRGB = ImageCms.createProfile("sRGB")
ONE_AT_A_TIME = threading.Lock()
"""A decoded picture takes up to 160 MB, a WebP several times that. The threads of a process wait for each other."""

# Pillow only warns of what is somewhat too large. Filters belong to the process, so one is set once and not in a
# `with`, which other threads would see coming and going.
warnings.simplefilter("error", Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Variant:
    """One file to be kept."""

    format: str
    """`webp` or `jpeg`."""
    width: int
    height: int
    content: bytes = field(repr=False)
    sha256: str

    @property
    def extension(self) -> str:
        """As it ends a file name."""
        return "jpg" if self.format == "jpeg" else self.format

    @property
    def content_type(self) -> str:
        """As HTTP names it."""
        return f"image/{self.format}"


@dataclass(frozen=True)
class Picture:
    """What became of an upload: its variants, the largest first, WebP before JPEG."""

    width: int
    height: int
    variants: tuple[Variant, ...]


def is_picture(content: bytes) -> bool:
    """Whether it begins as one of the three formats does."""
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return webp or content.startswith((JPEG_SIGNS, PNG_SIGNS))


def read_picture(file: Readable) -> Picture:
    """The variants of a JPEG, PNG or WebP picture, whatever its name says; raises `Refused`."""
    content = read_all(file, Subject.PHOTO)
    if not is_picture(content):
        raise _refused("not_a_picture")
    with ONE_AT_A_TIME:
        try:
            largest = _largest(content)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise _refused("too_many_pixels") from error
        except Refused:
            raise
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error) as error:
            raise _refused("broken") from error  # as many kinds as Pillow has ways to stumble over a file
        return Picture(largest.width, largest.height, tuple(_variants(largest)))


def _refused(reason: Reason) -> Refused:
    return Refused(reason, Subject.PHOTO)


def _largest(content: bytes) -> Image.Image:
    """Upright RGB without metadata, no wider than the widest variant."""
    if content.startswith(b"RIFF"):
        _check_pixels(*_webp_size(content))
    elif content.startswith(JPEG_SIGNS) and content.count(b"\xff\xda") > SCANS:
        raise _refused("broken")
    with Image.open(BytesIO(content), formats=FORMATS) as image:
        _check_pixels(*image.size)
        # Two frames in a JPEG are no film: phones keep a preview or a depth map there, and the first is the photo.
        if image.format in {"PNG", "WEBP"} and getattr(image, "is_animated", False):
            raise _refused("animated")
        orientation = _orientation(image)
        times = _times_too_large(image.size, orientation)
        image.draft(None, (math.ceil(image.width / times), math.ceil(image.height / times)))
        times = _times_too_large(image.size, orientation)
        width, height = (max(1, round(side / times)) for side in image.size)
        small = _reduced(image, math.floor(times))
    if small.size != (width, height):
        small = small.resize((width, height), Image.Resampling.LANCZOS)
    return small.transpose(UPRIGHT[orientation]) if orientation in UPRIGHT else small


def _check_pixels(width: int, height: int) -> None:
    if width * height > PIXELS:
        raise _refused("too_many_pixels")


def _webp_size(content: bytes) -> tuple[int, int]:
    """From the header, because Pillow's decoder asks for the memory of the whole canvas when it opens the file."""
    kind, head = content[12:16], content[20:30].ljust(10, b"\0")
    if kind == b"VP8X":
        return int.from_bytes(head[4:7], "little") + 1, int.from_bytes(head[7:10], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(head[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", head[6:10])
    return width & 0x3FFF, height & 0x3FFF


def _orientation(image: Image.Image) -> int:
    """As the camera was held, 1 if that is not known. Metadata may be any rubbish; the picture is good without them."""
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except (SyntaxError, ValueError, TypeError, KeyError, IndexError, struct.error):
        return 1


def _times_too_large(size: tuple[int, int], orientation: int) -> float:
    """By how much the picture, once upright, exceeds the largest variant; 1 if it does not."""
    width, height = reversed(size) if orientation in LYING else size
    return max(width / WIDTHS[-1], height / TALLEST, 1.0)


def _reduced(image: Image.Image, factor: int) -> Image.Image:
    """RGB in sRGB, smaller by a whole factor, made strip by strip."""
    image.load()
    small = Image.new("RGB", (math.ceil(image.width / factor), math.ceil(image.height / factor)))
    to_srgb = _to_srgb(image)
    step = STRIP * factor
    for top in range(0, image.height, step):
        strip = _opaque(image.crop((0, top, image.width, min(top + step, image.height))))
        strip = to_srgb.apply(strip) if to_srgb else strip.convert("RGB")
        small.paste(strip.reduce(factor) if factor > 1 else strip, (0, top // factor))
    return small


def _to_srgb(image: Image.Image) -> ImageCms.ImageCmsTransform | None:
    """None without a profile; one that is broken, or made for other colours than the picture has, counts as none."""
    profile = image.info.get("icc_profile")
    if not profile:
        return None
    mode = _opaque(image.crop((0, 0, 1, 1))).mode
    try:
        return ImageCms.buildTransform(ImageCms.ImageCmsProfile(BytesIO(profile)), SRGB, mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _opaque(image: Image.Image) -> Image.Image:
    """RGB, grey or CMYK, on white where it was transparent."""
    if image.mode.startswith("I;16"):  # 16 bits of grey, which `convert` would cut off at 255
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        ground = Image.new("RGB", image.size, WHITE)
        ground.paste(image, mask=image)
        return ground
    return image if image.mode in {"L", "CMYK"} else image.convert("RGB")


def _variants(largest: Image.Image) -> Iterator[Variant]:
    """Each width in both formats, every one shrunk from the one before. None is wider than the picture itself."""
    image = largest
    for width in sorted({min(width, largest.width) for width in WIDTHS}, reverse=True):
        if width < image.width:
            height = max(1, round(largest.height * width / largest.width))
            image = image.resize((width, height), Image.Resampling.LANCZOS)
        yield _variant("webp", image, quality=78, method=4)
        yield _variant("jpeg", image, quality=82, progressive=True, optimize=True)


def _variant(kind: str, image: Image.Image, **options: int) -> Variant:
    image.info = {}  # Pillow writes some of it into files without being asked
    target = BytesIO()
    image.save(target, kind, **options)
    content = target.getvalue()
    return Variant(kind, image.width, image.height, content, sha256(content).hexdigest())
