"""Keys and seals: the one place that knows the primitives."""
