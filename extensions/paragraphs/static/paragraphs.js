// A small dialog at each link to a place: it copies the address, or the reference and the citation.
// Without this script each of them is a link, whose address the browser copies.
(() => {
  "use strict";
  const { book } = window;
  const LINKS = "a.paragraph-number, a.name-link, a.headerlink";
  const links = document.querySelectorAll(LINKS);
  if (!links.length || !("popover" in HTMLElement.prototype)) return;
  const { words } = book;

  // -- What is quoted ----------------------------------------------------------------------
  const said = (name) => document.querySelector(`meta[name="book:${name}"]`)?.content ?? "";
  const fill = (template, values) => template.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
  const plain = (node) => {
    const copy = node.cloneNode(true);
    for (const link of copy.querySelectorAll(`${LINKS}, .backrefs`)) link.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };
  const canonical = document.querySelector('link[rel="canonical"]')?.href;
  const isFile = location.protocol === "file:";
  const address = (link) =>
    new URL(link.hash, isFile && canonical ? canonical : location.href).href;
  // What a place is called, and by which words a citation finds it.
  const place = (link) => {
    if (link.matches(".paragraph-number")) {
      const number = link.textContent.trim();
      const name = link.getAttribute("aria-label");
      return { name, locator: fill(words.paragraphLocator, { number }) };
    }
    const numbered = link.matches(".name-link")
      ? link
      : link.closest("figcaption, caption, .code-block-caption")?.querySelector(".caption-number");
    if (numbered) {
      const name = plain(numbered).replace(/[.:]$/, "");
      return { name, locator: name };
    }
    const reference = link.closest("li.citation");
    if (reference)
      return { name: words.quotedReference, reference: plain(reference.querySelector("p")) };
    const term = link.closest("dt");
    if (term) {
      const name = plain(term);
      return { name, locator: fill(words.entryLocator, { term: name }) };
    }
    const heading = link.closest("h1, h2, h3, h4, h5, h6");
    const name = plain(heading ?? link.parentElement);
    if (heading?.matches("h1")) return { name };
    const title = name.replace(/^[\d.]+\s+/, "");
    return { name, locator: fill(words.sectionLocator, { title }) };
  };
  // The reference of the page, and below it the citation of the place.
  const quotation = (link, { locator, reference }) => {
    if (reference) return reference;
    const inText = said("in_text");
    const citation = locator ? fill(inText, { locator }) : inText.replace(/, \{locator\}/, "");
    // Where the page stands on a reader's own disk is of no use to another.
    const where = isFile && !canonical ? "" : address(link);
    return `${fill(said("reference"), { address: where }).trim()}\n${citation}`;
  };

  // -- To the clipboard --------------------------------------------------------------------
  // A page that came by plain http may not use the new way, a strict browser refuses the old.
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const field = document.createElement("textarea");
      field.value = text;
      field.className = "copied-text";
      field.setAttribute("readonly", "");
      dialog.append(field);
      field.select();
      let done = false;
      try {
        done = document.execCommand("copy");
      } catch {
        // Nothing is copied; the reader is told.
      }
      field.remove();
      return done;
    }
  };

  // -- The dialog ----------------------------------------------------------------------------
  const element = (tag, className, attributes = {}) => {
    const made = document.createElement(tag);
    made.className = className;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    return made;
  };
  const dialog = element("div", "quote-dialog", {
    popover: "auto",
    role: "dialog",
    "aria-labelledby": "quote-name",
  });
  const name = element("p", "quote-name", { id: "quote-name" });
  const close = element("button", "tool quote-close", { type: "button", "aria-label": words.close });
  close.textContent = "×";
  const text = element("p", "quote-text");
  const copyLink = element("button", "quote-button", { type: "button" });
  copyLink.textContent = words.copyLink;
  const copyQuote = element("button", "quote-button", { type: "button" });
  const status = element("p", "quote-status", { role: "status" });
  const buttons = element("div", "quote-buttons");
  buttons.append(copyLink, copyQuote);
  dialog.append(name, close, buttons, text, status);
  document.querySelector("main").append(dialog);

  let owner = null;
  let quoted = { link: "", quote: "", isReference: false };
  const tell = async (button, value, done) => {
    const focused = document.activeElement;
    const copied = await copy(value);
    focused?.focus({ preventScroll: true });
    status.textContent = "";
    // Said once more where the same was copied before.
    setTimeout(() => (status.textContent = copied ? done : words.notCopied), 50);
    dialog.classList.toggle("is-refused", !copied);
    if (!copied) text.textContent = value;
  };
  copyLink.addEventListener("click", () => tell(copyLink, quoted.link, words.linkCopied));
  copyQuote.addEventListener("click", () =>
    tell(copyQuote, quoted.quote, quoted.isReference ? words.referenceCopied : words.citationCopied),
  );
  close.addEventListener("click", () => dialog.hidePopover());

  const narrow = matchMedia("(max-width: 40em)");
  const put = (link) => {
    dialog.style.left = dialog.style.top = "";
    if (narrow.matches) return; // a sheet at the foot of the screen
    const at = link.getBoundingClientRect();
    const left = Math.min(at.left, document.documentElement.clientWidth - dialog.offsetWidth - 8);
    const below = at.bottom + 4 + dialog.offsetHeight < innerHeight;
    const top = below ? at.bottom + 4 : Math.max(8, at.top - dialog.offsetHeight - 4);
    dialog.style.left = `${Math.max(8, left)}px`;
    dialog.style.top = `${top}px`;
  };
  const open = (link) => {
    const found = place(link);
    const isReference = Boolean(found.reference);
    quoted = { link: address(link), quote: quotation(link, found), isReference };
    name.textContent = found.name;
    copyQuote.textContent = isReference ? words.copyReference : words.copyCitation;
    text.textContent = quoted.quote;
    status.textContent = "";
    dialog.classList.remove("is-refused");
    if (dialog.matches(":popover-open")) dialog.hidePopover();
    owner = link;
    link.focus({ preventScroll: true });
    dialog.showPopover();
    put(link);
    copyLink.focus({ preventScroll: true });
  };
  for (const link of links) link.setAttribute("aria-haspopup", "dialog");
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(LINKS);
    // A new tab, a window or a download is the browser's.
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // The address of the page becomes that of the place, and the page stays where it is.
    history.replaceState(history.state, "", link.hash);
    open(link);
  });
  // Out of it by Tab: it closes, and the reader goes on where the link is.
  dialog.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !dialog.contains(event.relatedTarget) && event.relatedTarget !== owner)
      dialog.hidePopover();
  });
  addEventListener("scroll", () => dialog.matches(":popover-open") && owner && put(owner), {
    passive: true,
  });
  addEventListener("resize", () => dialog.matches(":popover-open") && owner && put(owner));
})();
