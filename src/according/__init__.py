"""According reads news reports of armed conflict and keeps every figure with who said it."""
