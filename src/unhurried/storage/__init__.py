"""How records are kept: the encrypted file, its transactions, its copies, and when not to start."""
