"""The page's program: small ES modules, styles and a mathematical font, for app and exported page alike."""
