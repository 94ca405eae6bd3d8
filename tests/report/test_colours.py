"""Words and shapes can be made out on their grounds, in light and in dark."""

import pytest

from stik.report.colours import DARK, GROUNDS, LIGHT, SHAPES, TEXTS, contrast

PALETTES = {"light": LIGHT, "dark": DARK}


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("text", TEXTS)
def test_words_contrast_with_their_ground(palette, ground, text):
    colours = PALETTES[palette]
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_contrast_with_their_surface(palette, shape):
    colours = PALETTES[palette]
    assert contrast(colours[shape], colours["surface"]) >= 3


@pytest.mark.parametrize("palette", PALETTES)
def test_a_line_contrasts_with_its_band(palette):
    colours = PALETTES[palette]
    assert contrast(colours["ink"], colours["band"]) >= 3


@pytest.mark.parametrize("palette", PALETTES)
def test_a_number_contrasts_with_the_band_behind_it(palette):
    colours = PALETTES[palette]
    assert contrast(colours["text"], colours["band"]) >= 4.5


def test_both_palettes_name_the_same_colours():
    assert list(LIGHT) == list(DARK)


def test_contrast_follows_the_standard():
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
