// The page of results: what is found by name, and where there is a full-text index, what is found in the text of pages.

import { counted, describe, make, siteOf } from "./search-field.js";
import { openIndex } from "./search.js";

const SHOWN = 50;
const PAGES = 20;
const at = (id) => document.querySelector(`#p-${id}`);

/** Shows what the address asks for, and again whatever is typed into `field` or chosen beside it. */
export async function show(field) {
  const { form } = field;
  const index = openIndex(siteOf(form));
  const choices = [...form.querySelectorAll("select")];
  const asked = new URLSearchParams(location.search);
  let turn = 0;
  let texts;

  const look = async () => {
    const own = ++turn;
    // What was typed later may be answered sooner.
    const isLate = () => own !== turn;
    const query = field.value.trim();
    try {
      const { words } = await index.about();
      const { results, count } = query ? await index.find(query, SHOWN) : { results: [] };
      if (isLate()) return;
      at("results").replaceChildren(...results.map(named));
      at("count").textContent = query && counted(words, count);
      if (texts) await inTexts(texts, query, choices, words, isLate);
    } catch {
      at("count").textContent = form.dataset.failed;
    }
  };

  at("without").hidden = true;
  form.hidden = false;
  field.value = asked.get("q") ?? "";
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    const given = [...new FormData(form)].filter(([, value]) => value.trim());
    history.replaceState(null, "", `?${new URLSearchParams(given)}`);
    look();
  });
  look();
  if (!at("texts")) return;
  // A preview has no full-text index.
  texts = await openTexts(siteOf(form)).catch(() => undefined);
  const filters = (await texts?.filters()) ?? {};
  for (const choice of choices) {
    const values = Object.keys(filters[choice.name] ?? {}).sort(new Intl.Collator("en", { numeric: true }).compare);
    choice.append(...values.map((value) => new Option(value, value, false, value === asked.get(choice.name))));
    choice.closest("label").hidden = !values.length;
  }
  look();
}

/** Pagefind's index, whose paths begin at the address `site`. */
async function openTexts(site) {
  const texts = await import(new URL("search/text/pagefind.js", site));
  await texts.options({ baseUrl: site.pathname });
  return texts;
}

/** Shows the pages whose text has the words of a query, of those that are chosen; without words all that are chosen. */
async function inTexts(texts, query, choices, words, isLate) {
  const filters = Object.fromEntries(choices.filter(({ value }) => value).map(({ name, value }) => [name, value]));
  const isAsked = query || Object.keys(filters).length;
  const results = isAsked ? (await texts.search(query || null, { filters })).results : [];
  const [list, more] = [at("texts"), at("more")];
  const showTo = async (end) => {
    const pages = await Promise.all(results.slice(end - PAGES, end).map((result) => result.data()));
    if (isLate()) return;
    if (end === PAGES) list.replaceChildren();
    list.append(...pages.map(found));
    more.hidden = end >= results.length;
    more.onclick = () => showTo(end + PAGES);
    at("texts-count").textContent = isAsked ? counted(words, results.length) : "";
  };
  await showTo(PAGES);
}

const link = (href, ...children) => make("a", { href }, ...children);

function named(result) {
  const [name, title, what] = describe(result);
  return make("li", {}, link(result.address, name, title), what);
}

/** A page with the words around what was found, and the sections of it where it was. */
function found({ url, meta, excerpt, sub_results: sections }) {
  const places = sections.filter(({ url, title }) => url.includes("#") && title).slice(0, 3);
  const list = places.length && make("ul", {}, ...places.map(({ url, title }) => make("li", {}, link(url, title))));
  // The excerpt is HTML of which only `mark` is wanted: all else is read as text.
  const text = (html) => new DOMParser().parseFromString(`<body>${html}`, "text/html").body.textContent;
  const words = excerpt.split(/<\/?mark>/).map((part, at) => (at % 2 ? make("mark", {}, text(part)) : text(part)));
  return make("li", {}, link(url, meta.title), make("p", {}, ...words), list);
}
