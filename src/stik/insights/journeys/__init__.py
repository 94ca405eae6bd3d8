"""Journeys as they happened: in which order customers met the company, and how fast."""
