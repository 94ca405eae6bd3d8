"""Where boxes and arrows lie: in layers, from top to bottom, by a method of our own."""
