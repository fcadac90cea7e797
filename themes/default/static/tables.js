// Tables that sort and filter in place. Without this script they are whole, in the order of the site.
"use strict";
(() => {
  const words = document.currentScript.dataset;
  const FEW = 8; // rows from which on a filter helps
  const order = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });

  const rowsOf = (table) => [...table.tBodies[0].rows];

  // What a cell is sorted by: the day that it names for machines, else its text.
  const key = (row, at) => {
    const cell = row.cells[at];
    if (!cell) return "";
    const time = cell.querySelector("time");
    return time && cell.textContent.trim().startsWith(time.textContent.trim()) ? time.dateTime : cell.textContent.trim();
  };

  const sortable = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.title = words.sort;
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const keyed = rowsOf(table).map((row) => [key(row, at), row]);
        // Empty cells come last, either way.
        keyed.sort(([a], [b]) => !a - !b || order.compare(a, b) * (down ? -1 : 1));
        table.tBodies[0].append(...keyed.map(([, row]) => row));
      });
    });
  };

  const filterable = (frame, table) => {
    const rows = rowsOf(table);
    if (rows.length < FEW) return;
    const texts = rows.map((row) => row.textContent.replace(/\s+/g, " ").toLocaleLowerCase());
    const label = document.createElement("label");
    const input = document.createElement("input");
    const shown = document.createElement("output");
    label.className = "filter";
    input.type = "search";
    input.autocomplete = "off";
    label.append(words.filter + " ", input, " ", shown);
    frame.before(label);
    const apply = () => {
      const wanted = input.value.toLocaleLowerCase().split(/\s+/).filter(Boolean);
      let count = 0;
      rows.forEach((row, at) => {
        row.hidden = !wanted.every((word) => texts[at].includes(word));
        if (!row.hidden) count += 1;
      });
      shown.textContent = wanted.length ? words.shown.replace("{shown}", count).replace("{all}", rows.length) : "";
    };
    input.addEventListener("input", apply);
    // A link to a row that the filter hides shows it.
    addEventListener("hashchange", () => {
      const row = rows.find((one) => one.id && "#" + one.id === decodeURIComponent(location.hash));
      if (row && row.hidden) {
        input.value = "";
        apply();
        row.scrollIntoView();
      }
    });
  };

  for (const frame of document.querySelectorAll(".table")) {
    const table = frame.querySelector("table");
    const isPlain = table && table.tHead && table.tBodies.length === 1 && !frame.closest(".prose");
    const hasMerged = isPlain && table.querySelector("[rowspan]");
    if (!isPlain || hasMerged || rowsOf(table).length < 2) continue;
    sortable(table);
    filterable(frame, table);
  }
})();
