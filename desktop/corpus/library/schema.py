"""Owns the shape of the library file: its marks, its tables and the steps from version to version."""

APPLICATION_ID = 0x4E494E56
"""Says that an SQLite file is a corpus of this program ("NINV")."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE documents(
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            serial INTEGER NOT NULL UNIQUE,
            path TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            size_bytes INTEGER NOT NULL,
            modified_ns INTEGER NOT NULL,
            format TEXT NOT NULL,
            encoding TEXT,
            remarks TEXT NOT NULL DEFAULT '[]',
            title TEXT, author TEXT, photographer TEXT, source TEXT,
            published TEXT, updated TEXT, language TEXT,
            found TEXT NOT NULL DEFAULT '{}',
            evidence TEXT NOT NULL DEFAULT '{}',
            words INTEGER NOT NULL,
            n_tokens INTEGER NOT NULL,
            n_characters INTEGER NOT NULL,
            added TEXT NOT NULL,
            removed TEXT
        )""",
        "CREATE INDEX documents_path ON documents(path)",
        "CREATE INDEX documents_sha256 ON documents(sha256)",
        """CREATE TABLE texts(
            document_id INTEGER PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
            text TEXT NOT NULL,
            blocks BLOB NOT NULL,
            marks BLOB NOT NULL
        )""",
        """CREATE TABLE tokens(
            document_id INTEGER PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
            forms BLOB NOT NULL,
            starts BLOB NOT NULL,
            lengths BLOB NOT NULL,
            stretches BLOB NOT NULL
        )""",
        """CREATE TABLE forms(
            id INTEGER PRIMARY KEY,
            form TEXT NOT NULL UNIQUE,
            fold TEXT NOT NULL,
            key BLOB NOT NULL
        )""",
        """CREATE TABLE corrections(
            document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            field TEXT NOT NULL,
            value TEXT,
            PRIMARY KEY(document_id, field)
        ) WITHOUT ROWID""",
        "CREATE TABLE aliases(family INTEGER NOT NULL, place INTEGER NOT NULL, alias TEXT NOT NULL,"
        " PRIMARY KEY(family, place)) WITHOUT ROWID",
        "CREATE TABLE refusals(path TEXT PRIMARY KEY, reason TEXT NOT NULL, advice TEXT NOT NULL,"
        " refused TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE settings(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE state(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
        "INSERT INTO state VALUES('generation', 0), ('serial', 0)",
    ),
)

VERSION = len(MIGRATIONS)
