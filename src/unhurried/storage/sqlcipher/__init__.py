"""Django's SQLite backend on an encrypted file (ENGINE "unhurried.storage.sqlcipher")."""
