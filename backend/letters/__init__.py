"""Official letters as PDF: Typst templates filled with plain data."""
