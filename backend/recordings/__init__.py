"""Recordings of what a procedure's screen says, read aloud by the commune in its own languages."""
