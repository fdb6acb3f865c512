"""The officers' side of the one-stop desk (bộ phận một cửa): worklists and acts; no tables."""
