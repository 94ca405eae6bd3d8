"""Pictures in SVG that keep their shape at any width, in print, in light and dark."""
