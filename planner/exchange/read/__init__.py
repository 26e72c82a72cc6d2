"""Reading a workbook safely: every problem told, right to the cell."""
