"""Pages and results as bytes: received by tus 1.0, verified, kept under their hash."""
