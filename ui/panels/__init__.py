"""What stands around the map: strip, list, issues, tabs and the working-out."""
