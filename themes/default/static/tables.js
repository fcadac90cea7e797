// Tables that sort and filter in place. Without this script they are whole, in the order of the site.
"use strict";
{
  const words = document.currentScript.dataset;
  const FEW = 8; // rows from which on a filter helps
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  // What a row is sorted by: the day that a cell begins with, as machines read it, else the text of the cell.
  const key = ({ cells }, at) => {
    const text = cells[at]?.textContent.trim() ?? "";
    const time = cells[at]?.querySelector("time");
    return time && text.startsWith(time.textContent.trim()) ? time.dateTime : text;
  };

  const sortable = (body, heads) =>
    heads.forEach((head, at) => {
      const button = make("button", { type: "button", title: words.sort });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const isDown = head.ariaSort === "ascending";
        heads.forEach((other) => (other.ariaSort = null));
        head.ariaSort = isDown ? "descending" : "ascending";
        const keyed = [...body.rows].map((row) => [key(row, at), row]);
        // Empty cells come last, either way.
        keyed.sort(([a], [b]) => !a - !b || order.compare(a, b) * (isDown ? -1 : 1));
        body.append(...keyed.map(([, row]) => row));
      });
    });

  const filterable = (frame, rows) => {
    const texts = rows.map((row) => row.textContent.toLocaleLowerCase());
    const input = make("input", { type: "search", autocomplete: "off" });
    const shown = make("output");
    const label = make("label", { className: "filter" });
    label.append(`${words.filter} `, input, " ", shown);
    frame.before(label);
    const apply = () => {
      const wanted = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach((row, at) => (row.hidden = !wanted.every((word) => texts[at].includes(word))));
      const count = rows.filter((row) => !row.hidden).length;
      shown.textContent = wanted.length ? words.shown.replace("{shown}", count).replace("{all}", rows.length) : "";
    };
    input.addEventListener("input", apply);
    // A link to a row that the filter hides shows it.
    addEventListener("hashchange", () => {
      const row = rows.find(({ id }) => id && `#${id}` === decodeURIComponent(location.hash));
      if (!row?.hidden) return;
      input.value = "";
      apply();
      row.scrollIntoView();
    });
  };

  for (const table of document.querySelectorAll(".table:not(.prose *) > table")) {
    const [body, second] = table.tBodies;
    if (!table.tHead || second || body.rows.length < 2 || table.querySelector("[rowspan]")) continue;
    sortable(body, [...table.tHead.rows[0].cells]);
    if (body.rows.length >= FEW) filterable(table.parentElement, [...body.rows]);
  }
}
