"""The map of boroughs: what it shows as plain values, how that is drawn, and the hand's acts as signals."""
