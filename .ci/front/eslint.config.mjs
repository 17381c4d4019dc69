// Faults, not taste: what is undefined, unused, unreachable or compared wrongly in the front end's modules.
const BROWSER = ["document", "window", "globalThis", "Node", "matchMedia", "getComputedStyle", "getSelection", "navigator", "localStorage", "location",
  "history", "setTimeout", "clearTimeout", "requestIdleCallback", "requestAnimationFrame", "cancelAnimationFrame", "performance", "MutationObserver", "ResizeObserver",
  "IntersectionObserver", "CSS", "URLSearchParams", "URL", "Blob", "Image", "CustomEvent", "Event", "XMLSerializer", "DOMParser", "structuredClone",
  "speechSynthesis", "SpeechSynthesisUtterance", "console", "innerWidth", "innerHeight", "devicePixelRatio", "AbortController", "TextEncoder", "fetch",
  "HTMLElement", "Element", "crypto", "CSSStyleSheet", "FontFace", "CSSFontFaceRule", "sessionStorage", "atob", "Response",
  "DecompressionStream", "addEventListener", "removeEventListener", "dispatchEvent", "PopStateEvent", "Highlight", "NodeFilter", "StaticRange"];

export default [{
  files: ["**/*.mjs"],
  languageOptions: { ecmaVersion: "latest", sourceType: "module", globals: Object.fromEntries(BROWSER.map((name) => [name, "readonly"])) },
  rules: {
    "constructor-super": "error", "for-direction": "error", "no-case-declarations": "error", "no-compare-neg-zero": "error", "no-cond-assign": "error",
    "no-const-assign": "error", "no-constant-condition": "error", "no-control-regex": "error", "no-dupe-args": "error", "no-dupe-class-members": "error",
    "no-dupe-else-if": "error", "no-dupe-keys": "error", "no-duplicate-case": "error", "no-empty-pattern": "error", "no-eval": "error",
    "no-implied-eval": "error", "no-fallthrough": "error", "no-func-assign": "error", "no-import-assign": "error", "no-new-func": "off",
    "no-redeclare": "error", "no-self-assign": "error", "no-self-compare": "error", "no-shadow-restricted-names": "error", "no-sparse-arrays": "error",
    "no-this-before-super": "error", "no-undef": "error", "no-unreachable": "error", "no-unsafe-negation": "error", "no-unused-vars": "error",
    "no-useless-escape": "error", "no-var": "error", "prefer-const": "error", "eqeqeq": "error", "use-isnan": "error", "valid-typeof": "error",
  },
}];
