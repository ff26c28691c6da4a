// Cite a page: buttons that copy, the disclosure opened for a link into it, and the paragraph in the
// form for errors. Without this script all of it can be selected, opened and filled in by hand.
(() => {
  "use strict";
  const { words } = window.book;
  const box = document.getElementById("quoting");

  // -- Copy ----------------------------------------------------------------------------------
  // The event, not navigator.clipboard: that one is not there on every page from a disk, and takes
  // no italics in all browsers.
  const copy = (text, html) => {
    let taken = false;
    const give = (event) => {
      event.clipboardData.setData("text/plain", text);
      if (html) event.clipboardData.setData("text/html", html);
      event.preventDefault();
      taken = true;
    };
    document.addEventListener("copy", give);
    try {
      return document.execCommand("copy") && taken;
    } finally {
      document.removeEventListener("copy", give);
    }
  };

  const say = document.createElement("p");
  say.className = "visually-hidden";
  say.setAttribute("role", "status");

  for (const text of box?.querySelectorAll("[data-copy]") ?? []) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.copy;
    button.id = `${text.dataset.copy}-copy`;
    button.setAttribute("aria-labelledby", `${button.id} ${text.dataset.copy}`);
    let later = 0;
    button.addEventListener("click", () => {
      const done = copy(text.textContent, text.localName === "p" ? text.innerHTML : "");
      if (!done) getSelection()?.selectAllChildren(text);
      button.textContent = done ? words.copied : words.copyFailed;
      say.textContent = button.textContent;
      clearTimeout(later);
      later = setTimeout(() => {
        button.textContent = words.copy;
        say.textContent = "";
      }, 4000);
    });
    let line = text.nextElementSibling;
    if (!line?.matches(".quoting-file")) {
      line = document.createElement("p");
      line.className = "quoting-file";
      text.after(line);
    }
    line.prepend(button);
  }
  box?.append(say);

  // -- Open ----------------------------------------------------------------------------------
  // Browsers of before 2025 do not open a disclosure for a link into it.
  const open = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const goal = id && document.getElementById(id);
    if (!box || !goal || !box.contains(goal)) return;
    if (box.open) return;
    box.open = true;
    goal.scrollIntoView();
  };
  addEventListener("hashchange", open);
  document.querySelector(".quoting-links")?.addEventListener("click", () => setTimeout(open));
  open();

  // -- Report --------------------------------------------------------------------------------
  // What is selected, or what the address names, is the place of the error.
  const report = document.querySelector(".foot-links a[data-place]");
  if (report) {
    const { place } = report.dataset;
    const address = report.getAttribute("href");
    const article = document.getElementById("furo-main-content");
    const within = () => {
      const chosen = getSelection();
      let node = chosen && !chosen.isCollapsed ? chosen.anchorNode : null;
      if (!node || !article.contains(node)) {
        node = document.getElementById(decodeURIComponent(location.hash.slice(1)));
        return node && article.contains(node) && !box?.contains(node) ? node.id : "";
      }
      // The paragraph's own number stands in it; else the last id before the place.
      const paragraph = (node.nodeType === 1 ? node : node.parentElement).closest("p, li, dd, td, figure");
      const own = paragraph?.id || paragraph?.querySelector("[id]")?.id;
      return own || node.parentElement.closest("[id]:not(#furo-main-content)")?.id || "";
    };
    const fill = () => {
      const id = within();
      const whole = id ? `${place}#${id}` : place;
      report.href = address.replace(encodeURIComponent(place), encodeURIComponent(whole));
    };
    for (const kind of ["pointerdown", "focus", "click"]) report.addEventListener(kind, fill);
  }
})();
