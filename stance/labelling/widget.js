// The labelling widget: shows what Python says is current, and sends every key and click to Python.
// All text is a stranger's: it goes into the page as textContent only. Nothing moves on before Python has
// confirmed that the decision is written.

const BUTTONS = [
  ["favor", "1", "favor"],
  ["against", "2", "against"],
  ["none", "3", "none"],
  ["sarcasm", "s", "sarcasm"],
  ["undo", "u", "undo"],
  ["skip", "space", "skip"],
];
const KEYS = { 1: "favor", 2: "against", 3: "none", s: "sarcasm", u: "undo", " ": "skip" };
const ASKS = ["?", "h"];
const NO_TARGET = "not said: label(table, path, target=\"…\")";
const PATIENCE = 5000; // milliseconds until Python's silence is mentioned
const SCROLLS = { ArrowDown: 40, ArrowUp: -40, PageDown: 200, PageUp: -200 };

function add(parent, tag, name, attributes = {}) {
  const element = document.createElement(tag);
  element.className = `stance-${name}`;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  parent.append(element);
  return element;
}

// A part of the context: a caption and a text, hidden where there is no text.
function addPart(parent, name, caption) {
  const part = add(parent, "div", name);
  add(part, "span", "caption").textContent = caption;
  const text = add(part, name === "text" ? "p" : "span", "words", { dir: "auto" });
  return (words) => {
    part.hidden = !words;
    text.textContent = words || "";
  };
}

function build(el) {
  const root = add(el, "section", "label", {
    tabindex: "0",
    "aria-label": "Label comments: 1 favor, 2 against, 3 none, s sarcasm, u undo, space skip, question mark what they mean",
    role: "group",
    "data-lm-suppress-shortcuts": "true", // Jupyter would take 1, 2 and 3 for headings
  });
  const bar = add(root, "div", "bar");
  const progress = add(bar, "span", "progress", { role: "status", "aria-live": "polite" });
  add(bar, "span", "hint", { "aria-hidden": "true" }).textContent = "click here to use the keys";
  const annotator = add(bar, "span", "annotator", { dir: "auto" });
  const meter = add(root, "progress", "meter", { "aria-hidden": "true" });
  const scroll = add(root, "div", "scroll", { "aria-live": "polite" });
  const set = {
    headline: addPart(scroll, "headline", "headline"),
    answered: addPart(scroll, "answered", "in answer to"),
    quoted: addPart(scroll, "quoted", "quotes"),
    text: addPart(scroll, "text", "comment"),
    guess: addPart(root, "guess", "classifier’s guess"),
    target: addPart(root, "target", "stance towards"),
  };
  const again = add(root, "p", "again");
  again.textContent = "You skipped this one before; skipped again it is left without a label.";
  const buttons = {};
  const row = add(root, "div", "buttons");
  for (const [action, key, caption] of BUTTONS) {
    const button = add(row, "button", action, { type: "button" });
    add(button, "kbd", "key").textContent = key;
    button.append(` ${caption}`);
    buttons[action] = button;
  }
  buttons.sarcasm.setAttribute("aria-pressed", "false");
  const help = add(row, "button", "help", { type: "button", "aria-expanded": "false", title: "what the labels mean" });
  add(help, "kbd", "key").textContent = "?";
  help.append(" help");
  const guide = add(root, "div", "guide", { role: "note" });
  guide.hidden = true;
  const error = add(root, "p", "error", { role: "alert" });
  return { root, progress, annotator, meter, scroll, set, again, buttons, help, guide, error };
}

// What the labels mean, in the words that Python has for it.
function addGuide(parent, { question, meanings, rules }) {
  add(parent, "p", "question").textContent = question;
  const list = add(parent, "dl", "meanings");
  for (const [label, meaning] of meanings) {
    add(list, "dt", "meant").textContent = label;
    add(list, "dd", "meaning").textContent = `the writer ${meaning}`;
  }
  const lines = add(parent, "ul", "rules");
  for (const rule of rules) add(lines, "li", "rule").textContent = rule;
}

function render({ model, el }) {
  const ui = build(el);
  addGuide(ui.guide, model.get("guide"));
  let waiting = false;
  let silence;

  function say(error) {
    ui.error.textContent = error;
    ui.error.hidden = !error;
  }

  function show() {
    const state = model.get("state");
    waiting = false;
    clearTimeout(silence);
    const finished = state.finished;
    const skipped = state.skipped ? `, ${state.skipped} skipped` : "";
    const later = state.skipped ? " Run the cell again to see what was skipped." : "";
    const takenOver = state.taken_over ? `, ${state.taken_over} of them taken over from another sample` : "";
    const progress = `${state.done} of ${state.total} labelled${takenOver}${skipped}`;
    ui.progress.textContent = finished ? `${progress}. The labels are in ${state.path}.${later}` : progress;
    ui.annotator.textContent = state.annotator;
    ui.meter.max = state.total;
    ui.meter.value = state.done;
    for (const [name, fill] of Object.entries(ui.set)) fill(state[name]);
    if (ui.shown !== state.step) ui.scroll.scrollTop = 0;
    ui.shown = state.step;
    ui.scroll.hidden = finished;
    ui.set.target(finished ? "" : state.target || NO_TARGET);
    ui.again.hidden = !state.again;
    for (const action of ["favor", "against", "none", "sarcasm", "skip"]) ui.buttons[action].disabled = finished;
    ui.buttons.undo.disabled = !state.done && !state.skipped;
    ui.buttons.sarcasm.setAttribute("aria-pressed", String(state.sarcasm));
    say(state.error);
  }

  // One at a time: a key that comes before the next comment is shown was not meant for it.
  function send(action) {
    if (waiting || ui.buttons[action].disabled) return;
    waiting = true;
    silence = setTimeout(
      () => say("Python does not answer: this is perhaps not written. If it stays so, run the cell again."),
      PATIENCE,
    );
    model.send({ action, step: model.get("state").step });
  }

  function explain() {
    ui.guide.hidden = !ui.guide.hidden;
    ui.help.setAttribute("aria-expanded", String(!ui.guide.hidden));
  }

  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.tagName === "BUTTON" && (event.key === " " || event.key === "Enter")) return; // presses it
    const action = KEYS[event.key.toLowerCase()];
    if (action) {
      if (!event.repeat) send(action);
    } else if (ASKS.includes(event.key.toLowerCase())) {
      if (!event.repeat) explain();
    } else if (event.key in SCROLLS) {
      ui.scroll.scrollBy(0, SCROLLS[event.key]);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  ui.root.addEventListener("keydown", onKey);
  for (const [action, button] of Object.entries(ui.buttons)) {
    button.addEventListener("click", (event) => {
      send(action);
      if (event.detail > 0) ui.root.focus({ preventScroll: true }); // by mouse: or space would press it again
    });
  }
  ui.help.addEventListener("click", (event) => {
    explain();
    if (event.detail > 0) ui.root.focus({ preventScroll: true });
  });
  model.on("change:state", show);
  show();
  return () => {
    clearTimeout(silence);
    model.off("change:state", show);
  };
}

export default { render };
