"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const csrf = document.querySelector("meta[name=csrf]").content;
  const toast = document.getElementById("toast");
  const words = document.body.dataset;
  let hiding = 0;

  function say(sentence) {
    toast.textContent = sentence;
    clearTimeout(hiding);
    hiding = setTimeout(() => { toast.textContent = ""; }, 6000);
  }

  /* What is too large is not sent: the server would hang up in the middle of it. */
  const unfit = (files) => ([...files].some((file) => file.size > Number(words.most)) ? words.tooLarge : "");

  async function send(address, body) {
    const headers = { "x-csrf-token": csrf, "x-partial": "1" };
    const answer = await fetch(address, { method: "POST", headers, body })
      .catch(() => { throw new Error(words.noAnswer); });
    if (answer.ok) return answer;
    const told = (answer.headers.get("content-type") || "").includes("json")
      ? (await answer.json()).error
      : `${answer.status} ${(await answer.text()).slice(0, 200)}`;
    throw new Error(told);
  }

  /* Bring: each file goes by itself, so that one that takes long holds up no other. */
  const bring = document.getElementById("bring");
  if (bring) {
    const drop = document.getElementById("drop");
    const files = document.getElementById("files");
    const list = document.getElementById("brought");

    async function deliver(file) {
      const entry = document.createElement("li");
      entry.innerHTML = '<span class="b-mark wait" aria-hidden="true"></span><span class="b-name"></span><span class="b-line">…</span>';
      entry.querySelector(".b-name").textContent = file.name;
      list.append(entry);
      const body = new FormData();
      body.append("files", file);
      try {
        const mistake = file.size ? unfit([file]) : words.empty;
        if (mistake) throw new Error(mistake);
        const { documents } = await (await send("/documents", body)).json();
        if (!documents.length) throw new Error(words.empty);
        entry.innerHTML = documents[0].html;
        return documents[0].url;
      } catch (error) {
        entry.querySelector(".b-mark").className = "b-mark bad";
        entry.querySelector(".b-mark").textContent = "!";
        entry.querySelector(".b-line").textContent = error.message;
        return null;
      }
    }

    async function deliverAll(chosen) {
      const waiting = [...chosen];
      const addresses = [];
      const carry = async () => {
        for (let file = waiting.shift(); file; file = waiting.shift()) addresses.push(await deliver(file));
      };
      const count = waiting.length;
      await Promise.all([carry(), carry()]);
      if (count === 1 && addresses[0]) location.assign(addresses[0]);
      else if (count > 1 && addresses.some(Boolean)) {
        const more = document.createElement("li");
        const link = document.createElement("a");
        link.className = "button primary";
        link.href = "/desk";
        link.textContent = list.dataset.desk || "→";
        more.append(link);
        list.append(more);
      }
    }

    files.addEventListener("change", () => { deliverAll(files.files); files.value = ""; });
    for (const name of ["dragenter", "dragover"]) {
      addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    }
    addEventListener("dragleave", (event) => { if (!event.relatedTarget) drop.classList.remove("over"); });
    addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      deliverAll(event.dataTransfer.files);
    });
    document.getElementById("sample").addEventListener("click", (event) => {
      document.getElementById("text").value = event.target.dataset.text;
      bring.requestSubmit();
    });
  }

  document.addEventListener("submit", (event) => {
    const inputs = [...event.target.elements].filter((input) => input.type === "file");
    const mistake = unfit(inputs.flatMap((input) => [...input.files]));
    if (!mistake) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const input of inputs) input.value = "";
    say(mistake);
  }, true);
  for (const form of all("form[data-auto]")) {
    form.addEventListener("change", () => form.requestSubmit());
  }
  for (const zone of all("[data-drop]")) {
    const input = zone.querySelector("input[type=file]");
    zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      event.stopPropagation();
      input.files = event.dataTransfer.files;
      zone.closest("form").requestSubmit();
    });
  }

  /* The desk: a group is decided by one key, and only the desk is drawn anew. */
  async function refill(form, button) {
    const selector = form.dataset.partial;
    document.body.classList.add("busy");
    try {
      const html = await (await send(button.getAttribute("formaction") || form.action, new FormData(form, button))).text();
      const code = button.closest("[data-code]")?.dataset.code;
      const reason = form.querySelector("[name=reason]")?.value;
      const template = document.createElement("template");
      template.innerHTML = html;
      document.querySelector(selector).replaceWith(template.content.querySelector(selector));
      const again = code && document.querySelector(`[data-code="${code}"]`);
      if (again) again.focus({ preventScroll: true });
      if (reason && button.value.endsWith("retract")) document.querySelector(`${selector} [name=reason]`).value = reason;
      say(again?.querySelector(".verdicts")?.textContent.replace(/\s+/g, " ").trim() || "✓");
    } catch (error) {
      say(error.message);
    } finally {
      document.body.classList.remove("busy");
    }
  }
  document.addEventListener("submit", (event) => {
    if (!event.target.dataset.partial || !event.submitter) return;
    event.preventDefault();
    refill(event.target, event.submitter);
  });
  document.addEventListener("keydown", (event) => {
    const line = event.target.closest?.(".rule-line");
    if (!line || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input")) return;
    const lines = all(".rule-line");
    const by = { ArrowDown: 1, j: 1, n: 1, ArrowUp: -1, k: -1, p: -1 }[event.key];
    if (by) {
      event.preventDefault();
      lines[Math.min(lines.length - 1, Math.max(0, lines.indexOf(line) + by))].focus();
    } else if ("123".includes(event.key)) {
      line.querySelectorAll(".rule-buttons .button")[Number(event.key) - 1]?.click();
    }
  });
  if (document.querySelector("[data-wait]")) setTimeout(() => location.reload(), 1500);

  /* The result: marks and cards, keys, what buttons do. */
  const act = document.getElementById("act");
  let current = null;
  let only = "";
  const result = () => document.getElementById("result");
  const cards = () => all(".cards .card[data-number]").filter((card) => !card.closest(".group").hidden);
  const card = (number) => document.getElementById(`f1-v${number}`);
  const ref = (number) => document.getElementById(`f1-m${number}`);
  const marksOf = (number) => all(`mark[data-of~="f1-v${number}"]`);
  const isBeside = () => matchMedia("(min-width: 64rem)").matches;

  /* Nothing may move below a finger or mouse that is pressed: then only what is chosen is shown. */
  function choose(number, { scrollText = true, focus = true, still = false } = {}) {
    for (const one of all(".current")) one.classList.remove("current");
    current = number;
    const chosen = number && card(number);
    if (!chosen) return;
    const folded = chosen.closest("details.group");
    if (folded) folded.open = true;
    chosen.classList.add("current");
    for (const mark of [ref(number), ...marksOf(number)]) mark?.classList.add("current");
    if (still) return;
    if (scrollText && isBeside()) ref(number)?.scrollIntoView({ block: "center" });
    chosen.scrollIntoView({ block: isBeside() ? "nearest" : "start" });
    if (focus) chosen.focus({ preventScroll: true });
  }

  function step(by) {
    const numbers = cards().map((one) => one.dataset.number);
    if (!numbers.length) return;
    const at = numbers.indexOf(current);
    const next = at < 0 ? (by > 0 ? 0 : numbers.length - 1) : at + by;
    choose(numbers[(next + numbers.length) % numbers.length]);
  }

  function filter(severity) {
    only = severity;
    for (const button of all(".count")) button.setAttribute("aria-pressed", String(button.dataset.severity === only));
    for (const group of all(".group[data-severity]")) group.hidden = Boolean(only) && group.dataset.severity !== only;
    const severityOf = (id) => document.getElementById(id)?.closest(".group")?.dataset.severity;
    for (const mark of all("mark[data-of]")) {
      mark.classList.toggle("off", Boolean(only) && !mark.dataset.of.split(" ").some((id) => severityOf(id) === only));
    }
    for (const link of all(".ref")) link.hidden = Boolean(only) && !link.classList.contains(only);
  }

  async function perform(address, body) {
    if (document.body.classList.contains("busy")) return;
    document.body.classList.add("busy");
    try {
      const html = await (await send(address, body)).text();
      const place = document.querySelector(".cards").scrollTop;
      const opened = new Set(all(".group[open] .group-title").map((title) => title.textContent));
      const before = Number(current) || 0;
      const template = document.createElement("template");
      template.innerHTML = html;
      result().replaceWith(template.content.querySelector("#result"));
      for (const title of all(".group .group-title")) if (opened.has(title.textContent)) title.closest("details").open = true;
      document.querySelector(".cards").scrollTop = place;
      filter(only);
      current = null;
      if (address.endsWith("papers")) {
        document.getElementById("papers").focus({ preventScroll: true });
        document.querySelector(".papers").scrollIntoView({ block: "start" });
        return;
      }
      const near = cards().find((one) => Number(one.dataset.number) >= before);
      if (near) choose(near.dataset.number, { scrollText: false });
      else document.getElementById("main").focus({ preventScroll: true });
      say(all(".count").map((one) => one.textContent.replace(/\s+/g, " ").trim()).join("　") || document.querySelector(".clean")?.textContent || "");
    } catch (error) {
      say(error.message);
    } finally {
      document.body.classList.remove("busy");
    }
  }

  function undo() {
    const button = document.getElementById("undo");
    if (button) button.click();
  }

  const lineOf = (element) => element?.closest(".text > .line");

  function write(line) {
    if (!line || !result().dataset.writable || document.querySelector(".editor")) return;
    const copy = line.cloneNode(true);
    for (const extra of all(".ref, .at", copy)) extra.remove();
    const box = document.createElement("div");
    box.className = "editor";
    const area = document.createElement("textarea");
    area.value = copy.textContent;
    area.lang = "zh-CN";
    area.setAttribute("aria-label", result().dataset.edit);
    const row = document.createElement("p");
    const save = Object.assign(document.createElement("button"), { className: "button primary small", textContent: result().dataset.save });
    const cancel = Object.assign(document.createElement("button"), { className: "button small", textContent: result().dataset.cancel });
    const keys = Object.assign(document.createElement("span"), { className: "hint", textContent: "Ctrl+Enter · Esc" });
    row.append(save, cancel, keys);
    box.append(area, row);
    line.hidden = true;
    line.after(box);
    area.rows = Math.min(12, Math.max(2, Math.ceil(area.value.length / 38) + 1));
    area.focus();
    const close = () => { box.remove(); line.hidden = false; };
    const keep = () => {
      const body = new FormData(act);
      body.set("line", String(all(".text > .line").indexOf(line)));
      body.set("words", area.value);
      close();
      perform(`/documents/${result().dataset.document}/rewrite`, body);
    };
    save.addEventListener("click", keep);
    cancel.addEventListener("click", close);
    area.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) keep();
    });
  }

  if (act) {
    const help = document.getElementById("help");
    act.addEventListener("submit", (event) => {
      event.preventDefault();
      const button = event.submitter;
      const number = button.closest(".card")?.dataset.number;
      if (number) current = number;
      perform(button.formAction, new FormData(act, button));
    });
    document.addEventListener("click", (event) => {
      const at = (selector) => event.target.closest(selector);
      if (at(".count")) filter(only === at(".count").dataset.severity ? "" : at(".count").dataset.severity);
      else if (at("[data-print]")) print();
      else if (at("[data-help]")) help.showModal();
      else if (at(".write")) write(lineOf(ref(at(".card").dataset.number)));
      else if (at("mark[data-of]") && getSelection().isCollapsed && event.detail < 2) choose(at("mark").dataset.of.split(" ")[0].replace("f1-v", ""), { scrollText: false });
      else if (at(".ref")) { event.preventDefault(); choose(at(".ref").id.replace("f1-m", ""), { scrollText: false }); }
      else if (at(".card-number")) { event.preventDefault(); const number = at(".card").dataset.number; choose(number); if (!isBeside()) ref(number)?.scrollIntoView({ block: "center" }); }
    });
    document.addEventListener("focusin", (event) => {
      const own = event.target.closest?.(".card[data-number]");
      if (own && own.dataset.number !== current) choose(own.dataset.number, { still: true });
    });
    document.addEventListener("change", (event) => {
      const button = document.getElementById(event.target.dataset.submits || "");
      if (button) button.click();
    });
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      document.getElementById("papers").files = event.dataTransfer.files;
      document.getElementById("lay-beside").click();
    });
    document.addEventListener("dblclick", (event) => write(lineOf(event.target)));
    const keys = {
      n: () => step(1), j: () => step(1), p: () => step(-1), k: () => step(-1), u: undo,
      a: () => current && card(current)?.querySelector(".accept")?.click(),
      e: () => current && write(lineOf(ref(current))),
      "?": () => (help.open ? help.close() : help.showModal()),
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
      if (!keys[event.key] || (help.open && event.key !== "?")) return;
      event.preventDefault();
      keys[event.key]();
    });
    let folded = [];
    addEventListener("beforeprint", () => {
      folded = all("#result details:not([open])");
      for (const box of folded) box.open = true;
    });
    addEventListener("afterprint", () => { for (const box of folded) box.open = false; });
  }
})();
