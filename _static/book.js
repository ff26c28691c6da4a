// Tables and pictures get a tab stop only while they scroll. The pages work without this.
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
})();
