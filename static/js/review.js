// The review page by keyboard, words selected in the text, names completed, paragraphs pasted.
// Without it every link and form still works: here their answers are fetched, and only the parts
// of the page that changed are put in place.

const review = document.getElementById("review");
const PANES = ["progress", "text", "facts"];
let busy = Promise.resolve();
let selected = null;

// ---- items ---------------------------------------------------------------------------------

const listItems = () => [...review.querySelectorAll(".review-items > li[data-item]")];
const findItem = (key) => listItems().find((item) => item.dataset.item === key);
const findChosen = () => review.querySelector('.review-item[aria-current="true"]')?.parentElement;

function choose(item, { focus = true, scroll = true } = {}) {
  if (!item) {
    return;
  }
  const form = document.getElementById("decide");
  review.querySelector('.review-item[aria-current="true"]')?.removeAttribute("aria-current");
  for (const open of review.querySelectorAll(".review-items .review-form")) {
    open.remove();
  }
  const link = item.querySelector(".review-item");
  link.setAttribute("aria-current", "true");
  if (form) {
    place(form, item);
  }
  light(item.dataset.item, scroll);
  if (focus) {
    link.focus({ preventScroll: true });
  }
  if (scroll) {
    scrollWithin(review.querySelector("#facts"), item);
  }
}

// The one form of decisions belongs to whichever item is chosen.
function place(form, item) {
  const { item: key, seen, actions } = item.dataset;
  const may = new Set(actions.split(" "));
  item.append(form);
  // By selector: `elements.item` is a method of the collection, not the field of that name.
  form.querySelector("input[name=item]").value = key;
  form.querySelector("input[name=seen]").value = seen;
  for (const button of form.querySelectorAll("button[name=action]")) {
    button.hidden = !may.has(button.value);
  }
  for (const link of form.querySelectorAll("a[data-does]")) {
    const does = link.dataset.does;
    link.hidden = does === "history" ? !may.has("reject") : !may.has(does);
  }
  const carried = review.dataset.carried ? `&${review.dataset.carried}` : "";
  const address = review.dataset.address;
  form.querySelector("[data-does=correct]").href = `${address}?item=${key}&edit=1${carried}`;
  form.querySelector("[data-does=choose]").href = item.dataset.url || "";
  form.querySelector("[data-does=history]").href = `${address}history/${key}/`;
  form.querySelector(".review-source").textContent = item.dataset.source || "";
}

function light(key, scroll) {
  for (const mark of review.querySelectorAll("mark.chosen")) {
    mark.classList.remove("chosen");
  }
  const marks = review.querySelectorAll(`mark[data-item="${CSS.escape(key)}"]`);
  for (const mark of marks) {
    mark.classList.add("chosen");
  }
  if (marks.length && scroll) {
    scrollWithin(review.querySelector("#text"), marks[0]);
  }
}

// Scrolls a pane, and the page only where the panes do not scroll by themselves.
function scrollWithin(pane, element) {
  const outer = pane.getBoundingClientRect();
  const inner = element.getBoundingClientRect();
  if (pane.scrollHeight <= pane.clientHeight) {
    element.scrollIntoView({ block: "nearest" });
  } else if (inner.top < outer.top + 40 || inner.bottom > outer.bottom - 40) {
    pane.scrollTop += inner.top - outer.top - pane.clientHeight / 3;
  }
}

function step(by) {
  const items = listItems();
  const at = items.indexOf(findChosen());
  choose(items[Math.min(Math.max(at + by, 0), items.length - 1)]);
}

// ---- answers of the server -------------------------------------------------------------------

// One after the other: keys pressed quickly act on the item that is chosen when their turn comes.
function queue(task) {
  busy = busy.then(task).catch((error) => say(`It did not work: ${error.message}. Reload the page.`));
  return busy;
}

async function visit(address, options = {}) {
  const response = await fetch(address, { credentials: "same-origin", ...options });
  const html = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!html.getElementById("facts")) {
    if (response.ok) {
      location.assign(response.url);
      return;
    }
    throw new Error(html.querySelector("h1, h2")?.textContent || `answer ${response.status}`);
  }
  swap(html);
}

