// The page of search results: everything that is found by name, and then what is found in the text of the pages.

import { counted, describe, make, siteOf } from "./search-field.js";
import { Index } from "./search.js";

const SHOWN = 50;

/** Shows what the address asks for, and again whatever is typed into `field`. */
export function show(field) {
  const { form } = field;
  const index = new Index(siteOf(form));
  const list = document.querySelector("#p-results");
  const status = document.querySelector("#p-count");
  let asked = 0;

  const look = async () => {
    const turn = ++asked;
    const query = field.value.trim();
    let results = [];
    let said = "";
    try {
      if (query) {
        const found = await index.find(query, SHOWN);
        results = found.results;
        said = counted((await index.about()).words, found.count);
      }
    } catch {
      said = form.dataset.failed;
    }
    // What was typed later may have been answered sooner.
    if (turn !== asked) return;
    list.replaceChildren(...results.map(row));
    status.textContent = said;
  };

  document.querySelector("#p-without").hidden = true;
  form.hidden = false;
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", () => {
    const address = new URL(location.href);
    address.searchParams.set("q", field.value.trim());
    history.replaceState(null, "", address);
    look();
  });
  look();
}

function row(result) {
  const [what, ...name] = describe(result).reverse();
  const link = make("a", "", ...name.reverse());
  link.href = result.address;
  return make("li", "", link, what);
}
