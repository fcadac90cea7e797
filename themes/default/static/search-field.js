// The search field of every page: results while one types, as a combobox whose list the keyboard walks.

import { openIndex } from "./search.js";

const SHOWN = 8;

/** The address of the site, from the form that leads to its page of results. */
export const siteOf = (form) => new URL("..", form.action);

/** An element with attributes, and words or elements in it; words are only ever text. */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter(Boolean));
  return element;
}

/** A link to an address. */
export const link = (href, ...children) => make("a", { href }, ...children);

/** A result in words: its designation and title, and what and where it is. */
export const describe = ({ name, title, kind, on }) => [
  name && make("strong", {}, name),
  `${name && " "}${title} `,
  make("small", {}, [kind, on].filter(Boolean).join(", ")),
];

/** `3 results`. */
export function counted({ none, results }, count) {
  const form = new Intl.PluralRules(document.documentElement.lang).select(count);
  return count ? (results[form] ?? results.other).replace("{count}", count) : none;
}

/** Makes a combobox of a search field. */
export function open(field) {
  const { form } = field;
  const index = openIndex(siteOf(form));
  const list = make("ul", { id: "p-found", class: "p-found", role: "listbox", "aria-label": field.labels[0].textContent });
  const status = make("p", { class: "p-unseen", role: "status" });
  const tell = (attributes) => Object.entries(attributes).forEach(([name, value]) => field.setAttribute(name, value));
  tell({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
  form.append(list, status);
  let active;
  let turn = 0;

  const mark = (at) => {
    active?.setAttribute("aria-selected", "false");
    active = list.children[at];
    tell({ "aria-activedescendant": active?.id ?? "" });
    active?.setAttribute("aria-selected", "true");
    active?.scrollIntoView({ block: "nearest" });
  };
  const show = (options, words) => {
    list.replaceChildren(...options);
    list.hidden = !options.length;
    status.textContent = words;
    tell({ "aria-expanded": !list.hidden });
    mark(-1);
  };
  const close = () => {
    turn += 1;
    show([], "");
  };
  const option = (address, at, ...children) => make("li", { role: "option", id: `p-found-${at}`, "data-address": address }, ...children);

  const look = async () => {
    const own = ++turn;
    const query = field.value.trim();
    if (!query) return close();
    let options = [];
    let words = form.dataset.failed;
    try {
      const said = await index.said();
      const { results, count } = await index.find(query, SHOWN);
      options = results.map((result, at) => option(result.address, at, ...describe(result)));
      if (count) options.push(option(`${form.action}?q=${encodeURIComponent(query)}`, options.length, `${said.every} (${count})`));
      words = counted(said, count);
    } catch {}
    // What was typed later may have been answered sooner.
    if (own === turn && document.activeElement === field) show(options, words);
  };

  field.addEventListener("input", look);
  field.addEventListener("focus", look);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const { key } = event;
    // The first Escape closes the list and keeps the words, the next empties the field as browsers do.
    const isOurs = !event.isComposing && !list.hidden && (/^(Escape|ArrowDown|ArrowUp)$/.test(key) || (key === "Enter" && active));
    if (!isOurs) return;
    event.preventDefault();
    if (key === "Escape") return close();
    if (key === "Enter") return location.assign(active.dataset.address);
    // One after the last, and one before the first, is the field itself.
    const places = list.children.length + 1;
    const at = [...list.children].indexOf(active) + 1;
    mark(((at + (key === "ArrowDown" ? 1 : places - 1)) % places) - 1);
  });
  // A press must not take the focus away: that would close the list before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => location.assign(target.closest("li").dataset.address));
  look();
}
