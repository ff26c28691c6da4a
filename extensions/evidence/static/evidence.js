// The table of all claims: filters, an order, and an address for each state of the list. The page
// has every row; nothing is asked for. Its words are in book.words.
(() => {
  "use strict";
  const { words } = window.book;
  const table = document.querySelector("table.evidence-table");
  if (!table) return;

  // -- What the page says -------------------------------------------------------------------
  const body = table.tBodies[0];
  const ratings = words.evidenceRatings.split("|");
  const levels = words.evidenceLevels.split("|");
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const chapterHeads = new Map();
  const claims = [];
  let head = null;
  for (const row of [...body.rows]) {
    if (!row.dataset.rating) {
      head = row;
      continue;
    }
    const { chapter, rating, speaker, name, topics, ranks } = row.dataset;
    const [rank, level] = ranks.split(" ").map(Number);
    if (!chapterHeads.has(chapter)) chapterHeads.set(chapter, head);
    claims.push({
      row, chapter, rating, speaker, name, rank, level, nth: claims.length,
      topic: topics ? topics.split("|") : [],
      text: plain([row.textContent, name, topics, row.id].join(" ")),
    });
  }
  const speakers = new Map(claims.map((one) => [one.speaker, one.name]));
  const chapters = new Map([...chapterHeads].map(([name, row]) => [name, row.textContent.trim().replace(/\s+/g, " ")]));
  const topics = [...new Set(claims.flatMap((one) => one.topic))];
  topics.sort((a, b) => a.localeCompare(b, document.documentElement.lang));
  const ratingNames = new Map([...claims].sort((a, b) => a.rank - b.rank).map((one) => [one.rating, ratings[one.rank]]));

  // -- Orders: what stands above a group of rows, and how groups follow each other -------------
  const orders = {
    number: { name: words.evidenceNumber },
    rating: { name: words.evidenceRating, of: (one) => one.rank, head: (one) => ratings[one.rank] },
    certainty: { name: words.evidenceCertainty, of: (one) => one.level, head: (one) => levels[one.level] },
    speaker: { name: words.evidenceSpeaker, of: (one) => [...speakers.keys()].indexOf(one.speaker), head: (one) => one.name },
  };

  // -- A state of the list, and its address ------------------------------------------------------
  const choices = {
    rating: { name: words.evidenceRating, values: ratingNames },
    speaker: { name: words.evidenceSpeaker, values: speakers },
    chapter: { name: words.evidenceChapter, values: chapters },
    topic: { name: words.evidenceTopic, values: new Map(topics.map((term) => [term, term])) },
  };
  const ALL = "#sort=number"; // all of it: an address of the list, too
  const isState = (hash) => hash.includes("=");
  const read = (hash) => {
    const given = new URLSearchParams(isState(hash) ? hash.slice(1) : "");
    const state = { q: given.get("q") || "", sort: given.get("sort") in orders ? given.get("sort") : "number" };
    for (const [kind, { values }] of Object.entries(choices)) {
      const value = given.get(kind) || "";
      state[kind] = values.has(value) ? value : "";
    }
    return state;
  };
  const hashOf = (state) => {
    const said = new URLSearchParams();
    for (const kind of [...Object.keys(choices), "q"]) if (state[kind].trim()) said.set(kind, state[kind].trim());
    if (state.sort !== "number") said.set("sort", state.sort);
    return said.size ? `#${said}` : "";
  };

  // -- The tools ------------------------------------------------------------------------------
  const make = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const field = (name, input) => {
    input.id = `evidence-tool-${input.name}`;
    return make("div", { class: "evidence-field" }, make("label", { for: input.id }, name), input);
  };
  const fields = {};
  const tools = make("form", { class: "evidence-tools", role: "search", "aria-label": words.evidenceFilters });
  for (const [kind, { name, values }] of Object.entries(choices)) {
    if (!values.size) continue;
    const select = make("select", { name: kind }, make("option", { value: "" }, words.evidenceAll));
    for (const [value, label] of values) select.append(make("option", { value }, label));
    fields[kind] = select;
    tools.append(field(name, select));
  }
  fields.q = make("input", { type: "search", name: "q", autocomplete: "off", spellcheck: "false" });
  fields.sort = make("select", { name: "sort" });
  for (const [value, { name }] of Object.entries(orders)) fields.sort.append(make("option", { value }, name));
  const shown = make("p", { class: "evidence-shown", role: "status", tabindex: "-1" });
  const reset = make("button", { type: "button" }, words.evidenceReset);
  const copy = make("button", { type: "button" }, words.evidenceCopy);
  const link = make("input", { type: "text", readonly: "", class: "evidence-link", "aria-label": words.evidenceAddress });
  link.hidden = true;
  tools.append(
    field(words.evidenceWords, fields.q),
    field(words.evidenceSort, fields.sort),
    make("div", { class: "evidence-actions" }, shown, make("span", { class: "evidence-buttons" }, copy, reset), link),
  );
  const place = table.closest(".table-wrapper") || table;
  place.before(tools);

  // -- From a state to the list --------------------------------------------------------------------
  let state = null;
  const fits = (one) =>
    Object.keys(choices).every((kind) => {
      const value = state[kind];
      return !value || (kind === "topic" ? one.topic.includes(value) : one[kind] === value);
    }) &&
    plain(state.q).split(/\s+/).every((word) => one.text.includes(word));

  const groupRow = (name, count) => {
    const cell = make("th", { colspan: String(table.tHead.rows[0].cells.length), scope: "rowgroup" });
    cell.append(make("p", {}, `${name} (${count})`));
    return make("tr", { class: "group" }, cell);
  };

  const show = () => {
    const found = new Set(claims.filter(fits));
    const rows = document.createDocumentFragment();
    if (state.sort === "number") {
      for (const [chapter, row] of chapterHeads) {
        const own = claims.filter((one) => one.chapter === chapter);
        row.hidden = !own.some((one) => found.has(one));
        rows.append(row, ...own.map((one) => one.row));
      }
    } else {
      const { of, head: headOf } = orders[state.sort];
      const sorted = [...claims].sort((a, b) => of(a) - of(b) || a.nth - b.nth);
      const groups = Map.groupBy ? Map.groupBy(sorted, of) : sorted.reduce(
        (all, one) => all.set(of(one), [...(all.get(of(one)) || []), one]), new Map());
      for (const own of groups.values()) {
        const count = own.filter((one) => found.has(one)).length;
        if (count) rows.append(groupRow(headOf(own[0]), count));
        rows.append(...own.map((one) => one.row));
      }
    }
    for (const one of claims) one.row.hidden = !found.has(one);
    body.replaceChildren(rows);
    place.hidden = !found.size;
    reset.hidden = !hashOf(state);
    link.hidden = true;
    return found.size;
  };

  let later = 0;
  const tell = (words_) => {
    // Once, when the reader has stopped typing; what is said twice is not read twice.
    clearTimeout(later);
    later = setTimeout(() => {
      if (shown.textContent !== words_) shown.textContent = words_;
    }, 350);
  };
  const counted = (count) => {
    const total = claims.length;
    if (!count) return words.evidenceNone;
    const said = count === total ? words.evidenceWhole : words.evidenceShown;
    return said.replace("{shown}", count).replace("{total}", total);
  };
  const fill = () => {
    for (const [name, input] of Object.entries(fields)) if (input.value !== state[name]) input.value = state[name];
  };
  const go = (next, { quiet = false } = {}) => {
    state = next;
    fill();
    const said = counted(show());
    if (quiet) shown.textContent = said;
    else tell(said);
  };

  // -- From what a reader does to a state -----------------------------------------------------------
  const readFields = () => {
    const next = { ...state };
    for (const [name, input] of Object.entries(fields)) next[name] = input.value;
    return next;
  };
  const write = (replace) => {
    const address = hashOf(state) || location.pathname + location.search;
    if (replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
  };
  let typing = false;
  tools.addEventListener("input", (event) => {
    const typed = event.target === fields.q;
    if (event.target === link) return;
    go(readFields());
    // Back leads out of what was typed at once, not letter by letter.
    write(typed && typing);
    typing = typed;
  });
  tools.addEventListener("submit", (event) => event.preventDefault());
  reset.addEventListener("click", () => {
    go(read(""));
    write(false);
    shown.focus(); // the button goes
  });
  copy.addEventListener("click", async () => {
    const address = location.href.split("#")[0] + (hashOf(state) || ALL);
    try {
      await navigator.clipboard.writeText(address);
      clearTimeout(later);
      shown.textContent = words.evidenceCopied;
      later = setTimeout(() => { shown.textContent = counted(claims.filter(fits).length); }, 4000);
    } catch {
      // A browser may refuse: then the reader copies it.
      link.hidden = false;
      link.value = address;
      link.focus();
      link.select();
    }
  });

  // -- Counts lead to the list ------------------------------------------------------------------------
  for (const count of document.querySelectorAll(".evidence-counts a.count")) {
    const said = [...count.classList].find((name) => name.startsWith("count-")).slice("count-".length);
    const at = said.lastIndexOf("-");
    const to = { ...read(""), chapter: said.slice(0, at), rating: said.slice(at + 1) };
    count.setAttribute("href", hashOf(to) || ALL);
    const what = [chapters.get(to.chapter), ratingNames.get(to.rating)].filter(Boolean).join(", ");
    count.setAttribute("aria-label", `${count.textContent} (${what || words.evidenceAll})`);
  }

  // -- Addresses ---------------------------------------------------------------------------------------
  const toList = () => {
    tools.scrollIntoView({ behavior: "instant", block: "start" });
    shown.focus({ preventScroll: true });
  };
  const arrive = (first) => {
    const { hash } = location;
    const target = isState(hash) ? null : document.getElementById(decodeURIComponent(hash.slice(1)));
    // A link to a claim shows it, whatever was filtered.
    const next = target && body.contains(target) ? read("") : read(hash);
    const leads = target && body.contains(target);
    if (first || leads || isState(hash) || !hash) go(next, { quiet: true });
    if (leads) target.scrollIntoView({ behavior: "instant" });
    else if (isState(hash) && (first || followed)) toList();
    followed = false;
    typing = false;
  };
  let followed = false;
  document.addEventListener("click", (event) => {
    const to = event.target.closest?.("a[href^='#']");
    if (!to || !isState(to.hash)) return;
    if (to.hash === location.hash) toList();
    else followed = true;
  });
  addEventListener("hashchange", () => arrive(false));
  arrive(true);
  // Pictures and styles that came later moved what was arrived at.
  addEventListener("load", () => {
    if (scrollY === 0 && location.hash) arrive(true);
  });
})();
