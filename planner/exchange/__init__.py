"""Workbooks: what is written for spreadsheets."""
