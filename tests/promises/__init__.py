"""What one person can learn of another, tried out on the real pages: secret worlds, strategies, all draws."""
