"""Provinces, communes, agencies, office hours, holidays; working time."""
