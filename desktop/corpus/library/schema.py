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
    (
        "ALTER TABLE documents ADD COLUMN part TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE documents ADD COLUMN parent_id INTEGER"
        " REFERENCES documents(id) ON DELETE SET NULL",
        "ALTER TABLE documents ADD COLUMN pages INTEGER",
        "ALTER TABLE documents ADD COLUMN doubts TEXT NOT NULL DEFAULT '[]'",
        "ALTER TABLE documents ADD COLUMN text_sha256 TEXT",
        "ALTER TABLE documents ADD COLUMN original TEXT",
        "ALTER TABLE documents ADD COLUMN changed_ns INTEGER NOT NULL DEFAULT 0",
        "UPDATE documents SET text_sha256 ="
        " (SELECT sha256_of(text) FROM texts WHERE document_id = documents.id)",
        "DROP INDEX documents_path",
        "CREATE INDEX documents_place ON documents(path, part)",
        "CREATE INDEX documents_parent ON documents(parent_id) WHERE parent_id IS NOT NULL",
        "ALTER TABLE texts ADD COLUMN boxes BLOB NOT NULL DEFAULT x''",
        "ALTER TABLE refusals RENAME TO old_refusals",
        """CREATE TABLE refusals(
            path TEXT NOT NULL,
            part TEXT NOT NULL DEFAULT '',
            reason TEXT NOT NULL,
            advice TEXT NOT NULL,
            refused TEXT NOT NULL,
            size_bytes INTEGER NOT NULL DEFAULT -1,
            modified_ns INTEGER NOT NULL DEFAULT 0,
            changed_ns INTEGER NOT NULL DEFAULT 0,
            circumstances TEXT NOT NULL DEFAULT '',
            PRIMARY KEY(path, part)
        ) WITHOUT ROWID""",
        "INSERT INTO refusals(path, reason, advice, refused)"
        " SELECT path, reason, advice, refused FROM old_refusals",
        "DROP TABLE old_refusals",
        "CREATE TABLE unfinished(path TEXT PRIMARY KEY) WITHOUT ROWID",
        """CREATE TABLE folders(
            path TEXT PRIMARY KEY,
            is_watched INTEGER NOT NULL DEFAULT 1,
            seen TEXT
        ) WITHOUT ROWID""",
        """CREATE TABLE families(
            document_id INTEGER PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
            family INTEGER NOT NULL,
            kind TEXT NOT NULL,
            likeness REAL NOT NULL
        )""",
        """CREATE TABLE switched(
            document_id INTEGER NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
            start INTEGER NOT NULL,
            is_boilerplate INTEGER NOT NULL,
            passage TEXT NOT NULL,
            PRIMARY KEY(document_id, start)
        ) WITHOUT ROWID""",
    ),
)
"""The steps from version to version. `sha256_of(text)` is a function that the connection lends them."""

VERSION = len(MIGRATIONS)

VIEWS: dict[int, tuple[str, ...]] = {
    1: (
        "CREATE TEMP VIEW documents AS SELECT *, '' AS part, NULL AS parent_id, NULL AS pages,"
        " '[]' AS doubts, (SELECT sha256_of(text) FROM main.texts WHERE document_id = id)"
        " AS text_sha256, NULL AS original, 0 AS changed_ns FROM main.documents",
        "CREATE TEMP VIEW texts AS SELECT *, x'' AS boxes FROM main.texts",
        "CREATE TEMP VIEW refusals AS SELECT *, '' AS part, -1 AS size_bytes, 0 AS modified_ns,"
        " 0 AS changed_ns, '' AS circumstances FROM main.refusals",
        "CREATE TEMP TABLE unfinished(path TEXT PRIMARY KEY)",
        "CREATE TEMP TABLE folders(path TEXT PRIMARY KEY, is_watched INTEGER, seen TEXT)",
        "CREATE TEMP TABLE families(document_id INTEGER PRIMARY KEY, family INTEGER, kind TEXT,"
        " likeness REAL)",
        "CREATE TEMP TABLE switched(document_id INTEGER, start INTEGER, is_boilerplate INTEGER,"
        " passage TEXT)",
    ),
}
"""How a corpus of an older version that cannot be written is read: it is shown in today's shape."""
