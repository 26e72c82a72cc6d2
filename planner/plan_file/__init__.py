"""Keeping it: the plan file, its codec, schema and safe save."""
