// Looks up designations, titles and headings in the index that was made with the site. No part of it touches the page.

const OPENINGS = [["itut", ""], ["recommendation", ""], ["studygroup", "sg"], ["focusgroup", "fg"], ["question", "q"]];
const WHOLE = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]/u;
/** More files of one word than these say too little to wait for. */
const FILES = 4;

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** What all spellings of one designation share; tests/search-terms.tsv has examples. */
export function key(name) {
  let key = fold(name).replace(/(?<!\p{N})[./]|[./](?!\p{N})|[^\p{Alphabetic}\p{N}./]/gu, "");
  for (let found; (found = OPENINGS.find(([opening]) => key.startsWith(opening))); ) key = found[1] + key.slice(found[0].length);
  return key;
}

/** The words of a text, folded. */
export function words(text) {
  const runs = fold(text).match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
  return runs.flatMap((run) => run.split(new RegExp(`(${WHOLE.source})`, "u")).filter(Boolean));
}

/** An index below the address `site`, fetched file by file as queries need it. */
export class Index {
  #site;
  #files = new Map();

  constructor(site) {
    this.#site = site;
  }

  /** Fetches a file once; one that failed is asked for again the next time. */
  #file(name) {
    if (!this.#files.has(name)) {
      const file = fetch(new URL(`search/${name}.json`, this.#site)).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));
      file.catch(() => this.#files.delete(name));
      this.#files.set(name, file);
    }
    return this.#files.get(name);
  }

  /** The way in: what the kinds are called and what there is to say. */
  about() {
    return this.#file("index");
  }

  /** The numbers of the entries that a term leads to; with `open` also those of every term that begins with it. */
  async #entries(term, open) {
    const { starts } = await this.about();
    const at = (term) => Math.max(0, starts.findLastIndex((start) => start <= term));
    const last = Math.min(open ? at(term + "\uffff") : at(term), at(term) + FILES - 1);
    const files = [];
    for (let file = at(term); file <= last; file += 1) files.push(this.#file(`terms-${file}`));
    const found = new Set();
    for (const lines of await Promise.all(files)) {
      for (let line = lowerBound(lines, term); line < lines.length; line += 1) {
        const [here, ...entries] = lines[line];
        if (open ? !here.startsWith(term) : here !== term) break;
        for (const entry of entries) found.add(entry);
      }
    }
    return [...found].sort((a, b) => a - b);
  }

  /**
   * What a query finds, at most `limit`, and how many there are: whole designations first, then what they begin and end
   * with, then titles and headings that have all its words.
   */
  async find(query, limit) {
    const { block, common, kinds } = await this.about();
    const asKey = key(query);
    const asWords = words(query).filter((word) => !common.includes(word));
    const lists = asKey ? ["=", "~"].flatMap((how) => [this.#entries(how + asKey, false), this.#entries(how + asKey, true)]) : [];
    const [whole = [], begun = [], ending = [], within = []] = await Promise.all(lists);
    const ofWords = await Promise.all(asWords.map((word) => this.#entries(word, true)));
    const [first = [], ...others] = ofWords.map((entries) => new Set(entries));
    const both = [...first].filter((entry) => others.every((entries) => entries.has(entry)));
    const found = [...new Set([...whole, ...ending, ...begun, ...within, ...both])];
    const shown = found.slice(0, limit).map(async (entry) => {
      const [name, title, path, kind, on] = (await this.#file(`entries-${Math.floor(entry / block)}`))[entry % block];
      return { name, title, address: new URL(path, this.#site).href, kind: kinds[kind], on };
    });
    return { results: await Promise.all(shown), count: found.length };
  }
}

function lowerBound(lines, term) {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle][0] < term) low = middle + 1;
    else high = middle;
  }
  return low;
}
