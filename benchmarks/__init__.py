"""What the site costs, as ratios to a floor that is measured beside it in the same run: `./dev bench`."""
