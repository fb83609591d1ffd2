// Search and sort in tables. Without this script every table is whole and in its own order.
(() => {
  "use strict";
  const swedish = document.documentElement.lang === "sv";
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: "base" });
  const plain = (text) => text.toLowerCase().replace(/\s+/g, " ").trim();

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    if (!cell) return null;
    const figure = cell.querySelector("[data-value]");
    const text = cell.dataset.sort ?? (figure ? figure.dataset.value : plain(cell.textContent));
    if (text === "" || text === "–") return null;
    const number = Number(text);
    return Number.isNaN(number) ? text : number;
  };
  // what has no value stays last, whichever way the column is sorted
  const compare = (one, other, direction) => {
    if (one === null || other === null) return (one === null) - (other === null);
    const both = typeof one === "number" && typeof other === "number";
    return direction * (both ? one - other : collator.compare(String(one), String(other)));
  };

  const sortable = (table) => {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    const body = table.tBodies[0];
    const original = [...body.rows];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) button.append(head.firstChild);
      head.append(button);
      button.addEventListener("click", () => {
        const direction = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
        const rows = original.map((row) => [row, keyOf(row, column)]);
        rows.sort((one, other) => compare(one[1], other[1], direction));
        body.append(...rows.map(([row]) => row));
      });
    });
  };

  const searchable = (box, table) => {
    const tools = box.querySelector(".tools");
    const field = tools.querySelector("input");
    const count = tools.querySelector(".count");
    const rows = [...table.tBodies[0].rows].map((row) => [row, plain(row.textContent)]);
    const show = () => {
      const words = plain(field.value).split(" ").filter(Boolean);
      let shown = 0;
      rows.forEach(([row, text]) => {
        row.hidden = !words.every((word) => text.includes(word));
        shown += !row.hidden;
      });
      count.textContent = swedish ? `${shown} av ${rows.length} rader` : `${shown} of ${rows.length} rows`;
    };
    tools.hidden = false;
    field.addEventListener("input", show);
    show();
  };

  document.querySelectorAll("[data-tools]").forEach((box) => {
    const table = box.querySelector("table");
    sortable(table);
    searchable(box, table);
  });
  // a number may lead into a folded part of a page
  const unfold = () => {
    const place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = place && place.closest("details");
    if (folded && !folded.open) { folded.open = true; place.scrollIntoView(); }
  };
  addEventListener("hashchange", unfold);
  unfold();
})();
