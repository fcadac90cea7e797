// Looks up designations, titles and headings in the index that was made with the site: docs/search.md.

const OPENINGS = { itut: "", recommendation: "", studygroup: "sg", focusgroup: "fg", question: "q" };
const WHOLE = /([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}])/u;
/** More files for one word are not waited for. */
const FILES = 4;

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

/** What all spellings of one designation share. */
export function key(name) {
  let key = fold(name).replace(/(?<!\p{N})[./]|[./](?!\p{N})|[^\p{Alphabetic}\p{N}./]/gu, "");
  for (let found; (found = Object.keys(OPENINGS).find((opening) => key.startsWith(opening))); ) {
    key = OPENINGS[found] + key.slice(found.length);
  }
  return key;
}

/** The words of a text, folded. */
export function words(text) {
  const runs = fold(text).match(/[\p{Alphabetic}\p{N}]+/gu) ?? [];
  return runs.flatMap((run) => run.split(WHOLE).filter(Boolean));
}

/** The index below the address `site`, fetched file by file as queries need it. */
export function openIndex(site) {
  const files = new Map();

  // A file that could not be fetched is asked for again the next time.
  const file = (name) => {
    if (!files.has(name)) {
      const answer = fetch(new URL(`search/${name}.json`, site)).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer.status)));
      answer.catch(() => files.delete(name));
      files.set(name, answer);
    }
    return files.get(name);
  };

  /** What there is to say, in the language of the page. */
  const said = async () => {
    const { words } = await file("index");
    return words[document.documentElement.lang] ?? Object.values(words)[0];
  };

  // The numbers of the entries that a term leads to; with `open` also those of every term that begins with it.
  const entries = async (term, open) => {
    const { starts } = await file("index");
    const at = (term) => Math.max(0, starts.findLastIndex((start) => start <= term));
    const first = at(term);
    const last = Math.min(at(open ? `${term}\uffff` : term), first + FILES - 1);
    const names = Array.from({ length: last - first + 1 }, (_, more) => `terms-${first + more}`);
    const fits = ([here]) => (open ? here.startsWith(term) : here === term);
    const found = (await Promise.all(names.map(file))).flatMap((lines) => lines.filter(fits).flatMap(([, ...places]) => places));
    return found.sort((a, b) => a - b);
  };

  /**
   * What a query finds, at most `limit`, and how many there are: whole designations first, then how they end and begin,
   * then what has all its words.
   */
  const find = async (query, limit) => {
    const { block, common } = await file("index");
    const { kinds } = await said();
    const name = key(query);
    const ways = name ? [[`=${name}`], [`~${name}`], [`=${name}`, true], [`~${name}`, true]] : [];
    const byName = await Promise.all(ways.map(([term, open]) => entries(term, open)));
    const asWords = words(query).filter((word) => !common.includes(word));
    const [first = [], ...others] = (await Promise.all(asWords.map((word) => entries(word, true)))).map((places) => new Set(places));
    const found = [...new Set([...byName.flat(), ...[...first].filter((entry) => others.every((places) => places.has(entry)))])];
    const shown = found.slice(0, limit).map(async (entry) => {
      const [name, title, path, kind, on] = (await file(`entries-${Math.floor(entry / block)}`))[entry % block];
      return { name, title, address: new URL(path, site).href, kind: kinds[kind], on };
    });
    return { results: await Promise.all(shown), count: found.length };
  };

  return { said, find };
}
