// Drives Pagefind on the page of results: the pages whose text has the words of a query, of those that are chosen.

import { counted, link, make } from "./search-field.js";

const PAGES = 20;
const [list, count, more] = ["#p-texts", "#p-texts-count", "#p-more"].map((id) => document.querySelector(id));

/** Opens the index below the address `site`, and fills `choices` with what pages can be chosen by, as the address `asked`. */
export async function openTexts(site, choices, asked) {
  const pagefind = await import(new URL("search/text/pagefind.js", site));
  await pagefind.options({ baseUrl: site.pathname });
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const values = await pagefind.filters();
  for (const choice of choices) {
    const own = Object.keys(values[choice.name] ?? {}).sort(order.compare);
    choice.append(...own.map((value) => new Option(value, value, false, value === asked.get(choice.name))));
    choice.closest("label").hidden = !own.length;
  }

  /** Shows the pages that have the words of a query; without words all that are chosen. */
  const show = async (query, words, isLate) => {
    const filters = Object.fromEntries(choices.filter(({ value }) => value).map(({ name, value }) => [name, value]));
    const isAsked = query || Object.keys(filters).length;
    const { results } = isAsked ? await pagefind.search(query || null, { filters }) : { results: [] };
    const showTo = async (end) => {
      const pages = await Promise.all(results.slice(end - PAGES, end).map((result) => result.data()));
      if (isLate()) return;
      if (end === PAGES) list.replaceChildren();
      list.append(...pages.map(found));
      more.hidden = end >= results.length;
      more.onclick = () => showTo(end + PAGES);
      count.textContent = isAsked ? counted(words, results.length) : "";
    };
    await showTo(PAGES);
  };
  return { show };
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
