// Says beneath a field what is being typed into it means, as the server reads it. The page came
// with what the stored value means; without this script the rest is said on saving.

const SETTLED = 200; // Milliseconds without a key until the server is asked.
const timers = new WeakMap();

function schedule(field) {
  clearTimeout(timers.get(field));
  timers.set(field, setTimeout(() => explain(field), SETTLED));
}

async function explain(field) {
  const typed = field.value;
  const response = await fetch(`${field.dataset.explain}?q=${encodeURIComponent(typed)}`, {
    credentials: "same-origin",
  });
  if (!response.ok || response.redirected || field.value !== typed) {
    return;
  }
  const { ok, words } = await response.json();
  const output = field.nextElementSibling;
  output.textContent = words;
  output.classList.toggle("unreadable", !ok);
  field.toggleAttribute("aria-invalid", !ok);
}

document.addEventListener("input", (event) => {
  if (event.target.matches("input[data-explain]")) {
    schedule(event.target);
  }
});
