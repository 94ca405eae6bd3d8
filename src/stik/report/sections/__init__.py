"""The parts of the page, from the answers to how to read them."""
