"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const form = document.getElementById("filters");
  if (!form) return;

  const findings = all(".finding").map((element) => ({
    element,
    words: "",
    shown: true,
    ref: document.getElementById(element.id.replace("-v", "-m")),
  }));
  const byId = new Map(findings.map((one) => [one.element.id, one]));
  const marks = all("mark[data-of]").map((element) => ({
    element,
    of: element.dataset.of.split(" ").map((id) => byId.get(id)),
  }));
  const family = document.getElementById("family");
  const section = document.getElementById("section");
  const search = document.getElementById("search");
  const keys = document.getElementById("keys");
  const output = document.getElementById("shown");
  const ranks = ["error", "warning", "info"];
  let current = null;

  const wordsOf = (one) => (one.words ||= one.element.textContent.toLowerCase());

  function inSection(outline, wanted) {
    if (wanted === "-") return outline === "";
    return outline === wanted || outline.startsWith(wanted + "/");
  }

  function matches(one, wanted) {
    const data = one.element.dataset;
    return (
      wanted.severities.has(data.severity) &&
      (!wanted.family || data.family === wanted.family) &&
      (!wanted.section || inSection(data.outline, wanted.section)) &&
      (!wanted.words || wordsOf(one).includes(wanted.words))
    );
  }

  function apply() {
    const wanted = {
      severities: new Set(all("input[name=severity]:checked", form).map((box) => box.value)),
      family: family.value,
      section: section.value,
      words: search.value.trim().toLowerCase(),
    };
    let count = 0;
    for (const one of findings) {
      one.shown = matches(one, wanted);
      one.element.hidden = !one.shown;
      if (one.ref) one.ref.hidden = !one.shown;
      count += one.shown;
    }
    for (const mark of marks) {
      const severities = mark.of.filter((one) => one.shown).map((one) => one.element.dataset.severity);
      mark.element.className = ranks.find((rank) => severities.includes(rank)) || "off";
    }
    if (current && !current.shown) select(null);
    output.textContent = output.dataset.template
      .replace("{shown}", String(count))
      .replace("{all}", String(findings.length));
  }

  function unfold(element) {
    for (const box of all(":scope > .fold", element)) box.open = true;
    for (let box = element.closest("details"); box; box = box.parentElement.closest("details")) {
      box.open = true;
    }
  }

  function highlight(one, on) {
    one.element.classList.toggle("current", on);
    for (const mark of marks) {
      if (mark.of.includes(one)) mark.element.classList.toggle("current", on);
    }
    if (one.ref) one.ref.classList.toggle("current", on);
  }

  function select(one) {
    if (current) highlight(current, false);
    current = one;
    if (one) highlight(one, true);
  }

  /* Two columns scroll each on their own; a phone has one, which must not be taken away. */
  const isBeside = (one) => one.ref && matchMedia("(min-width: 64rem)").matches;

  function go(one) {
    select(one);
    unfold(one.element);
    if (isBeside(one)) one.ref.scrollIntoView({ block: "center" });
    one.element.scrollIntoView({ block: "nearest" });
    const link = one.element.querySelector("dd a");
    (link || one.element).focus({ preventScroll: true });
  }

  function step(by) {
    const shown = findings.filter((one) => one.shown);
    if (!shown.length) return;
    const at = shown.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by;
    go(shown[(next + shown.length) % shown.length]);
  }

  const steps = { n: 1, j: 1, p: -1, k: -1 };
  document.addEventListener("keydown", (event) => {
    const by = steps[event.key];
    const isTyped = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (!by || isTyped || !keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step(by);
  });

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-of]");
    const link = event.target.closest("a[href^='#']");
    if (mark && !link && getSelection().isCollapsed) {
      const found = byId.get(mark.dataset.of.split(" ").find((id) => byId.get(id).shown));
      if (found) {
        go(found);
        if (!isBeside(found)) found.element.scrollIntoView({ block: "start" });
      }
    } else if (link) {
      const target = document.getElementById(link.hash.slice(1));
      if (target) unfold(target);
      const own = link.closest(".finding");
      const found = byId.get(link.hash.slice(1)) || (own && byId.get(own.id));
      if (found) select(found);
    }
  });

  document.addEventListener("focusin", (event) => {
    const own = event.target.closest(".finding");
    if (own && (!current || current.element !== own)) select(byId.get(own.id));
  });

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  });
  form.addEventListener("change", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("clear").addEventListener("click", () => {
    form.reset();
    apply();
  });

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all("details:not([open])");
    for (const box of folded) box.open = true;
  });
  addEventListener("afterprint", () => {
    for (const box of folded) box.open = false;
  });

  /* What sticks below the filters has to know how high they are; they wrap as they need. */
  new ResizeObserver(() => {
    const sticks = getComputedStyle(form).position === "sticky";
    const height = sticks ? form.offsetHeight : 0;
    document.documentElement.style.setProperty("--bar", `${height}px`);
  }).observe(form);

  for (const box of all(".fold").slice(1)) box.open = false;
  if (matchMedia("(max-width: 64rem)").matches) {
    for (const box of all(".outline")) box.open = false;
  }
  form.hidden = false;
  apply();
  const named = location.hash && document.getElementById(location.hash.slice(1));
  if (named) {
    unfold(named);
    named.scrollIntoView();
  }
})();
