"""Excel: writing the workbook."""
