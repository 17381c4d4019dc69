"""The tables of the library, as migrations from one version of the file to the next. A released step never changes.

Only ``readings`` cannot be rebuilt; all other tables derive from it (``reader.library.adding``).
"""

MIGRATIONS = (
    """
    CREATE TABLE readings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,      -- arXiv id with version, or "local:" and the digest of the source
        base TEXT NOT NULL,            -- the same without version
        version INTEGER NOT NULL,      -- 0 where there is none
        title TEXT NOT NULL,
        authors TEXT NOT NULL,
        published TEXT,
        name TEXT NOT NULL,            -- what its results are called
        equations INTEGER NOT NULL,
        digest TEXT NOT NULL, main TEXT NOT NULL, tool TEXT NOT NULL, glossary TEXT NOT NULL,
        opened REAL NOT NULL,          -- when it was last opened, seconds since 1970
        json BLOB NOT NULL             -- the contract's JSON, compressed
    );
    CREATE INDEX readings_base ON readings (base, version);
    CREATE INDEX readings_opened ON readings (opened);

    CREATE TABLE sources (reading INTEGER PRIMARY KEY, files BLOB NOT NULL);

    CREATE TABLE equations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        reading INTEGER NOT NULL,
        name TEXT NOT NULL,            -- the id in the reading
        number TEXT, section TEXT NOT NULL,
        canonical TEXT NOT NULL, shape_hash TEXT NOT NULL, expanded TEXT NOT NULL,
        tree TEXT NOT NULL             -- reader.library.trees
    );
    CREATE INDEX equations_reading ON equations (reading);
    CREATE INDEX equations_canonical ON equations (canonical);

    CREATE TABLE shapes (              -- of whole formulas (side 0) and of what stands between their relations
        shape TEXT NOT NULL, equation INTEGER NOT NULL, side INTEGER NOT NULL,
        PRIMARY KEY (shape, equation, side)
    ) WITHOUT ROWID;
    CREATE INDEX shapes_equation ON shapes (equation);

    CREATE TABLE symbols (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        reading INTEGER NOT NULL,
        name TEXT NOT NULL, latex TEXT NOT NULL, status TEXT NOT NULL, part TEXT,
        meaning TEXT, gloss_en TEXT, gloss_ja TEXT,
        concept TEXT, confidence REAL NOT NULL,
        count INTEGER NOT NULL,
        equation INTEGER               -- the first displayed one that it stands in
    );
    CREATE INDEX symbols_reading ON symbols (reading);
    CREATE INDEX symbols_concept ON symbols (concept);

    CREATE TABLE blocks (
        block TEXT NOT NULL, concept TEXT, reading INTEGER NOT NULL, equation INTEGER NOT NULL,
        start INTEGER NOT NULL, end INTEGER NOT NULL,
        bindings TEXT NOT NULL         -- JSON, slot to LaTeX
    );
    CREATE INDEX blocks_block ON blocks (block);
    CREATE INDEX blocks_concept ON blocks (concept);
    CREATE INDEX blocks_equation ON blocks (equation);
    CREATE INDEX blocks_reading ON blocks (reading);

    CREATE TABLE concepts (
        concept TEXT NOT NULL, reading INTEGER NOT NULL, PRIMARY KEY (concept, reading)
    ) WITHOUT ROWID;
    CREATE INDEX concepts_reading ON concepts (reading);

    -- folded words (reader.library.folding) of symbols, equations and readings: rowid is 3 * id + 0, 1, 2
    CREATE VIRTUAL TABLE words USING fts5 (text, tokenize = "unicode61 remove_diacritics 0 tokenchars '-:'");
    -- pieces that a formula is made of (reader.library.trees): rowid is the equation's id
    CREATE VIRTUAL TABLE pieces USING fts5 (parts, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
    """,
)
