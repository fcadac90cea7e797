// The page of results: what is found by name, and where there is a full-text index, what is found in the text of pages.

import { counted, describe, link, make, siteOf } from "./search-field.js";
import { openIndex } from "./search.js";

const SHOWN = 50;
const at = (id) => document.querySelector(`#p-${id}`);

/** Shows what the address asks for, and again whatever is typed into `field` or chosen beside it. */
export async function show(field) {
  const { form } = field;
  const site = siteOf(form);
  const index = openIndex(site);
  const asked = new URLSearchParams(location.search);
  let turn = 0;
  let texts;

  const look = async () => {
    const own = ++turn;
    // What was typed later may be answered sooner.
    const isLate = () => own !== turn;
    const query = field.value.trim();
    try {
      const words = await index.said();
      const { results, count } = query ? await index.find(query, SHOWN) : { results: [] };
      if (isLate()) return;
      at("results").replaceChildren(...results.map(named));
      at("count").textContent = query && counted(words, count);
      await texts?.show(query, words, isLate);
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
  const { openTexts } = await import("./search-texts.js");
  // A preview has no full-text index.
  texts = await openTexts(site, [...form.querySelectorAll("select")], asked).catch(() => undefined);
  look();
}

function named(result) {
  const [name, title, what] = describe(result);
  return make("li", {}, link(result.address, name, title), what);
}
