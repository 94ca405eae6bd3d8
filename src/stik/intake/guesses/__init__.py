"""What the columns of an unknown survey file may mean, each guess with its reason."""
