// On a page that was reached from the results: the passage, and the words that were looked for.
// The address says them: ``?q=the question&find=hand+stranger`` with ``#`` of a claim or the like; for
// a passage, which has no id, ``&in=`` that of its section and ``&at=`` its first words. With ``#`` of
// the section, browsers would go there again when all is loaded.
(() => {
  "use strict";
  const { book } = window;
  const asked = new URLSearchParams(location.search);
  const main = document.querySelector("main article");
  const forms = (asked.get("find") ?? "").toLowerCase().split(" ").filter(Boolean).slice(0, 60);
  if (!main || !forms.length) return;

  // -- The passage ---------------------------------------------------------------------------
  const letters = (text) => text.toLowerCase().replace(/[^\p{L}]/gu, "");
  const BLOCKS = "p, li, dd, dt, td, th, figcaption, blockquote, pre, aside";
  const passage = () => {
    const id = asked.get("in") ?? decodeURIComponent(location.hash.slice(1));
    const place = (id && document.getElementById(id)) || main;
    const start = letters(asked.get("at") ?? "");
    if (!start) return place;
    const around = place.matches("section, article") ? place : place.closest("section") ?? main;
    const blocks = [...around.querySelectorAll(BLOCKS)];
    // The innermost that begins like the passage; a passage may be shorter than what was told.
    return blocks.findLast((block) => letters(block.textContent).startsWith(start)) ?? place;
  };

  // -- Marks -----------------------------------------------------------------------------------
  const wanted = new Set(forms);
  const mark = (root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement.closest("script, style, svg, button, mark, .headerlink")
        ? NodeFilter.FILTER_REJECT
        : NodeFilter.FILTER_ACCEPT,
    );
    const texts = [];
    while (walker.nextNode()) texts.push(walker.currentNode);
    for (const text of texts) {
      const found = [...text.data.matchAll(/\d+(?:[.,]\d+)*|\.\d+|[\p{L}\p{Nl}\p{No}]+(?:['’][\p{L}\p{Nl}\p{No}]+)*/gu)];
      for (const one of found.reverse()) {
        if (!wanted.has(one[0].toLowerCase())) continue;
        const range = document.createRange();
        range.setStart(text, one.index);
        range.setEnd(text, one.index + one[0].length);
        const marked = document.createElement("mark");
        marked.className = "found";
        range.surroundContents(marked);
      }
    }
  };

  const place = passage();
  for (let outer = place; outer; outer = outer.parentElement) {
    if (outer.tagName === "DETAILS") outer.open = true;
  }
  mark(main);

  // -- A bar that takes the marks away, and leads back ------------------------------------------
  const bar = document.createElement("aside");
  bar.setAttribute("aria-label", book.words.findingYours);
  bar.className = "found-bar";
  const back = document.createElement("a");
  back.href = new URL(`search.html?q=${encodeURIComponent(asked.get("q") ?? "")}`, book.root).href;
  back.textContent = book.words.findingBack;
  const hide = document.createElement("button");
  hide.type = "button";
  hide.textContent = book.words.findingHide;
  const clear = () => {
    for (const one of main.querySelectorAll("mark.found")) {
      const parent = one.parentNode;
      one.replaceWith(...one.childNodes);
      parent.normalize();
    }
    bar.remove();
    document.body.classList.remove("has-found-bar");
    place.focus({ preventScroll: true });
    removeEventListener("keydown", escape);
    try {
      const hash = asked.has("in") ? `#${asked.get("in")}` : location.hash;
      history.replaceState(history.state, "", location.pathname + hash);
    } catch {
      // a browser may refuse it for a page from a disk
    }
  };
  const escape = (event) => {
    if (event.key === "Escape" && !document.querySelector(":popover-open")) clear();
  };
  hide.addEventListener("click", clear);
  addEventListener("keydown", escape);
  bar.append(back, hide);
  document.body.append(bar);
  document.body.classList.add("has-found-bar");

  // -- Landing --------------------------------------------------------------------------------
  if (!place.hasAttribute("tabindex")) place.tabIndex = -1;
  const land = () => {
    place.focus({ preventScroll: true });
    if (!asked.has("in")) return; // the browser goes there
    // Of a passage that is higher than the window, its first mark.
    const high = place.getBoundingClientRect().height > innerHeight * 0.8;
    const seen = high ? place.querySelector("mark.found") : place;
    (seen ?? place).scrollIntoView({ block: seen ? "center" : "start", behavior: "instant" });
  };
  place.classList.add("found-passage");
  if (performance.getEntriesByType("navigation")[0]?.type === "back_forward") return;
  land();
  // Letters and pictures that come later move the page.
  let moved = false;
  for (const way of ["wheel", "touchstart", "keydown"]) {
    addEventListener(way, () => (moved = true), { once: true, passive: true });
  }
  addEventListener("load", () => !moved && land(), { once: true });
})();
