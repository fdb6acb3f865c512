"""The commune's whole list of procedures, taken over from the file in which it keeps it."""
