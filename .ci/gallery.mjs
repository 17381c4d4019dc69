// Draws the gallery: see gallery.py, which joins this to the front end's own modules.
/* global Bench, drawMath, h, speak */

const data = JSON.parse(document.getElementById("formulas").textContent);
const root = document.getElementById("root");
data.forEach(({ payload, equation }, index) => {
  const words = speak(payload, payload.language);
  const row = payload.reading.equations.find((each) => each.id === equation);
  const given = { ...payload, byEquation: new Map(payload.reading.equations.map((each) => [each.id, each])) };
  const line = h("div", { class: "line", "data-equation": equation }, h("div", { class: "scroll" }, drawMath(payload.mathml[equation])),
    h("span", { class: "number" }, row.number ? `(${row.number})` : ""));
  const section = h("section", { class: "shown", id: `formula-${index + 1}` },
    h("h2", {}, `${index + 1}. ${payload.reading.paper.title || payload.reading.paper.main}`), line);
  root.append(section);
  const nothing = () => {};
  const actions = { openConcept: nothing, pickSymbol: nothing, openFormula: nothing, visit: nothing };
  let last = line;
  for (const pane of ["meaning", "move"]) {
    const bench = new Bench(line, equation, { pane }, { payload: given, words, actions, name: "", close: nothing });
    bench.current.panes.get("blocks")?.openAll(true);
    bench.light.show(null);
    last.after(bench.element);
    last = bench.element;
  }
  const steps = h("ol", {}, given.benches[equation].steps.map((step) => h("li", {}, step.aloud[words.language])));
  section.querySelector(".sentences").replaceChildren(steps);
});
