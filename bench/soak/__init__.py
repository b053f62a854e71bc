"""Long trials of the store: killed, offered again, full, large."""
