"""What becomes of an uploaded picture, and which are refused."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from PIL import ExifTags, Image, ImageCms, ImageFile, ImageOps

from content.files.pictures import Picture, read_picture
from content.files.reading import LARGEST
from content.files.refusals import Refused
from tests.content.uploads import SVG, encoded, frames, png_header, quarters, webp_header

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>GPS in XMP</secret></x:xmpmeta>'


def read(content: bytes) -> Picture:
    return read_picture(BytesIO(content))


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read(content)
    assert str(caught.value.sentence)
    return caught.value.reason


def opened(picture: Picture, kind: str = "jpeg") -> Image.Image:
    content = next(variant.content for variant in picture.variants if variant.format == kind)
    return Image.open(BytesIO(content))


def is_near(image: Image.Image, place: tuple[int, int], colour: tuple[int, int, int], most: int = 40) -> bool:
    pixel = image.convert("RGB").getpixel(place)
    return all(abs(a - b) <= most for a, b in zip(pixel, colour, strict=True))


def photo(orientation: int = 1, kind: str = "JPEG") -> bytes:
    """As a phone writes it: turned, with the place, a comment, XMP and a profile."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.ImageDescription] = "GPS of Amra"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (44.0, 36.0, 1.0), 29: "GPS 2024"})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"comment": b"kept secret"} if kind == "JPEG" else {}
    return encoded(quarters(), kind, exif=exif, xmp=XMP, icc_profile=profile, **options)


