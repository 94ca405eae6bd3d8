"""Lives: how long each customer stayed, and what they first said of it."""
