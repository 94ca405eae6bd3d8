"""A discovered journey as one picture, and as a page that needs nothing else."""
