// Waits for a reader who wants to search, and only then fetches what that needs: on the focus of the search field, and on
// the keys / and Ctrl-K (on a Mac, Command-K), which lead there from anywhere. The page of results is for searching.

const field = document.querySelector("#p-search");

if (document.querySelector("#p-results")) {
  import("./search-page.js").then(({ show }) => show(field));
} else if (field) {
  const start = () => import("./search-field.js").then(({ open }) => open(field));
  if (field === document.activeElement) start();
  else field.addEventListener("focus", start, { once: true });
}

addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey, shiftKey } = event;
  const hasCommand = ctrlKey || metaKey;
  const isSlash = key === "/" && !hasCommand && !target.closest?.("input, textarea, select, [contenteditable]");
  const isLetter = key.toLowerCase() === "k" && hasCommand && !shiftKey;
  if (!field || altKey || !(isSlash || isLetter)) return;
  event.preventDefault();
  field.focus();
  field.select();
});
