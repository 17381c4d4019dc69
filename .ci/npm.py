"""Development tools from npm, put into ``.tools``; none of them is part of the product."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

TOOLS = Path(__file__).parents[1] / ".tools"


def install(manifest: Path, name: str) -> str | None:
    """Puts what a ``package.json`` names into ``.tools/NAME``; what is missing, or None."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        return "node and npm are not here"
    folder = TOOLS / name
    folder.mkdir(parents=True, exist_ok=True)
    wanted, here = manifest.read_text(encoding="utf-8"), folder / "package.json"
    if here.exists() and here.read_text(encoding="utf-8") == wanted and (folder / "node_modules").exists():
        return None
    here.write_text(wanted, encoding="utf-8")
    command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return None if done.returncode == 0 else f"npm could not install {name}"
