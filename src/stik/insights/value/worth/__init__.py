"""Worth: a point more, keeping against winning, and the figures that are quoted."""
