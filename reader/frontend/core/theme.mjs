// @ts-check
// Light, dark, or as the system: Streamlit has the choice, and remembers it in the browser for each address.

const NAMES = { system: "System", light: "Light", dark: "Dark" };
const TOLD = "tezawari-theme"; // so that one choice loads the page anew at most once

/** Makes `theme` the choice for all `paths`; where that is another than the page was drawn in, it is drawn anew. */
export function chooseTheme(theme, paths) {
  const wanted = JSON.stringify(NAMES[theme]);
  const key = (path) => `stActiveTheme-${path}-v2`;
  try {
    const drawn = localStorage.getItem(key(location.pathname)) ?? JSON.stringify(NAMES.system);
    for (const path of paths) localStorage.setItem(key(path), wanted);
    if (drawn === wanted || sessionStorage.getItem(TOLD) === theme) return;
    sessionStorage.setItem(TOLD, theme);
    location.reload();
  } catch {
    // a browser that remembers nothing shows the system's choice
  }
}
