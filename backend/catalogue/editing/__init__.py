"""What the commune changes of its catalogue itself: edits, their check, publishing, history."""
