"""Writing the workbook: a module for each sheet or few, over one layout that knows where every figure stands."""