# -- what is written ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "widths"),
    [(2000, [1600, 960, 480]), (1600, [1600, 960, 480]), (1000, [1000, 960, 480]), (480, [480]), (7, [7])],
)
def test_no_variant_is_wider_than_the_picture(width, widths):
    picture = read(encoded(quarters(width, width // 2), "PNG"))
    assert [v.width for v in picture.variants] == [w for width in widths for w in (width, width)]
    assert [v.format for v in picture.variants] == ["webp", "jpeg"] * len(widths)
    assert (picture.width, picture.height) == (widths[0], widths[0] // 2)


def test_a_variant_is_what_it_says():
    for variant in read(encoded(quarters(1700, 850), "JPEG")).variants:
        with Image.open(BytesIO(variant.content)) as image:
            assert (image.format.lower(), image.size) == (variant.format, (variant.width, variant.height))
            assert variant.height == variant.width // 2
            assert bool(image.info.get("progressive")) == (variant.format == "jpeg")
        assert hashlib.sha256(variant.content).hexdigest() == variant.sha256
        assert variant.content_type == f"image/{variant.format}"
        assert variant.extension == {"webp": "webp", "jpeg": "jpg"}[variant.format]


@pytest.mark.sampled(4)
@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("size", [(80, 60), (3600, 2400)])
def test_every_orientation_comes_upright(orientation, size):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    content = encoded(quarters(*size), "JPEG", exif=exif)
    with Image.open(BytesIO(content)) as lying:
        upright = ImageOps.exif_transpose(lying)
    seen = opened(read(content))
    assert seen.width == min(1600, upright.width)
    for x, y in ((1, 1), (3, 1), (1, 3), (3, 3)):
        colour = upright.getpixel((upright.width * x // 4, upright.height * y // 4))
        assert is_near(seen, (seen.width * x // 4, seen.height * y // 4), colour)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_is_left(kind):
    content = photo(6, kind)
    assert b"GPS" in content
    picture = read(content)
    assert (picture.width, picture.height) == (60, 80)
    for variant in picture.variants:
        for rest in (b"GPS", b"Amra", b"secret", b"xmp", b"Exif", b"EXIF", b"ICC", b"Photoshop"):
            assert rest not in variant.content
        with Image.open(BytesIO(variant.content)) as image:
            assert not image.getexif()
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_rubbish_instead_of_metadata_does_no_harm():
    assert read(encoded(quarters(), "JPEG", exif=b"Exif\0\0MM\0*rubbish")).width == 80


def test_a_profile_becomes_srgb():
    """In this one, red and green have changed places."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ", 128), profile.index(b"gXYZ", 128)
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    plain = Image.new("RGB", (20, 20), (220, 20, 20))
    assert is_near(opened(read(encoded(plain, "PNG", icc_profile=bytes(profile)))), (9, 9), (20, 220, 20))
    assert is_near(opened(read(encoded(plain, "PNG", icc_profile=b"no profile"))), (9, 9), (220, 20, 20))


@pytest.mark.parametrize(("mode", "kind"), [("RGBA", "PNG"), ("LA", "PNG"), ("P", "PNG"), ("RGBA", "WEBP")])
def test_what_is_transparent_becomes_white(mode, kind):
    image = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 10, 20))
    seen = opened(read(encoded(image.convert(mode), kind)))
    assert seen.mode == "RGB"
    assert is_near(seen, (16, 9), (255, 255, 255), 8)
    assert is_near(seen, (3, 9), (0, 0, 0), 8)


@pytest.mark.parametrize(("mode", "colour"), [("1", 0), ("L", 60), ("I;16", 60 * 256), ("CMYK", (0, 0, 0, 195))])
def test_every_kind_of_colour_is_understood(mode, colour):
    image = Image.new(mode, (20, 20), colour)
    seen = opened(read(encoded(image, "JPEG" if mode == "CMYK" else "PNG")))
    assert is_near(seen, (9, 9), (0, 0, 0) if mode == "1" else (60, 60, 60), 8)


def test_a_photo_with_a_second_picture_inside_is_no_film():
    """Phones keep a preview or a depth map behind the photo."""
    content = encoded(quarters(), "MPO", save_all=True, append_images=[Image.new("RGB", (80, 60))])
    with Image.open(BytesIO(content)) as image:
        assert image.n_frames == 2
    assert is_near(opened(read(content)), (20, 15), (220, 20, 20))


def test_a_large_jpeg_is_never_decoded_whole(monkeypatch):
    decoded = []
    load = ImageFile.ImageFile.load
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda self: [load(self), decoded.append(self.size)][0])
    picture = read(encoded(Image.new("RGB", (7000, 5000)), "JPEG"))
    assert (picture.width, picture.height) == (1600, 1143)
    assert max(decoded) == (1750, 1250)


def test_a_long_screenshot_is_brought_down():
    picture = read(encoded(Image.new("RGB", (400, 17_000)), "PNG"))
    assert (picture.width, picture.height) == (113, 4800)


def test_the_content_counts_and_not_the_name():
    file = BytesIO(encoded(quarters(), "PNG"))
    file.name = "slika.jpg"
    file.seek(5)  # somebody has looked into it
    assert read_picture(file).width == 80


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_a_film_is_refused(kind):
    assert refusal(frames(kind)) == "animated"


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_other_formats_are_refused(kind):
    assert refusal(encoded(quarters(), kind)) == "not_a_picture"


@pytest.mark.parametrize(
    "content",
    [
        SVG,
        frames("GIF"),
        b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)",
        b"<html><script>alert(1)</script>",
        b"RIFF\x10\0\0\0WAVEfmt ",
        b"%PDF-1.7",
    ],
)
def test_what_is_no_picture_is_refused(content):
    assert refusal(content) == "not_a_picture"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.02, 0.5, 0.9])
def test_half_a_picture_is_refused(kind, part):
    content = encoded(Image.effect_noise((200, 200), 90).convert("RGB"), kind)
    assert refusal(content[: max(16, int(len(content) * part))]) == "broken"


@pytest.mark.parametrize(
    "content",
    [png_header(20_000, 20_000), png_header(9_000, 9_999), png_header(8_000, 5_001), webp_header(8_000, 5_001)],
)
def test_too_many_pixels_are_refused_by_the_header(content, monkeypatch):
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda self: pytest.fail("it was decoded"))
    assert refusal(content) == "too_many_pixels"


def test_as_many_pixels_as_allowed_are_decoded():
    """So the refusals above come from the number alone."""
    assert refusal(png_header(8_000, 5_000)) == "broken"
    assert refusal(webp_header(8_000, 5_000)) == "broken"


def test_a_jpeg_of_countless_scans_is_refused():
    content = encoded(quarters(), "JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    scan = content[last:-2]
    assert read(content[:-2] + scan * 5 + content[-2:]).width == 80
    assert refusal(content[:-2] + scan * 120 + content[-2:]) == "broken"


def test_the_size_is_limited_to_the_byte():
    content = encoded(quarters(), "PNG")
    assert read(content.ljust(LARGEST, b"\0")).width == 80
    assert refusal(content.ljust(LARGEST + 1, b"\0")) == "too_big"


def test_nothing_is_refused():
    assert refusal(b"") == "empty"
