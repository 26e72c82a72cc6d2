"""Tables that stand beside the map: wards, posts and leadership, and the table they share."""
