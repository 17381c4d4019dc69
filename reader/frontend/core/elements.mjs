// @ts-check
// Building blocks of every view: elements whose text can never become markup, and formulas drawn from MathML strings.

/** What an element of a formula is of: the attribute that holds its symbol's id. */
export const TARGET = "data-tezawari-symbol";

/** An element. Strings become text nodes, null children are left out; `on*` properties are listeners, the rest attributes. */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "style") element.style.cssText = value; // an attribute would be inline style, which the page's policy forbids
    else if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...laidFlat(children));
  return element;
}

/** What goes into an element: lists in lists laid flat (the browser would join an inner list as text), nulls left out. */
export function laidFlat(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined);
}

/**
 * What stands behind a button until it is asked for, drawn by `make()` when it first is. In a long page the browser
 * takes 10 ms for each `<details>` that comes or goes, wherever: it looks through all styles anew. So where much comes
 * and goes, it is this; where something stays, a `<details>`.
 */
export function fold(name, label, make) {
  const body = h("div", { class: "fold-body", hidden: true });
  const head = h("button", { type: "button", class: "fold-head", "aria-expanded": "false", onclick: () => {
    body.hidden = !body.hidden;
    head.setAttribute("aria-expanded", String(!body.hidden));
    whole.classList.toggle("open", !body.hidden);
    if (!body.childElementCount) body.append(...laidFlat([make()]));
  } }, label);
  const whole = h("div", { class: `fold ${name}` }, head, body);
  return whole;
}

/** `{blanks}` of a message filled in. */
export function fill(message, values = {}) {
  return message.replace(/\{([\w-]+)\}/g, (blank, name) => values[name] ?? blank);
}

export const MATHML = "http://www.w3.org/1998/Math/MathML";
const ELEMENTS = new Set(
  ("math semantics mrow mi mn mo mtext mspace ms mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup " +
    "munder mover munderover mmultiscripts mprescripts mtable mtr mtd").split(" "),
);
const ATTRIBUTES = new Set(
  ("display displaystyle scriptlevel mathvariant stretchy symmetric fence separator form lspace rspace minsize maxsize " +
    "largeop movablelimits accent accentunder linethickness width height depth voffset columnalign rowspan columnspan " +
    "class dir linebreak alttext intent arg").split(" "),
);
// Lengths, colours by name and the like; without brackets there is no url() and no function.
const STYLED = /(<[a-z]+ [^<>]*?)\bstyle="/g; // the page's policy forbids the attribute even to what is only parsed
const STYLE = /^[a-z0-9:;.,%\s-]*$/i;

/**
 * The `<math>` element that a MathML string describes. The string is parsed inert and rebuilt from a list of known
 * elements and attributes, so that a string that says anything else draws less, never more. Null if nothing is left.
 */
export function drawMath(source) {
  if (!source) return null;
  const template = document.createElement("template");
  template.innerHTML = source.replace(STYLED, '$1data-style="');
  const root = template.content.firstElementChild;
  return root?.localName === "math" ? rebuild(root) : null;
}

/** What a MathML string says, drawn or not. */
export function textOf(source) {
  const template = document.createElement("template");
  template.innerHTML = source.replace(/<[^>]*>/g, "");
  return template.content.textContent;
}

function rebuild(node) {
  if (node.nodeType === Node.TEXT_NODE) return document.createTextNode(node.data);
  if (node.namespaceURI !== MATHML || !ELEMENTS.has(node.localName)) return document.createTextNode("");
  const copy = document.createElementNS(MATHML, node.localName);
  for (const { name, value } of node.attributes) {
    if (name === "data-style" && STYLE.test(value)) copy.style.cssText = value;
    else if (ATTRIBUTES.has(name) || name.startsWith("data-te")) copy.setAttribute(name, value);
  }
  for (const child of node.childNodes) copy.append(rebuild(child));
  return copy;
}

/** A drawn element once more. `cloneNode` would copy its style as an attribute, which the page's policy forbids. */
export function copied(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return node.cloneNode();
  const copy = document.createElementNS(node.namespaceURI, node.localName);
  for (const { name, value } of node.attributes) if (name !== "style") copy.setAttribute(name, value);
  if (node.hasAttribute("style")) copy.style.cssText = node.style.cssText;
  copy.append(...[...node.childNodes].map(copied));
  return copy;
}

/**
 * Selecting a formula copies its LaTeX, not one token per line (what browsers make of MathML). `prepare(range)` is told
 * what is about to be copied.
 */
export function copyAsLatex(root, prepare) {
  root.addEventListener("copy", (event) => {
    const selection = root.getRootNode().getSelection?.() ?? getSelection();
    if (!selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    prepare(range);
    const from = range.startContainer;
    const start = (from.closest ? from : from.parentElement)?.closest("math[data-tex]");
    const fragment = range.cloneContents();
    const formulas = fragment.querySelectorAll("math[data-tex]");
    if (!start && !formulas.length) return;
    for (const math of formulas) math.replaceWith(`$$${math.dataset.tex}$$`);
    const text = start && !formulas.length ? start.dataset.tex : fragment.textContent;
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  });
}

/** To the clipboard; where a page may not write there, the text is selected and copied the old way. */
export async function copyText(text, element = null) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = h("textarea", { "aria-hidden": "true", style: "position:fixed;opacity:0" });
    field.value = text;
    (element?.parentElement ?? document.body).append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}
