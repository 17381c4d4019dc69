"""Chromium for whatever looks at pages: where it is, and how it is started."""

from __future__ import annotations

import os
import shutil
from typing import Any

# A window has an address bar, whose pop-ups are pages of their own: no test types there, and they cost more than the
# tab. The last list of features counts, so what Playwright switches off is said again.
WITHOUT = (
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
    "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose", "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter",
    "NetworkTimeServiceQuerying", "OptimizationHints", "PaintHolding", "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)  # fmt: skip
ARGUMENTS = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", f"--disable-features={','.join(WITHOUT)}",
)  # fmt: skip


def chromium() -> str | None:
    """Where Chromium is: ``$TEZAWARI_CHROMIUM``, else on the path."""
    return os.environ.get("TEZAWARI_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def started(playwright: Any, executable: str) -> Any:
    """A browser. Chromium has no sandbox for root."""
    root = ("--no-sandbox",) if getattr(os, "geteuid", lambda: 1)() == 0 else ()
    return playwright.chromium.launch(executable_path=executable, args=[*ARGUMENTS, *root])
