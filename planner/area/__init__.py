"""What exists: boroughs, wards, adjacency, outlines, measures and the posts before the merger."""
