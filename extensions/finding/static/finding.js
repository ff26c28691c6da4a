// The page of the search: looks up a question in the index, and shows what it found.
(() => {
  "use strict";
  const { book, MiniSearch } = window;
  const stemmerName = document.currentScript.dataset.stemmer;
  const form = document.getElementById("finding-form");
  const field = document.getElementById("finding-words");
  const count = document.getElementById("finding-count");
  const list = document.getElementById("finding-results");
  const words = (name) => book.words[`finding${name}`];
  const KINDS_IN_ORDER = "pctrfs";

  // -- Words, as extensions/finding/words.py has them ------------------------------------------
  const TOKEN = /\d+(?:[.,]\d+)*|\.\d+|[\p{L}\p{Nl}\p{No}]+(?:['’][\p{L}\p{Nl}\p{No}]+)*/gu;
  const stemmer = stemmerName ? new window[stemmerName]() : { stemWord: (word) => word };
  const stems = new Map();
  let stop = new Set();
  const fold = (token) =>
    token.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/['’]s$/, "").replace(/['’]/g, "");
  const number = (token) => {
    const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(token) ? token.replaceAll(",", "") : token;
    const dotted = plain.replaceAll(",", ".");
    const at = dotted.indexOf(".");
    const whole = (at < 0 ? dotted : dotted.slice(0, at)).replace(/^0+/, "");
    return at < 0 ? whole || "0" : whole + dotted.slice(at);
  };
  const term = (token) => {
    if (/^[\d.]/.test(token)) return number(token);
    let found = stems.get(token);
    if (found === undefined) {
      const folded = fold(token);
      found = stop.has(folded) ? "" : stemmer.stemWord(folded);
      stems.set(token, found);
    }
    return found;
  };
  const termsOf = (text) => [...text.matchAll(TOKEN)].map((one) => term(one[0])).filter(Boolean);

  // -- The index, as extensions/finding/index.py writes it -----------------------------------
  const DIGITS = new Map();
  for (let code = 35, n = 0; n < 64; code += 1) {
    if (!"\\\x7f`'<>&".includes(String.fromCharCode(code))) DIGITS.set(code, n++);
  }
  const numbers = (text) => {
    const read = [];
    let value = 0;
    for (let at = 0; at < text.length; at += 1) {
      const digit = DIGITS.get(text.charCodeAt(at));
      value = value * 32 + (digit % 32);
      if (digit < 32) {
        read.push(value);
        value = 0;
      }
    }
    return read;
  };
  const places = (text) => {
    const having = {};
    const read = numbers(text);
    for (let at = 0, unit = -1; at < read.length; at += 1) {
      unit += (read[at] >> 1) + 1;
      having[unit] = read[at] & 1 ? read[++at] + 2 : 1;
    }
    return having;
  };
  function* entries(data, known) {
    const titles = data.titles.split("\n");
    const texts = data.texts.split("\n");
    let before = "";
    for (const [n, coded] of data.terms.split("\n").entries()) {
      before = before.slice(0, DIGITS.get(coded.charCodeAt(0))) + coded.slice(1);
      known.add(before);
      yield [before, { 0: places(titles[n]), 1: places(texts[n]) }];
    }
  }
  const BOOSTS = { title: 2.5, text: 1 };
  const read = async () => {
    const data = await book.load("finding");
    stop = new Set(data.stop.split(" "));
    stems.clear();
    const size = data.kinds.length;
    const all = Array.from({ length: size }, (_, unit) => unit);
    const long = [numbers(data.titlesLong), numbers(data.textsLong)];
    const mean = long.map((lengths) => lengths.reduce((sum, one) => sum + one, 0) / size || 1);
    const known = new Set();
    const engine = await MiniSearch.loadJSAsync(
      {
        index: entries(data, known),
        documentCount: size,
        nextId: size,
        documentIds: all,
        fieldIds: { title: 0, text: 1 },
        fieldLength: Object.fromEntries(all.map((unit) => [unit, [long[0][unit], long[1][unit]]])),
        averageFieldLength: mean,
        storedFields: {},
        dirtCount: 0,
        serializationVersion: 2,
      },
      { fields: ["title", "text"], tokenize: (text) => [text], processTerm: (one) => one },
    );
    const steps = numbers(data.within);
    const spread = (sizes) => sizes.flatMap((many, at) => Array(many).fill(at));
    const within = all.map((unit) => (steps[unit] ? unit - steps[unit] : -1));
    const meaning = new Map();
    let longest = 1;
    for (const group of data.synonyms) {
      for (const one of group) {
        const others = group.filter((other) => other !== one);
        meaning.set(one, [...(meaning.get(one) ?? []), ...others]);
        longest = Math.max(longest, one.split(" ").length);
      }
    }
    const parts = spread(data.parts);
    const first = data.parts.map((_, at) => data.parts.slice(0, at).reduce((sum, n) => sum + n, 0));
    return { data, engine, known, within, meaning, longest, parts, first, page: spread(data.on) };
  };
  let reading;
  const ready = () => {
    reading ??= read().catch((error) => {
      reading = undefined;
      throw error;
    });
    return reading;
  };

  // -- Ranking ---------------------------------------------------------------------------------
  // What a title says counts for the passages below it, but less than their own words.
  const BELOW = 0.35;
  // A word that means the same counts a little less than the word itself.
  const SAME = 0.8;
  const KINDS = { p: 1, c: 1.1, t: 1.25, r: 0.9, f: 1, s: 1 };
  const lookUp = ({ engine, known, within, meaning, longest, data }, question) => {
    const asked = termsOf(question);
    if (!asked.length) return [];
    const memory = new Map();
    const ofTerm = (one) => {
      if (!memory.has(one)) {
        // A word of the book means itself. Of any other, the nearest: one letter off, or a beginning
        // (somebody is still typing); only then two.
        const spelled = known.has(one) || /\d/.test(one);
        const far = one.length < 4 ? 0 : one.length < 6 ? 1 : 2;
        const tries = spelled ? [0] : Array.from({ length: far + 1 }, (_, letters) => letters).slice(far && 1);
        let hits = [];
        for (const fuzzy of tries) {
          const prefix = !spelled && one.length > 2;
          hits = engine.search(one, { boost: BOOSTS, prefix, fuzzy: fuzzy || false });
          if (hits.length) break;
        }
        memory.set(one, new Map(hits.map(({ id, score, match }) => [id, { score, terms: Object.keys(match) }])));
      }
      return memory.get(one);
    };
    // Each word of the question: where it stands, or what means the same.
    const slots = asked.map((one) => [[one]]);
    for (let from = 0; from < asked.length; from += 1) {
      for (let to = Math.min(asked.length, from + longest); to > from; to -= 1) {
        const same = meaning.get(asked.slice(from, to).join(" "));
        if (!same) continue;
        for (let at = from; at < to; at += 1) {
          for (const one of same) slots[at].push(one.split(" "));
        }
        break;
      }
    }
    const scored = slots.map((alternatives) => {
      const best = new Map();
      alternatives.forEach((alternative, n) => {
        const each = alternative.map(ofTerm);
        for (const [id] of each[0]) {
          if (!each.every((found) => found.has(id))) continue;
          const all = each.map((found) => found.get(id));
          const mean = all.reduce((sum, { score }) => sum + score, 0) / all.length;
          const score = mean * (n ? SAME : 1);
          const before = best.get(id);
          best.set(id, {
            score: Math.max(score, before?.score ?? 0),
            terms: [...(before?.terms ?? []), ...all.flatMap(({ terms }) => terms)],
          });
        }
      });
      return best;
    });
    // A rare word says more than a frequent one when only some of the words are there.
    const size = data.kinds.length;
    const worth = scored.map((best) => Math.log(1 + size / (1 + best.size)));
    const whole = worth.reduce((sum, one) => sum + one, 0);
    const results = [];
    for (const id of new Set(scored.flatMap((best) => [...best.keys()]))) {
      let score = 0;
      let covered = 0;
      const terms = new Set();
      scored.forEach((best, n) => {
        const own = best.get(id);
        let above = 0;
        for (let up = within[id]; up >= 0; up = within[up]) {
          above = Math.max(above, best.get(up)?.score ?? 0);
        }
        const here = Math.max(own?.score ?? 0, BELOW * above);
        score += here + (own ? 0.1 * above : 0);
        covered += worth[n] * (own ? 1 : above ? 0.6 : 0);
        own?.terms.forEach((one) => terms.add(one));
      });
      const part = covered / whole;
      results.push({ id, score: score * part * part * KINDS[data.kinds[id]], terms });
    }
    return results.sort((a, b) => b.score - a.score || a.id - b.id);
  };

  // -- Results -----------------------------------------------------------------------------------
  const BEST = 3;
  const FEW = 2;
  const LONGEST = 240;
  const made = (name, className, ...content) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.append(...content);
    return element;
  };
  // The words of a text that stand for the terms, from one place to another.
  const marked = (text, terms) => {
    const hits = [...text.matchAll(TOKEN)].filter((one) => terms.has(term(one[0])));
    let from = 0;
    let to = text.length;
    if (to > LONGEST) {
      // The window with the most different terms, then the most words.
      let best = -1;
      for (const one of hits) {
        const inside = hits.filter(({ index }) => index >= one.index && index < one.index + LONGEST * 0.75);
        const value = new Set(inside.map((other) => term(other[0]))).size * 10 + inside.length;
        if (value > best) {
          best = value;
          from = one.index;
        }
      }
      from = Math.max(0, from - LONGEST * 0.15);
      if (from > 0) from = text.indexOf(" ", from) + 1;
      to = Math.min(text.length, from + LONGEST);
      if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + 1);
    }
    const parts = [from > 0 ? "… " : ""];
    let at = from;
    for (const one of hits) {
      if (one.index < from || one.index + one[0].length > to) continue;
      parts.push(text.slice(at, one.index), made("mark", "found", one[0]));
      at = one.index + one[0].length;
    }
    parts.push(text.slice(at, to), to < text.length ? " …" : "");
    return parts.filter(Boolean);
  };
  const item = async (index, question, { id, terms }) => {
    const { data, parts, first, page } = index;
    const part = parts[id];
    const units = await book.load(`finding/${data.made}-${part}`);
    const at = id - first[part];
    const [anchor, title, own] = units[at];
    // A section shows how it begins.
    const text = own || (units[at + 1]?.[2] ?? "");
    const [address, pageTitle] = data.pages[page[id]];
    const kind = data.kinds[id];
    const forms = new Set();
    for (const [token] of `${title} ${text}`.matchAll(TOKEN)) {
      if (terms.has(term(token))) forms.add(token.toLowerCase());
    }
    const url = new URL(address, book.root);
    url.searchParams.set("q", question);
    if (forms.size) url.searchParams.set("find", [...forms].join(" "));
    if (kind === "p") {
      url.searchParams.set("in", anchor);
      url.searchParams.set("at", text.slice(0, 48));
    } else {
      url.hash = anchor;
    }
    const link = made("a", "", ...marked(title || pageTitle, terms));
    link.href = url.href;
    const result = made("li", "finding-result", made("p", "finding-title", link));
    result.dataset.unit = id;
    if (text) result.append(made("p", "finding-text", ...marked(text, terms)));
    const where = [words(`Kind_${kind}`)];
    if (title !== pageTitle) where.push(pageTitle);
    result.append(made("p", "finding-where", where.join(" · ")));
    return result;
  };
  const group = async (name, title, index, question, found, few) => {
    const heading = made("h2", "", title);
    if (found.length > few) heading.append(" ", made("span", "finding-many", `(${found.length})`));
    const items = made("ol", "finding-list");
    items.append(...(await Promise.all(found.slice(0, few).map((one) => item(index, question, one)))));
    const section = made("section", "finding-group", heading, items);
    heading.id = `finding-${name}`;
    section.setAttribute("aria-labelledby", heading.id);
    let shown = few;
    if (found.length > shown) {
      const more = made("button", "finding-more", words("More"));
      more.type = "button";
      more.setAttribute("aria-describedby", heading.id);
      more.addEventListener("click", async () => {
        const next = found.slice(shown, shown + 10);
        shown += next.length;
        const added = await Promise.all(next.map((one) => item(index, question, one)));
        items.append(...added);
        if (shown >= found.length) more.remove();
        added[0].querySelector("a").focus();
      });
      section.append(more);
    }
    return section;
  };

  // What is far behind the best is not worth a reader's time.
  const ENOUGH = 0.12;
  let latest = 0;
  const show = async (question) => {
    latest += 1;
    const mine = latest;
    if (!question.trim()) {
      list.replaceChildren();
      count.textContent = "";
      return;
    }
    const slow = setTimeout(() => (count.textContent = words("Busy")), 300);
    try {
      const index = await ready();
      const found = lookUp(index, question);
      const worth = found.filter(({ score }) => score >= found[0].score * ENOUGH).slice(0, 200);
      const rest = worth.slice(BEST);
      const groups = [];
      if (worth.length) {
        groups.push(group("best", words("Best"), index, question, worth.slice(0, BEST), BEST));
      }
      for (const kind of KINDS_IN_ORDER) {
        const these = rest.filter(({ id }) => index.data.kinds[id] === kind);
        if (these.length) groups.push(group(kind, words(`Group_${kind}`), index, question, these, FEW));
      }
      const sections = await Promise.all(groups);
      if (mine !== latest) return;
      list.replaceChildren(...sections);
      const said = worth.length === 1 ? words("One") : words("Many").replace("{count}", worth.length);
      count.textContent = worth.length ? said : words("None").replace("{question}", question);
    } catch {
      if (mine === latest) count.textContent = words("Failed");
    } finally {
      clearTimeout(slow);
      if (mine === latest) document.documentElement.dataset.found = question;
    }
  };

  // -- The field -----------------------------------------------------------------------------
  field.autocomplete = "off"; // it would lie over the results
  const asked = () => new URLSearchParams(location.search).get("q") ?? "";
  const say = (question) => {
    const url = new URL(location.href);
    url.searchParams.set("q", question);
    return url.href;
  };
  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      try {
        history.replaceState(null, "", say(field.value));
      } catch {
        // a browser may refuse it for a page from a disk
      }
      show(field.value);
    }, 250);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    try {
      if (asked() !== field.value) history.pushState(null, "", say(field.value));
    } catch {
      location.href = say(field.value);
    }
    show(field.value);
  });
  addEventListener("popstate", () => {
    field.value = asked();
    show(field.value);
  });
  book.finding = { termsOf };
  field.value = asked();
  if (field.value) show(field.value);
  else field.focus();
})();
