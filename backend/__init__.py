"""Một Cửa Vùng Cao: the server side of a commune's one-stop desk."""
