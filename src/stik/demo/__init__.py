"""A simulated company with truths planted in it, to learn stik on and to test it."""