function swap(html) {
  const scrolled = PANES.map((id) => document.getElementById(id).scrollTop);
  PANES.forEach((id, index) => {
    const pane = document.getElementById(id);
    pane.replaceChildren(...html.getElementById(id).childNodes);
    pane.scrollTop = scrolled[index];
  });
  for (const field of review.querySelectorAll("input[data-complete]")) {
    complete(field);
  }
  selected = null;
  showKeys();
  say([...html.querySelectorAll(".messagelist li")].map((li) => li.textContent.trim()).join(" "));
  const form = review.querySelector(".review-form");
  if (form) {
    const field =
      form.querySelector(".errorlist ~ p :is(input, select, textarea), .errorlist + p input") ||
      form.querySelector("input:not([type=hidden]), select, textarea");
    field?.focus();
    scrollWithin(review.querySelector("#facts"), form);
    light(findChosen()?.dataset.item || "", false);
  } else {
    choose(findChosen());
  }
}

function showKeys() {
  review.querySelector('button[data-key="?"]').hidden = false;
}

function say(words) {
  document.getElementById("said").textContent = words;
}

function send(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) {
    data.append(submitter.name, submitter.value);
  }
  if (form.method === "get") {
    const address = new URL(form.getAttribute("action"), location.href);
    address.search = new URLSearchParams(data);
    return queue(() => visit(address));
  }
  return queue(() => visit(form.getAttribute("action"), { method: "POST", body: data }));
}

function act(action) {
  return queue(async () => {
    const form = document.getElementById("decide");
    const button = form?.querySelector(`button[value="${action}"]`);
    if (!button || button.hidden) {
      say("That cannot be done here. Press ? for the keys.");
      return;
    }
    const data = new FormData(form);
    data.append("action", action);
    await visit(form.getAttribute("action"), { method: "POST", body: data });
  });
}

function follow(does) {
  const link = document.querySelector(`#decide [data-does="${does}"]`);
  if (link && !link.hidden) {
    link.click();
  }
}

// ---- words of the text ---------------------------------------------------------------------

// The selection as [start, end) in code points of the announcement's text, or null.
function findSpan(selection, within) {
  if (!selection.rangeCount || selection.isCollapsed) {
    return null;
  }
  const range = selection.getRangeAt(0);
  const start = findOffset(range.startContainer, range.startOffset, within);
  const end = findOffset(range.endContainer, range.endOffset, within);
  return start !== null && end !== null && start < end ? [start, end] : null;
}

function findOffset(node, offset, within) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const paragraph = element?.closest("p[data-start]");
  if (!paragraph || !within.contains(paragraph)) {
    return null;
  }
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  // The DOM counts UTF-16 units, the archive code points.
  return Number(paragraph.dataset.start) + [...before.toString()].length;
}

function offer() {
  const selection = document.getSelection();
  const box = document.getElementById("offer");
  const span = findSpan(selection, document.getElementById("text"));
  if (!span && box.contains(document.activeElement)) {
    return;
  }
  selected = span;
  box.hidden = !span;
  if (span) {
    const words = selection.toString().trim();
    document.getElementById("offer-words").textContent =
      words.length > 60 ? `${words.slice(0, 40)} … ${words.slice(-15)}` : words;
  }
}

function startAdding(kind) {
  if (selected) {
    const params = new URLSearchParams(review.dataset.carried);
    params.set("add", kind);
    params.set("s", selected.join("-"));
    queue(() => visit(`${review.dataset.address}?${params}`));
  }
}

// ---- keys ------------------------------------------------------------------------------------

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  a: () => act("accept"),
  e: () => follow(findChosen()?.dataset.actions.includes("choose") ? "choose" : "correct"),
  r: () => {
    const may = findChosen()?.dataset.actions.split(" ") || [];
    act(["reject", "decline", "dismiss"].find((action) => may.includes(action)));
  },
  u: () => act("undo"),
  n: () => location.assign(review.dataset.next),
  w: () => {
    const missed = review.querySelector(".review-missed");
    missed.open = true;
    missed.querySelector("textarea").focus();
  },
  "?": () => document.getElementById("keys").showModal(),
};

