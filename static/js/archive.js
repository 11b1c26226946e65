// What the pages do better with a script. Everything here has an address that does the same
// without one.

"use strict";

// #s=120-180 is the short address of some words; the server marks those of ?s=120-180.
function followWords() {
  const match = /^#s=(\d+-\d+)$/.exec(location.hash);
  if (match) {
    location.replace(`${location.pathname}?s=${match[1]}#s`);
  }
}
followWords();
window.addEventListener("hashchange", followWords);

// Filters apply as they are chosen, but not in the phone's drawer, where several are chosen
// before one looks at the results; and empty fields stay out of the address.
document.addEventListener("htmx:configRequest", (event) => {
  const parameters = event.detail.parameters;
  for (const name of Object.keys(parameters)) {
    if (parameters[name] === "") {
      delete parameters[name];
    }
  }
});
document.addEventListener("htmx:confirm", (event) => {
  const inDrawer = window.matchMedia("(max-width: 59.99rem)").matches;
  if (inDrawer && event.target.closest("[data-live]")) {
    event.preventDefault();
  }
});

// The filters are drawn anew with the results: the keyboard stays on the choice that it made,
// and what was found is said to those who do not see it.
let choice = null;
document.addEventListener("htmx:beforeSwap", () => {
  const field = document.activeElement;
  choice = field?.closest("#facets") && field.name ? [field.name, nameValue(field)] : null;
});
document.addEventListener("htmx:afterSettle", () => {
  const answer = document.querySelector("#answer");
  const found = document.querySelector("#found .result-head p, #found .empty h2");
  if (answer && found && answer.textContent !== found.textContent) {
    answer.textContent = found.textContent;
  }
  if (choice) {
    const fields = [...document.querySelectorAll("#facets input")];
    const same = fields.find((field) => field.name === choice[0] && nameValue(field) === choice[1]);
    (same || fields.find((field) => field.name === choice[0]))?.focus({ preventScroll: true });
    choice = null;
  }
});

// What a box stands for, whether it chooses it or rules it out.
function nameValue(field) {
  return field.value.replace(/^-/, "");
}

// Selecting words of an announcement offers their address.
const text = document.querySelector(".reading .text");
if (text) {
  const offer = document.createElement("a");
  offer.className = "share-words";
  offer.hidden = true;
  offer.textContent = text.dataset.share || "Link to these words";
  text.after(offer);
  document.addEventListener("selectionchange", () => {
    const span = findSpan(document.getSelection(), text);
    offer.hidden = span === null;
    if (span) {
      offer.href = `?s=${span[0]}-${span[1]}#s`;
    }
  });
}

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
  const paragraph = element && element.closest("p[data-start]");
  if (!paragraph || !within.contains(paragraph)) {
    return null;
  }
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, offset);
  const copy = before.cloneContents();
  copy.querySelectorAll(".back").forEach((back) => back.remove());
  return Number(paragraph.dataset.start) + [...copy.textContent].length;
}

// Suggestions while one types a query.
for (const field of document.querySelectorAll("input[data-suggest]")) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-suggestions`;
  field.after(list);
  field.setAttribute("list", list.id);
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => suggest(field, list), 120);
  });
}

async function suggest(field, list) {
  const typed = field.value.trim();
  if (typed.length < 2 && !/\p{Script=Han}/u.test(typed)) {
    list.replaceChildren();
    return;
  }
  const response = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`);
  if (!response.ok || field.value.trim() !== typed) {
    return;
  }
  const { suggestions } = await response.json();
  list.replaceChildren(
    ...suggestions.map(({ text, label }) => {
      const option = document.createElement("option");
      option.value = text;
      option.label = label === text ? text : `${text} – ${label}`;
      return option;
    }),
  );
}
