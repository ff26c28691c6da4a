// Cards of what links lead to (see extensions/cards). Pointing at a link opens its card, and so does
// the keyboard's focus that rests on it; a tap opens it as a sheet. The links work without this.
(() => {
  "use strict";
  const { book } = window;
  const { page, list } = document.currentScript.dataset;
  const article = document.querySelector("article");
  if (!article || !HTMLElement.prototype.showPopover) return;

  // Milliseconds: nothing opens while the pointer passes or the Tab key is pressed again and again.
  const POINTED = 250;
  const FOCUSED = 400;
  const LEFT = 300;
  const LONGEST = 4000;

  // -- Which links have a card -----------------------------------------------------------------
  // Arrows lead back, marks lead to themselves, and the contents name what they lead to.
  const NONE = ".headerlink, .backrefs a, .cited-in a, .toctree-wrapper a, .genindex-jumpbox a, " +
    "[role=doc-backlink], [target], [download], .card a";
  const linkOf = (node) => {
    const link = node instanceof Element ? node.closest("a[href]") : null;
    return link && article.contains(link) && !link.matches(NONE) && insideBook(link) ? link : null;
  };
  const insideBook = (link) =>
    (link.protocol === location.protocol && link.host === location.host &&
      link.pathname.startsWith(book.root.pathname));
  const isHere = (link) =>
    link.getAttribute("href").startsWith("#") || (link.pathname === location.pathname && link.hash);
  const idOf = (link) => decodeURIComponent(link.hash.slice(1));

  // -- What is on a card ------------------------------------------------------------------------
  // Of this page: taken from its place, as extensions/cards/things.py takes what other pages have.
  const make = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };
  const DROPPED = ".headerlink, .backrefs, .cited-in, button, [role=doc-noteref], [role=doc-backlink]," +
    " .card, .tool, dialog, script";
  const bare = (element) => {
    const copy = element.cloneNode(true);
    for (const part of copy.querySelectorAll(DROPPED)) part.remove();
    for (const part of [copy, ...copy.querySelectorAll("[id]")]) part.removeAttribute("id");
    for (const link of copy.querySelectorAll("a:not(.external)")) link.replaceWith(...link.childNodes);
    return copy;
  };
  const inside = (element) => (element ? [...bare(element).childNodes] : []);
  const paragraphs = (element, selector = ":scope > p") =>
    [...element.querySelectorAll(selector)]
      .filter((one) => !one.matches(DROPPED))
      .map((one) => make("p", "", ...inside(one)));
  const copies = (element, ...selectors) =>
    selectors.flatMap((selector) => {
      const found = element.querySelector(selector);
      return found ? [bare(found), " "] : [];
    });
  const picture = (element) => {
    const shown = element.querySelector("svg.drawing, .picture-wrapper img");
    if (!shown) return [];
    const copy = bare(shown);
    for (const name of ["width", "height", "loading"]) copy.removeAttribute(name);
    const adapts = shown.closest(".picture-wrapper.adapts") ? " adapts" : "";
    return [make("div", `card-picture picture-wrapper${adapts}`, copy)];
  };
  const KINDS = [
    [".citation", "reference", (one) => paragraphs(one)],
    ["dt", "term", (one) => {
      let meant = one;
      while (meant && meant.localName !== "dd") meant = meant.nextElementSibling;
      return [make("p", "card-title", ...inside(one)), ...(meant ? paragraphs(meant, "p") : [])];
    }],
    [".claim", "claim", (one) => {
      const head = one.querySelector(".claim-head") ?? one;
      const sure = one.querySelector(".claim-certainty");
      return [
        make("p", "card-line", ...copies(head, ".caption-number", ".claim-speaker", ".rating")),
        make("p", "claim-statement", ...inside(one.querySelector(".claim-statement"))),
        ...(sure ? [make("p", "card-more", ...inside(sure))] : []),
      ];
    }],
    [".case", "case", (one) => [
      make("p", "", ...copies(one, ".caption-number"), ...inside(one.querySelector(".case-title"))),
    ]],
    ["figure", "figure", (one) => [
      ...picture(one),
      make("p", "", ...copies(one, ".caption-number", ".caption-text")),
    ]],
    ["table", "table", (one) =>
      one.caption && [make("p", "", ...copies(one.caption, ".caption-number", ".caption-text"))]],
    ["[role=doc-footnote], .footnote", "note", (one) => paragraphs(one)],
    ["p[id^=question-]", "question", (one) => [make("p", "", ...inside(one))]],
    ["section", "section", (one) => {
      const title = one.querySelector(":scope > :is(h1, h2, h3, h4, h5, h6)");
      return title && [make("p", "card-title", ...inside(title))];
    }],
  ];
  const ofThisPage = (link) => {
    let place = document.getElementById(idOf(link));
    // A section may have several names: those after the first stand in it.
    if (place?.localName === "span" && !place.hasChildNodes()) place = place.closest("section");
    const found = place && KINDS.find(([selector]) => place.matches(selector));
    const content = found && found[2](place);
    return content ? { kind: found[1], content, free: place.dataset.free } : null;
  };
  const loaded = () => book.load(`cards/${page}`);
  const ofOtherPage = ({ cards, places }, link) => {
    const address = decodeURIComponent(link.pathname.slice(book.root.pathname.length));
    const id = idOf(link);
    const section = Object.hasOwn(places, address) && places[address][id];
    const name = [`${address}#${id}`, `${address}#${section}`, address]
      .find((one) => Object.hasOwn(cards, one));
    if (!name) return null;
    const [kind, markup, free] = cards[name];
    const made = document.createElement("template");
    made.innerHTML = markup; // of our own build, in which all text is escaped
    for (const image of made.content.querySelectorAll("img[data-src]")) {
      image.src = new URL(image.dataset.src, book.root).href;
      image.replaceWith(make("div", "card-picture", image.cloneNode()));
    }
    return { kind, content: [...made.content.childNodes], free };
  };
  // What a link has on its card, or nothing; a promise only where the file of the page is read.
  const cardOf = (link) =>
    isHere(link) ? ofThisPage(link) : loaded().then((data) => ofOtherPage(data, link));

  // -- Tools of a card --------------------------------------------------------------------------
  const write = async (element) => {
    const html = element.innerHTML;
    const text = element.textContent.replace(/\s+/g, " ").trim();
    try {
      const kinds = { "text/plain": text, "text/html": html };
      const blobs = Object.entries(kinds).map(([type, said]) => [type, new Blob([said], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      return true;
    } catch {
      // Over plain http there is no clipboard; what is selected can still be copied.
      const selection = getSelection();
      selection.selectAllChildren(element);
      const copied = document.execCommand("copy");
      if (copied) selection.removeAllRanges();
      return copied;
    }
  };
  const tool = (name, words, properties = {}) =>
    Object.assign(make(name, "card-tool", words), properties);
  const tools = (card, body, link, isSheet) => {
    const { words } = book;
    const row = make("div", "card-tools");
    if (isSheet || card.kind === "term") {
      row.append(tool("a", words[`card_go_${card.kind}`], { href: link.href }));
    }
    if (card.kind === "reference") {
      const said = make("span", "card-said");
      said.setAttribute("role", "status");
      const copy = tool("button", words.card_copy, { type: "button" });
      copy.addEventListener("click", async () => {
        const done = await write(body.querySelector("p") ?? body);
        said.textContent = done ? words.card_copied : words.card_not_copied;
        if (document.activeElement !== copy) copy.focus({ preventScroll: true });
      });
      if (card.free) row.append(tool("a", words.card_free, { href: card.free }));
      if (list) {
        const all = tool("a", words.card_places, { href: new URL(list + link.hash, book.root).href });
        if (!isSheet || all.href !== link.href) row.append(all);
      }
      row.append(copy, said);
    }
    return row.hasChildNodes() ? [row] : [];
  };

  // -- The card of a pointer or a keyboard -------------------------------------------------------
  // It stands behind its link, so that Tab leads into it and from it to the next link, and in the
  // top layer, so that nothing cuts it off and no line of the text moves.
  const card = make("div", "card");
  card.popover = "manual";
  card.id = "card";
  card.setAttribute("role", "group");
  let owner = null; // the link whose card is open
  let wanted = null; // the link whose card will be
  let timer = 0;
  const after = (milliseconds, action) => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
  const close = () => {
    clearTimeout(timer);
    wanted = null;
    if (!owner) return;
    owner.removeAttribute("aria-describedby");
    owner = null;
    card.remove();
  };
  const place = (line) => {
    const room = document.documentElement.clientWidth - card.offsetWidth - 8;
    const below = line.bottom + card.offsetHeight + 8 < innerHeight || line.top < innerHeight / 2;
    const top = below ? line.bottom + 4 : Math.max(8, line.top - card.offsetHeight - 4);
    card.style.left = `${Math.max(8, Math.min(line.left, room)) + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  };
  const lineOf = (link, y) => {
    const lines = [...link.getClientRects()];
    return lines.find((line) => y >= line.top && y <= line.bottom) ?? lines[0];
  };
  const open = async (link, y) => {
    const found = await Promise.resolve(cardOf(link)).catch(() => null);
    if (wanted !== link || !link.isConnected) return;
    close();
    if (!found) return;
    wanted = owner = link;
    const body = make("div", "card-body", ...found.content);
    body.id = "card-body";
    card.className = `card card-of-${found.kind}`;
    card.setAttribute("aria-label", book.words[`card_${found.kind}`]);
    card.replaceChildren(body, ...tools(found, body, link, false));
    link.after(card);
    card.showPopover();
    link.setAttribute("aria-describedby", body.id);
    place(lineOf(link, y));
  };
  const want = (link, milliseconds, y) => {
    if (wanted === link) return;
    wanted = link;
    if (!isHere(link)) loaded().catch(() => {}); // at the first pointing, never before
    after(milliseconds, () => open(link, y));
  };
  const leave = () => {
    if (owner && (card.contains(document.activeElement) || document.activeElement === owner)) {
      wanted = owner; // the keyboard is there
      clearTimeout(timer);
    } else if (owner) after(LEFT, close);
    else close();
  };

  article.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    if (owner && card.contains(event.target)) {
      wanted = owner;
      clearTimeout(timer);
      return;
    }
    const link = linkOf(event.target);
    if (link && link === owner) {
      wanted = owner;
      clearTimeout(timer);
    } else if (link) want(link, POINTED, event.clientY);
  });
  article.addEventListener("pointerout", (event) => {
    if (event.pointerType === "touch") return;
    const from = owner && card.contains(event.target) ? card : linkOf(event.target);
    const into = event.relatedTarget;
    if (from && !from.contains(into) && !(from === owner && card.contains(into))) leave();
  });
  article.addEventListener("focusin", (event) => {
    const link = linkOf(event.target);
    if (link && link !== owner && link.matches(":focus-visible")) want(link, FOCUSED, NaN);
  });
  article.addEventListener("focusout", (event) => {
    const into = event.relatedTarget;
    if (into && (into === owner || card.contains(into))) return;
    if (owner && !into && card.matches(":hover")) return; // text in it is being selected
    if (owner === event.target || card.contains(event.target) || wanted === event.target) close();
  });
  addEventListener("keydown", (event) => {
    touched = false;
    if (event.key !== "Escape" || !owner) return;
    event.preventDefault();
    const link = owner;
    if (card.contains(document.activeElement)) link.focus({ preventScroll: true });
    close();
    wanted = link; // it has no card again until it is left
  }, true);

  // -- The sheet of a finger -----------------------------------------------------------------------
  let sheet = null;
  let tapped = null;
  const openSheet = (link, found) => {
    sheet?.remove();
    const title = make("h2", "card-kind", book.words[`card_${found.kind}`]);
    title.id = "card-kind";
    title.tabIndex = -1;
    const shut = make("button", "tool card-close");
    shut.type = "button";
    shut.setAttribute("aria-label", book.words.card_close);
    const body = make("div", "card-body", ...found.content);
    const inner = make("div", "card-inner", make("div", "card-head", title, shut), body);
    inner.append(...tools(found, body, link, true));
    sheet = make("dialog", `card card-sheet card-of-${found.kind}`, inner);
    sheet.setAttribute("aria-labelledby", title.id);
    tapped = link;
    let followed = false;
    const shown = sheet;
    shut.addEventListener("click", () => shown.close());
    shown.addEventListener("click", (event) => {
      followed = Boolean(event.target.closest("a[href]"));
      // The backdrop belongs to the dialog, all that is in it to what it holds.
      if (followed || event.target === shown) shown.close();
    });
    shown.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return; // by itself not in every browser with a touch screen
      event.preventDefault();
      shown.close();
    });
    shown.addEventListener("close", () => {
      shown.remove();
      if (sheet === shown) sheet = null;
      if (followed) return; // the focus goes where the link leads
      link.focus({ preventScroll: true });
    });
    document.body.append(sheet);
    sheet.showModal();
    title.focus({ preventScroll: true });
    wanted = link; // whose focus, when it returns, opens no card of the keyboard
  };
  let touched = false;
  addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    const link = touched && linkOf(event.target);
    if (link && !isHere(link)) loaded().catch(() => {});
  }, true);
  const isTap = (event) =>
    touched && event.detail > 0 && event.button === 0 &&
    !(event.altKey || event.ctrlKey || event.metaKey || event.shiftKey);
  article.addEventListener("click", (event) => {
    const link = linkOf(event.target);
    if (!link || !isTap(event) || event.defaultPrevented) return;
    close();
    if (isHere(link)) {
      const found = ofThisPage(link);
      if (!found) return;
      event.preventDefault();
      openSheet(link, found);
      return;
    }
    event.preventDefault();
    const late = new Promise((resolve) => { setTimeout(resolve, LONGEST); });
    Promise.race([cardOf(link), late]).catch(() => null).then((found) => {
      if (found) openSheet(link, found);
      else location.assign(link.href); // without a card it is a link
    });
  });

  // -- The way back ------------------------------------------------------------------------------
  // Of the arrows of a reference, the one to where the reader came from says so. Where no arrow leads
  // there, one is added.
  const KEPT = "book:came-from"; // of this tab, unlike what book.keep keeps
  const relative = (url) => url.href.slice(book.root.href.length);
  const markWay = (from, id) => {
    for (const one of document.querySelectorAll(".came-from")) {
      if (one.dataset.added) one.remove();
      else {
        one.classList.remove("came-from");
        one.querySelector(".came-from-words")?.remove();
        one.setAttribute("aria-label", one.dataset.label);
      }
    }
    const entry = document.getElementById(id);
    const line = entry?.querySelector(".backrefs, .cited-in");
    if (!line) return;
    let arrow = [...line.querySelectorAll("a[href]")].find((one) => one.href === from);
    if (!arrow) {
      arrow = make("a", "", "↑");
      arrow.href = from;
      arrow.dataset.added = "true";
      line.append(" ", arrow);
    }
    const words = book.words.card_came_from;
    const label = arrow.getAttribute("aria-label") || "↑";
    arrow.dataset.label = label;
    arrow.setAttribute("aria-label", arrow.dataset.added ? words : `${label}: ${words}`);
    arrow.classList.add("came-from");
    arrow.append(make("span", "came-from-words", ` ${words}`));
  };
  const note = (link, start) => {
    const id = idOf(link);
    const place = start.closest(".citation-place[id]") ?? start.closest("[id]");
    if (!id || !place) return;
    const from = new URL(`#${place.id}`, location.href).href;
    if (link.pathname === location.pathname) {
      markWay(from, id);
      return;
    }
    try {
      const way = { to: relative(link), from: from.slice(book.root.href.length) };
      sessionStorage.setItem(KEPT, JSON.stringify(way));
    } catch {
      // A browser may refuse to keep anything: then no arrow is marked.
    }
  };
  addEventListener("click", (event) => {
    if (event.defaultPrevented || !(event.target instanceof Element)) return;
    const link = event.target.closest("a[href]");
    if (!link || !insideBook(link) || !link.hash) return;
    const start = link.closest(".card-sheet") ? tapped : link.closest(".card") ? owner : link;
    if (start?.closest(".citation-place")) note(link, start);
  });
  try {
    const way = JSON.parse(sessionStorage.getItem(KEPT));
    if (way && way.to === relative(location)) {
      markWay(new URL(way.from, book.root).href, decodeURIComponent(location.hash.slice(1)));
      sessionStorage.removeItem(KEPT);
    }
  } catch {
    // As above.
  }
})();