function press(event) {
  const typing = event.target.closest("input, select, textarea, [contenteditable], dialog");
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === "Escape") {
    const close = event.target.closest(".review-form")?.querySelector("[data-does=close]");
    close?.click();
    return;
  }
  if (typing) {
    return;
  }
  const inList = event.target.closest(".review-items");
  if (inList && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    step(event.key === "ArrowDown" ? 1 : -1);
    return;
  }
  const kinds = [...review.querySelectorAll("[data-add]")];
  const kind = kinds[Number(event.key) - 1];
  if (selected && kind) {
    event.preventDefault();
    startAdding(kind.dataset.add);
  } else if (Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key]();
  }
}

function start() {
  document.addEventListener("keydown", press);
  document.addEventListener("selectionchange", offer);
  showKeys();
  review.addEventListener("submit", (event) => {
    if (event.target.method !== "dialog") {
      event.preventDefault();
      send(event.target, event.submitter);
    }
  });
  review.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    const added = event.target.closest("[data-add]");
    const link = event.target.closest(".review-item, [data-does=correct], [data-does=close]");
    const mark = event.target.closest("mark[data-item]");
    if (added) {
      startAdding(added.dataset.add);
    } else if (event.target.closest('[data-key="?"]')) {
      KEYS["?"]();
    } else if (link?.matches(".review-item")) {
      event.preventDefault();
      choose(link.parentElement);
    } else if (link) {
      event.preventDefault();
      queue(() => visit(link.href));
    } else if (mark && document.getSelection().isCollapsed) {
      choose(findItem(mark.dataset.item), { scroll: true });
    }
  });
  const chosen = findChosen();
  if (chosen) {
    choose(chosen, { focus: !review.querySelector(".review-form") });
  }
}

// ---- every page of the queue -----------------------------------------------------------------

// Names that complete what is typed.
function complete(field) {
  if (field.list) {
    return;
  }
  const list = document.createElement("datalist");
  list.id = `${field.id}-names`;
  field.after(list);
  field.setAttribute("list", list.id);
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => fill(field, list), 120);
  });
}

async function fill(field, list) {
  const typed = field.value.trim();
  if (!typed || typed.includes(" · ")) {
    return;
  }
  const response = await fetch(`${field.dataset.complete}&q=${encodeURIComponent(typed)}`);
  if (response.ok && field.value.trim() === typed) {
    const { names } = await response.json();
    list.replaceChildren(
      ...names.map((name) => Object.assign(document.createElement("option"), { value: name })),
    );
  }
}

const BLOCKS = "p, div, li, h1, h2, h3, h4, h5, h6, tr, blockquote, section, article, figcaption";

// What is pasted from a page keeps its paragraphs, a blank line between them.
function paste(event) {
  const html = event.clipboardData?.getData("text/html");
  if (!html) {
    return;
  }
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const hidden of page.querySelectorAll("script, style, template, head")) {
    hidden.remove();
  }
  for (const line of page.querySelectorAll("br")) {
    line.replaceWith("\n");
  }
  for (const cell of page.querySelectorAll("td, th")) {
    cell.append("  ");
  }
  for (const block of page.querySelectorAll(BLOCKS)) {
    block.prepend("\u2029");
    block.append("\u2029");
  }
  const text = page.body.textContent
    .split("\u2029")
    .map((part) => part.replace(/[^\S\n]+/g, " ").replace(/ *\n+ */g, "\n").trim())
    .filter(Boolean)
    .join("\n\n");
  event.preventDefault();
  const field = event.target;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// A text that is too long is not sent: the browser says so, and keeps it.
function bound(field) {
  const length = [...field.value].length;
  const told = `The text has ${length.toLocaleString("en")} characters. ${field.dataset.tooLong}`;
  field.setCustomValidity(length > Number(field.dataset.longest) ? told : "");
}

for (const field of document.querySelectorAll("input[data-complete]")) {
  complete(field);
}
for (const field of document.querySelectorAll("textarea[data-longest]")) {
  field.addEventListener("input", () => bound(field));
  bound(field);
}
for (const field of document.querySelectorAll("textarea[data-paste]")) {
  field.addEventListener("paste", paste);
}
if (review) {
  start();
}
