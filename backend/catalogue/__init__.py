"""Procedures (thủ tục hành chính): authored files, versions, forms, fees, the search index."""
