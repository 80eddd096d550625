//! Tables: any CSV, TSV or workbook as rows of cells, each with its address.
