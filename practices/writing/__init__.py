"""How a practice is written: six steps in any order, each saved by itself, then checked and sent."""
