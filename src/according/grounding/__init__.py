"""Markup to claims: finds out where, when, who and how many a reading means, and says why where it cannot."""
