// Bookmarks, highlights and notes of one's own, kept in the browser (``book.keep``).
// A passage is found again by W3C selectors: its words with what stands around them
// (TextQuoteSelector), and where it stood (TextPositionSelector). Spaces count as one.
(() => {
  "use strict";
  const { book } = window;
  const { words } = book;
  const { make, button, fill, confirming, handOut, keeps, notKept, article, page, title } = book.study;

  // -- Text and places in it ---------------------------------------------------------------------
  const AROUND = 32;
  /** What is no text of the book: signs, tools, and what scripts put there. */
  const NO_TEXT = ".headerlink, script, style, button, dialog, [popover], [role=tooltip], [data-no-text]"
    + ", .study-tools";

  /** The text of the page in one line, with the node and offset of each character. */
  const readText = () => {
    const nodes = [];
    const offsets = [];
    let chars = "";
    if (!article) return { chars, nodes, offsets };
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
      acceptNode: (node) => {
        if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
        return node.matches(NO_TEXT) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
      },
    });
    while (walker.nextNode()) {
      const { data } = walker.currentNode;
      let kept = "";
      for (let at = 0; at < data.length; at += 1) {
        const char = /\s/.test(data[at]) ? " " : data[at];
        const last = kept ? kept[kept.length - 1] : chars[chars.length - 1] ?? " ";
        if (char === " " && last === " ") continue;
        kept += char;
        nodes.push(walker.currentNode);
        offsets.push(at);
      }
      chars += kept;
    }
    return { chars, nodes, offsets };
  };

  const rangeOf = ({ nodes, offsets }, { start, end }) => {
    const range = document.createRange();
    range.setStart(nodes[start], offsets[start]);
    range.setEnd(nodes[end - 1], offsets[end - 1] + 1);
    return range;
  };

  /** The selectors of a range; ``null`` when no text is in it. */
  const describe = (range, text = readText()) => {
    const { chars, nodes, offsets } = text;
    const first = (holds) => {
      let low = 0;
      let high = nodes.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (holds(middle)) high = middle;
        else low = middle + 1;
      }
      return low;
    };
    let start = first((at) => range.comparePoint(nodes[at], offsets[at]) >= 0);
    let end = first((at) => range.comparePoint(nodes[at], offsets[at] + 1) > 0);
    while (start < end && chars[start] === " ") start += 1;
    while (end > start && chars[end - 1] === " ") end -= 1;
    if (start >= end) return null;
    return {
      quote: {
        exact: chars.slice(start, end),
        prefix: chars.slice(Math.max(0, start - AROUND), start),
        suffix: chars.slice(end, end + AROUND),
      },
      position: { start, end },
    };
  };

  const agreeing = (one, other, step) => {
    const ends = step < 0 ? [one.length - 1, other.length - 1] : [0, 0];
    let count = 0;
    while (count < Math.min(one.length, other.length)
      && one[ends[0] + step * count] === other[ends[1] + step * count]) count += 1;
    return count;
  };

  /** Where a passage stands now: of equal words those with the best neighbors, then the nearest. */
  const find = ({ quote, position }, { chars }) => {
    const { exact, prefix = "", suffix = "" } = quote;
    let best = null;
    if (!exact) return null;
    for (let at = chars.indexOf(exact); at >= 0; at = chars.indexOf(exact, at + 1)) {
      const end = at + exact.length;
      const around = agreeing(prefix, chars.slice(Math.max(0, at - prefix.length), at), -1)
        + agreeing(suffix, chars.slice(end, end + suffix.length), 1);
      const far = Math.abs(at - (position?.start ?? 0));
      if (!best || around > best.around || (around === best.around && far < best.far)) {
        best = { start: at, end, around, far };
      }
    }
    // A few words that stand elsewhere by chance are not the passage.
    const wanted = Math.min(8, prefix.length + suffix.length);
    return best && (best.around >= wanted || exact.length >= 24) ? best : null;
  };

  // -- What is kept --------------------------------------------------------------------------------
  const NAME = "notes";
  const PAGE = /^[\w-]+(\/[\w-]+)*\.html$/;
  const isText = (value) => typeof value === "string";
  const isNote = (one) =>
    typeof one === "object" && one !== null && isText(one.id) && /^[\w:-]{1,100}$/.test(one.id)
    && isText(one.page) && PAGE.test(one.page) && isText(one.text)
    && isText(one.created) && isText(one.modified)
    && (one.quote === null ? isText(one.section?.id) : isText(one.quote?.exact));
  const whole = (kept) => (Array.isArray(kept) ? kept.filter(isNote) : []);
  let notes = whole(book.kept(NAME, []));
  const change = (edit) => {
    if (keeps) notes = whole(book.kept(NAME, [])); // another tab may have written
    notes = edit(notes);
    book.keep(NAME, notes);
    draw();
    list();
  };
  addEventListener("storage", (event) => {
    if (event.key !== `book:${NAME}` && event.key !== null) return;
    notes = whole(book.kept(NAME, []));
    draw();
    list();
  });

  const newId = () => {
    // randomUUID is there in safe contexts only, and a page from a disk may be none.
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return `urn:uuid:${hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")}`;
  };
  const stamp = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const newNote = (place, text = "") => {
    const now = stamp();
    const section = place.section ?? book.study.sectionNow();
    return {
      id: newId(), page, title, section, quote: place.quote ?? null, position: place.position ?? null,
      text, created: now, modified: now, language: document.documentElement.lang,
    };
  };

  const live = make("p", { class: "study-toast", role: "status" });
  let quiet = 0;
  const tell = (text) => {
    live.textContent = text;
    clearTimeout(quiet);
    quiet = setTimeout(() => (live.textContent = ""), 6000);
  };
  const kept = () => tell(keeps ? words.notes_saved : words.not_kept);

  // -- Passages are drawn ------------------------------------------------------------------------
  const byHighlight = Boolean(window.Highlight && window.CSS?.highlights);
  let drawn = []; // {note, range}
  let lost = new Set();
  const mark = (range, name) => {
    const texts = [];
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (range.intersectsNode(walker.currentNode)) texts.push(walker.currentNode);
    for (const text of texts) {
      if (text.parentElement.closest(NO_TEXT) || !text.data.trim()) continue;
      const part = document.createRange();
      part.selectNodeContents(text);
      if (text === range.startContainer) part.setStart(text, range.startOffset);
      if (text === range.endContainer) part.setEnd(text, range.endOffset);
      if (!part.collapsed) part.surroundContents(make("mark", { class: name }));
    }
  };
  const draw = () => {
    if (!article) return;
    for (const old of article.querySelectorAll("mark.my-highlight, mark.my-note")) {
      const parent = old.parentNode;
      old.replaceWith(...old.childNodes);
      parent.normalize();
    }
    drawn = [];
    lost = new Set();
    const here = notes.filter((one) => one.page === page && one.quote);
    const text = here.length ? readText() : null;
    for (const note of here) {
      const found = find(note, text);
      if (found) drawn.push({ note, range: rangeOf(text, found), start: found.start });
      else lost.add(note.id);
    }
    const nameOf = ({ note }) => (note.text ? "my-note" : "my-highlight");
    if (byHighlight) {
      for (const name of ["my-highlight", "my-note"]) {
        const ranges = drawn.filter((one) => nameOf(one) === name).map(({ range }) => range);
        if (ranges.length) CSS.highlights.set(name, new Highlight(...ranges));
        else CSS.highlights.delete(name);
      }
    } else {
      for (const one of drawn) {
        // The marks before this one have cut its nodes: its place is worked out again.
        const now = readText();
        const found = find(one.note, now);
        if (found) mark(rangeOf(now, found), nameOf(one));
      }
      const now = readText();
      for (const one of drawn) one.range = rangeOf(now, find(one.note, now));
    }
  };
  const goTo = (note) => {
    const one = drawn.find(({ note: other }) => other.id === note.id);
    const target = one
      ? one.range.startContainer.parentElement
      : document.getElementById(note.section?.id ?? "") ?? article;
    target.closest("details:not([open])")?.setAttribute("open", "");
    if (!target.hasAttribute("tabindex") && !target.matches("a, button")) target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: one ? "center" : "start" });
  };
  const short = (note) => {
    const text = note.quote ? note.quote.exact : note.section.title || note.title || titleOf(note.page);
    return text.length > 90 ? `${text.slice(0, 88).trimEnd()}…` : text;
  };

  // -- The selected passage ------------------------------------------------------------------------
  let selected = null;
  const passage = () => {
    const selection = getSelection();
    if (!article || !selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    return article.contains(range.commonAncestorContainer) ? range : null;
  };
  const takeSelected = () => {
    const place = selected && describe(selected);
    tools.hidden = true;
    selected = null;
    getSelection().removeAllRanges();
    return place;
  };
  const highlight = () => {
    const place = takeSelected();
    if (!place) return;
    change((all) => [...all, newNote(place)]);
    kept();
  };
  const annotate = () => {
    const place = takeSelected();
    if (place) write(newNote(place), true);
  };
  const tools = make(
    "div",
    { class: "study-tools selection-tools", role: "toolbar", "aria-label": words.notes_tools, hidden: true },
    button(words.notes_highlight, highlight),
    button(words.notes_note, annotate),
  );
  // A press on a tool leaves the selection as it is.
  tools.addEventListener("pointerdown", (event) => event.preventDefault());
  book.study.selectionTools = tools;
  const showTools = () => {
    const range = passage();
    if (!range) {
      tools.hidden = true;
      return;
    }
    selected = range.cloneRange();
    tools.hidden = false;
    if (matchMedia("(pointer: coarse)").matches) return; // there they stand at the foot, by CSS
    const box = [...range.getClientRects()].pop() ?? range.getBoundingClientRect();
    const room = document.documentElement.clientWidth - tools.offsetWidth - 8;
    const below = box.bottom + 8 + tools.offsetHeight < innerHeight;
    tools.style.left = `${Math.max(8, Math.min(box.right - tools.offsetWidth / 2, room)) + scrollX}px`;
    tools.style.top = `${(below ? box.bottom + 8 : box.top - tools.offsetHeight - 8) + scrollY}px`;
  };
  let soon = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      // While a tool or the drawer has the focus, what was selected is still meant.
      if (!document.activeElement?.closest(".selection-tools, #notes-menu, dialog")) showTools();
      if (!passage() && !tools.contains(document.activeElement) && !menu.matches(":popover-open")) selected = null;
    }, 250);
  });
  document.addEventListener("keydown", (event) => {
    if (tools.hidden) return;
    if (event.key === "Escape") {
      tools.hidden = true;
      getSelection().removeAllRanges();
      selected = null;
    } else if (event.key === "Tab" && !event.shiftKey && passage()
      && [document.body, null].includes(document.activeElement)) {
      // Who has selected by keyboard goes on to what can be done with it.
      event.preventDefault();
      tools.querySelector("button").focus();
    }
  });
  tools.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = [...tools.querySelectorAll("button")];
    all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    event.preventDefault();
  });

  // -- A note is written -----------------------------------------------------------------------------
  const field = make("textarea", { id: "note-text", rows: "5" });
  const said = make("blockquote", { id: "note-quote" });
  const erase = button(words.notes_delete, () => {
    remove(written.id);
    dialog.close();
  }, "study-quiet");
  let written = null;
  const dialog = make(
    "dialog",
    { class: "study-tools note-dialog", "aria-labelledby": "note-label", "aria-describedby": "note-quote" },
    make("label", { id: "note-label", for: "note-text" }, words.notes_text),
    said,
    field,
    make(
      "div",
      { class: "study-row" },
      button(words.notes_save, () => {
        const note = { ...written, text: field.value.trim(), modified: stamp() };
        change((all) => [...all.filter(({ id }) => id !== note.id), note]);
        dialog.close();
        kept();
      }, "study-main"),
      button(words.notes_cancel, () => dialog.close()),
      erase,
    ),
  );
  const write = (note, isNew) => {
    written = note;
    said.textContent = short(note);
    field.value = note.text;
    erase.hidden = isNew;
    if (menu.matches(":popover-open")) menu.hidePopover();
    dialog.showModal();
    field.focus();
  };
  const remove = (id) => {
    change((all) => all.filter((one) => one.id !== id));
    tell(words.notes_deleted);
  };
  const pointAt = (event) => {
    if (document.caretPositionFromPoint) {
      const found = document.caretPositionFromPoint(event.clientX, event.clientY);
      return found && [found.offsetNode, found.offset];
    }
    const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
    return range && [range.startContainer, range.startOffset];
  };
  article?.addEventListener("click", (event) => {
    if (!drawn.length || passage() || event.target.closest("a, button, summary, input")) return;
    const point = pointAt(event);
    const one = point && drawn.find(({ range }) => range.isPointInRange(...point));
    const inside = one && [...one.range.getClientRects()].some((box) =>
      event.clientX >= box.left && event.clientX <= box.right
      && event.clientY >= box.top && event.clientY <= box.bottom);
    if (inside) write(one.note, false);
  });

  // -- All notes, by page ----------------------------------------------------------------------------
  const titles = new Map();
  for (const link of document.querySelectorAll("#site-menu .sidebar-tree a[href]")) {
    const address = link.href.split("#")[0];
    if (address.startsWith(book.root.href)) {
      titles.set(decodeURIComponent(address.slice(book.root.href.length)), link.textContent.trim());
    }
  }
  titles.set(page, title || page);
  const titleOf = (name) => titles.get(name) ?? name;
  const inOrder = () => {
    const pages = [...titles.keys()];
    const rank = ({ page: name }) => (pages.includes(name) ? pages.indexOf(name) : pages.length);
    const place = ({ position }) => position?.start ?? 0;
    return [...notes].sort((a, b) =>
      rank(a) - rank(b) || a.page.localeCompare(b.page) || place(a) - place(b)
      || a.created.localeCompare(b.created));
  };

  const listed = make("div", { class: "notes-list" });
  const onPassage = make("div", { class: "study-row" });
  const report = make("p", { role: "status" });
  const file = make("input", { type: "file", id: "notes-file", accept: ".json,.jsonld,application/ld+json,application/json" });
  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (chosen) await read(chosen);
    file.value = "";
  });
  const copies = make(
    "details",
    { class: "notes-copies" },
    make("summary", {}, words.notes_copies),
    make(
      "div",
      { class: "study-column" },
      button(words.notes_markdown, () => handOut("my-notes.md", "text/markdown", markdown())),
      button(words.notes_jsonld, () =>
        handOut("my-notes.jsonld", "application/ld+json", `${JSON.stringify(collection(), null, 2)}\n`)),
      make("label", { for: "notes-file", class: "study-button" }, words.notes_read, file),
      confirming(words.notes_clear, words.notes_sure, () => {
        change(() => []);
        tell(words.notes_deleted);
      }),
      report,
    ),
  );
  const menu = make(
    "div",
    { class: "drawer study-tools notes-drawer", id: "notes-menu", popover: "auto", role: "dialog", "aria-labelledby": "notes-title" },
    button(words.notes_close, () => menu.hidePopover(), "study-quiet notes-close"),
    make("h2", { id: "notes-title" }, words.notes),
    onPassage,
    ...(article && title
      ? [make(
        "div",
        { class: "study-row" },
        button(words.notes_place, () => {
          change((all) => [...all, newNote({})]);
          kept();
        }),
        button(words.notes_here, () => write(newNote({}), true)),
      )]
      : []),
    listed,
    copies,
    make("p", { class: "notes-where" }, words.notes_where),
    ...notKept(),
  );
  const entry = (note) => {
    const address = new URL(note.page, book.root);
    address.hash = note.page === page ? note.section?.id ?? "" : `my-${note.id}`;
    const link = make("a", { href: address.href }, short(note));
    link.addEventListener("click", (event) => {
      if (note.page !== page) return;
      event.preventDefault();
      menu.hidePopover();
      goTo(note);
    });
    const named = (text, act) => {
      const made = button(text, act, "study-quiet");
      made.setAttribute("aria-label", `${text}: ${short(note)}`);
      return made;
    };
    const kind = note.quote ? make("q", {}, link) : link;
    return make(
      "li",
      { "data-note": note.id },
      kind,
      ...(note.text ? [make("p", { class: "note-text" }, note.text)] : []),
      ...(note.page === page && lost.has(note.id) ? [make("p", { class: "note-lost" }, words.notes_lost)] : []),
      make(
        "div",
        { class: "study-row" },
        named(words.notes_edit, () => write(note, false)),
        named(words.notes_delete, () => {
          remove(note.id);
          menu.querySelector("#notes-title").focus();
        }),
      ),
    );
  };
  const list = () => {
    const groups = new Map();
    for (const note of inOrder()) groups.set(note.page, [...(groups.get(note.page) ?? []), note]);
    listed.replaceChildren(
      ...(groups.size
        ? [...groups].map(([name, some]) =>
          make("section", {}, make("h3", {}, titleOf(name)), make("ul", {}, ...some.map(entry))))
        : [make("p", {}, words.notes_none)]),
    );
    copies.hidden = false;
  };
  menu.querySelector("#notes-title").setAttribute("tabindex", "-1");
  menu.addEventListener("beforetoggle", (event) => {
    if (event.newState !== "open") return;
    report.textContent = "";
    const place = selected && describe(selected);
    onPassage.replaceChildren(
      ...(place
        ? [make("q", {}, short({ quote: place.quote })),
          button(words.notes_highlight, highlight), button(words.notes_note, annotate)]
        : []),
    );
    tools.hidden = true;
    list();
  });

  // -- Copies: Markdown, and W3C Web Annotations ------------------------------------------------------
  const NEWLINES = /\s*\n\s*/g;
  /** Signs that Markdown would read as its own. */
  const plain = (text) => text.replace(/([\\`*_{}[\]<>#|~])/g, "\\$1");
  /** Where the site stands, if it stands anywhere: the address of a disk is nobody's business. */
  const site = () => {
    const canonical = document.querySelector("link[rel=canonical]")?.href;
    if (canonical?.endsWith(page)) return canonical.slice(0, -page.length);
    return location.protocol === "file:" ? "" : book.root.href;
  };
  const markdown = () => {
    const home = document.querySelector(".brand")?.textContent.trim() ?? "";
    const lines = [`# ${plain(words.notes)}${home ? `: ${plain(home)}` : ""}`];
    let last = "";
    for (const note of inOrder()) {
      if (note.page !== last) lines.push("", `## [${plain(titleOf(note.page))}](${site()}${note.page})`);
      last = note.page;
      const section = note.section?.id ? `[${plain(note.section.title || note.section.id)}](${site()}${note.page}#${note.section.id})` : "";
      lines.push("");
      if (note.quote) lines.push(`> ${plain(note.quote.exact)}`);
      if (note.quote && section) lines.push(">", `> — ${section}`);
      if (!note.quote) lines.push(`- ${section || plain(titleOf(note.page))}`);
      if (note.text) {
        const text = plain(note.text).split("\n");
        lines.push("", ...(note.quote ? text : text.map((line) => `  ${line}`.trimEnd())));
      }
    }
    return `${lines.join("\n")}\n`;
  };
  const FRAGMENT = "http://tools.ietf.org/rfc/rfc3236";
  const CONTEXT = "http://www.w3.org/ns/anno.jsonld";
  const annotation = (note) => {
    const selector = [];
    if (note.quote) {
      selector.push({ type: "TextQuoteSelector", ...note.quote });
      if (note.position) selector.push({ type: "TextPositionSelector", ...note.position });
    } else if (note.section.id) {
      selector.push({ type: "FragmentSelector", conformsTo: FRAGMENT, value: note.section.id });
    }
    const motivation = note.text ? "commenting" : note.quote ? "highlighting" : "bookmarking";
    const body = { type: "TextualBody", value: note.text, format: "text/plain", purpose: "commenting" };
    return {
      id: note.id,
      type: "Annotation",
      motivation,
      created: note.created,
      modified: note.modified,
      ...(note.text ? { body } : {}),
      target: {
        source: `${site()}${note.page}`,
        ...(selector.length ? { selector: selector.length > 1 ? selector : selector[0] } : {}),
      },
    };
  };
  const collection = () => {
    const items = inOrder().map(annotation);
    return {
      "@context": CONTEXT,
      id: newId(),
      type: "AnnotationCollection",
      label: words.notes,
      total: items.length,
      first: { id: newId(), type: "AnnotationPage", startIndex: 0, items },
    };
  };

  const many = (value) => (Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]);
  /** The annotations in a file of any of the forms that the model has. */
  const annotationsIn = (found) => {
    if (Array.isArray(found)) return found.flatMap(annotationsIn);
    if (typeof found !== "object" || found === null) return [];
    if (many(found.type).includes("Annotation")) return [found];
    return [...annotationsIn(many(found.items)), ...annotationsIn(many(found.first))];
  };
  /** The page of the book that an address means; empty for others. */
  const pageOf = (source) => {
    const address = isText(source) ? source : isText(source?.id) ? source.id : "";
    const [name] = address.split(/[#?]/);
    if (PAGE.test(name) && titles.has(name)) return name;
    return [...titles.keys()].find((known) => name.endsWith(`/${known}`)) ?? "";
  };
  const noteOf = (found) => {
    const [target] = many(found.target);
    const name = pageOf(isText(target) ? target : target?.source ?? target?.id);
    const selectors = many(target?.selector);
    const one = (type) => selectors.find((selector) => selector?.type === type);
    const quote = one("TextQuoteSelector");
    const position = one("TextPositionSelector");
    const fragment = one("FragmentSelector")?.value ?? (isText(target) ? target.split("#")[1] : undefined) ?? "";
    const texts = many(found.body ?? found.bodyValue).map((body) => (isText(body) ? body : body?.value));
    const now = stamp();
    const time = (value) => (isText(value) && !Number.isNaN(Date.parse(value)) ? value : now);
    const isPlace = Number.isInteger(position?.start) && Number.isInteger(position?.end);
    const note = {
      id: isText(found.id) && /^[\w:-]{1,100}$/.test(found.id) ? found.id : newId(),
      page: name,
      title: titleOf(name),
      section: { id: isText(fragment) ? fragment : "", title: "" },
      quote: quote && isText(quote.exact)
        ? { exact: quote.exact, prefix: String(quote.prefix ?? ""), suffix: String(quote.suffix ?? "") }
        : null,
      position: isPlace ? { start: position.start, end: position.end } : null,
      text: texts.filter(isText).join("\n\n"),
      created: time(found.created),
      modified: time(found.modified ?? found.created),
      language: document.documentElement.lang,
    };
    return isNote(note) ? note : null;
  };
  const read = async (chosen) => {
    let found = [];
    try {
      found = annotationsIn(JSON.parse(await chosen.text()));
    } catch {
      // it is told below
    }
    const readable = found.map(noteOf).filter(Boolean);
    if (!readable.length) {
      report.textContent = words.notes_unreadable;
      return;
    }
    change((all) => {
      const byId = new Map(all.map((note) => [note.id, note]));
      for (const note of readable) {
        const mine = byId.get(note.id);
        if (!mine || Date.parse(mine.modified) < Date.parse(note.modified)) byId.set(note.id, note);
      }
      return [...byId.values()];
    });
    report.textContent = fill(words.notes_were_read, {
      count: readable.length, other: found.length - readable.length,
    });
  };

  // -- On the page ----------------------------------------------------------------------------------------
  const opener = make("button", {
    type: "button", class: "tool notes-button", popovertarget: "notes-menu", "aria-label": words.notes,
  });
  opener.innerHTML = '<svg viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" '
    + 'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
    + '<path d="M6 3h12v18l-6-5-6 5z"/></svg>';
  document.querySelector(".page-header .theme-toggle")?.before(opener);
  document.body.append(tools, dialog, menu, live);
  draw();
  const cameFor = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const note = id.startsWith("my-") && notes.find((one) => `my-${one.id}` === id && one.page === page);
    if (note) goTo(note);
  };
  cameFor();
  addEventListener("hashchange", cameFor);
  Object.assign(book.study, { describe, find, readText, rangeOf });
})();
