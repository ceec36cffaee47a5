"""A month of a community on LINE, day by day, as people live with it."""
