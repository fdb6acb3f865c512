"""People, sign-in, sessions, devices, roles."""
