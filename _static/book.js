// Tables and pictures get a tab stop only while they scroll; a citation shows its reference on hover
// and focus (WCAG 1.4.13). The pages work without this.
(() => {
  "use strict";

  // -- Tables and pictures ---------------------------------------------------------------
  const fit = (box) => {
    const scrolls = box.scrollWidth > box.clientWidth;
    const caption = box.querySelector("caption") ?? box.parentElement.querySelector("figcaption > p");
    const name = caption?.innerText || box.dataset.name;
    const attributes = { tabindex: "0", role: "region", "aria-label": name };
    for (const [attribute, value] of Object.entries(attributes)) {
      if (scrolls) box.setAttribute(attribute, value);
      else box.removeAttribute(attribute);
    }
  };
  const watch = new ResizeObserver((changes) => changes.forEach((change) => fit(change.target)));
  for (const box of document.querySelectorAll(".table-wrapper, .picture-wrapper")) {
    fit(box);
    watch.observe(box);
  }

  // -- Cards of citations ----------------------------------------------------------------
  const card = document.createElement("div");
  card.id = "citation-card";
  card.setAttribute("role", "tooltip");
  card.hidden = true;
  document.querySelector("main")?.append(card);

  let owner = null;
  let timer = 0;
  const after = (milliseconds, action) => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
  const hide = () => {
    clearTimeout(timer);
    owner?.removeAttribute("aria-describedby");
    owner = null;
    card.hidden = true;
  };
  const show = (link) => {
    const reference = document.getElementById(link.hash.slice(1))?.querySelector("p");
    if (!reference) return;
    hide();
    owner = link;
    card.replaceChildren(...reference.cloneNode(true).childNodes);
    for (const copy of card.querySelectorAll("[id]")) copy.removeAttribute("id");
    // The link is in the list; in the card it would be out of the keyboard's reach.
    for (const copy of card.querySelectorAll("a")) copy.replaceWith(...copy.childNodes);
    card.hidden = false;
    link.setAttribute("aria-describedby", card.id);
    const place = link.getClientRects()[0];
    const room = document.documentElement.clientWidth - card.offsetWidth - 8;
    const below = place.bottom + card.offsetHeight + 8 < innerHeight;
    const top = below ? place.bottom + 4 : place.top - card.offsetHeight - 4;
    card.style.left = `${Math.max(8, Math.min(place.left, room)) + scrollX}px`;
    card.style.top = `${top + scrollY}px`;
  };
  for (const link of document.querySelectorAll('.citation-place a[href^="#cite-"]')) {
    link.addEventListener("mouseenter", () => after(200, () => show(link)));
    link.addEventListener("mouseleave", () => after(300, hide));
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("blur", hide);
  }
  card.addEventListener("mouseenter", () => clearTimeout(timer));
  card.addEventListener("mouseleave", () => after(300, hide));
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
})();
