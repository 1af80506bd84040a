"""The drawn photos of the sample site."""

from io import BytesIO

import pytest
from PIL import Image

from content.files.drawn import MOTIFS, sample_photo
from content.files.pictures import read_picture


@pytest.mark.parametrize("motif", MOTIFS)
def test_every_motif_is_a_photo_of_its_size(motif):
    content = sample_photo(7, motif)
    with Image.open(BytesIO(content)) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (1600, 1200))
        assert image.getpixel((1450, 1130)) > (240, 240, 230)  # the plate of the word in the corner
        darkest, _ = image.crop((1455, 1135, 1560, 1165)).convert("L").getextrema()
        assert darkest < 80
    assert len(content) < 400_000


def test_the_seed_alone_decides():
    first = sample_photo(1, "lamp")
    assert first == sample_photo(1, "lamp")
    assert first != sample_photo(2, "lamp")
    assert first != sample_photo(1, "bench")


def test_a_drawn_photo_goes_the_way_of_every_photo():
    picture = read_picture(BytesIO(sample_photo(3, "board")))
    assert (picture.width, picture.height, len(picture.variants)) == (1600, 1200, 6)


def test_an_unknown_motif_fails():
    with pytest.raises(KeyError):
        sample_photo(1, "kafana")
