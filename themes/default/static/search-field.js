// The search field of every page: results while one types, as a combobox with a list that the keyboard walks.

import { Index } from "./search.js";

const SHOWN = 8;

/** The address of the site that a form of it leads back to. */
export const siteOf = (form) => new URL("..", form.action);

/** An element with a class and words or children; words are only ever text. */
export function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children.filter(Boolean));
  return element;
}

/** The words of a result: its designation, its title, and what and where it is. */
export function describe({ name, title, kind, on }) {
  return [name && make("strong", "", name), name && " ", title, " ", make("small", "", on ? `${kind}, ${on}` : kind)];
}

/** `3 results`. */
export const counted = (words, count) => (count === 0 ? words.none : count === 1 ? words.one : words.many.replace("{n}", count));

/** Makes a combobox of a search field. */
export function open(field) {
  const { form } = field;
  const index = new Index(siteOf(form));
  const list = make("ul", "p-found");
  const status = make("p", "p-unseen");
  list.id = "p-found";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0]?.textContent ?? "");
  status.setAttribute("role", "status");
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    field.setAttribute(name, value);
  }
  form.append(list, status);
  let active = -1;
  let asked = 0;

  const mark = (at) => {
    active = at;
    for (const [place, option] of [...list.children].entries()) option.setAttribute("aria-selected", place === at);
    if (at < 0) return field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    asked += 1;
    list.hidden = true;
    list.replaceChildren();
    status.textContent = "";
    field.setAttribute("aria-expanded", "false");
    mark(-1);
  };
  const leave = (option) => location.assign(option.dataset.address);

  const look = async () => {
    const query = field.value.trim();
    if (!query) return close();
    const turn = ++asked;
    let options = [];
    let said;
    try {
      const { words } = await index.about();
      const { results, count } = await index.find(query, SHOWN);
      options = results.map((result) => option(result.address, ...describe(result)));
      if (count > 0) options.push(option(`${form.action}?q=${encodeURIComponent(query)}`, `${words.all} (${count})`));
      said = counted(words, count);
    } catch {
      said = (await index.about().catch(() => undefined))?.words.failed ?? "";
    }
    // What was typed later may have been answered sooner.
    if (turn !== asked || document.activeElement !== field) return;
    list.replaceChildren(...options);
    [...list.children].forEach((option, at) => (option.id = `p-found-${at}`));
    mark(-1);
    list.hidden = options.length === 0;
    field.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = said;
  };

  field.addEventListener("input", look);
  field.addEventListener("focus", look);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const count = list.children.length;
    if (event.isComposing) return;
    if (event.key === "Escape") {
      // The first closes the list and keeps the words, the next empties the field as browsers do.
      if (!list.hidden) event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      leave(list.children[active]);
    } else if (count && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      // One more than the last, and one less than the first, is the field itself.
      const places = count + 1;
      const step = event.key === "ArrowDown" ? 1 : places - 1;
      mark(((active + 1 + step) % places) - 1);
    }
  });
  // A press on a result must not take the focus away, which would close the list before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) leave(option);
  });
  look();
}

function option(address, ...children) {
  const element = make("li", "", ...children);
  element.setAttribute("role", "option");
  element.dataset.address = address;
  return element;
}
