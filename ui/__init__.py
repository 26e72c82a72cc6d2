"""The window. Qt only: no rule, no sum, no number format, no file format here."""
