// What the scripts of the book stand on. words.js, before it, has made ``book`` with ``book.words``.
(() => {
  "use strict";
  const { book } = window;

  // -- What this browser keeps ------------------------------------------------------------
  // Nothing leaves it. A browser may refuse; then nothing is kept, and all else works.
  book.kept = (name, otherwise = null) => {
    try {
      return JSON.parse(localStorage.getItem(`book:${name}`)) ?? otherwise;
    } catch {
      return otherwise;
    }
  };
  book.keep = (name, value) => {
    try {
      if (value === null) localStorage.removeItem(`book:${name}`);
      else localStorage.setItem(`book:${name}`, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  };

  // -- Data that is read when it is needed ---------------------------------------------------
  // A script, not a request: a page that was opened from a disk may make none. The file calls
  // ``book.give(name, value)``.
  book.root = new URL(document.documentElement.dataset.content_root || "./", location.href);
  const asked = new Map();
  book.give = (name, value) => asked.get(name)?.resolve(value);
  book.load = (name) => {
    if (!asked.has(name)) {
      const one = {};
      one.promise = new Promise((resolve, reject) => Object.assign(one, { resolve, reject }));
      asked.set(name, one);
      const script = document.createElement("script");
      script.src = new URL(`_static/data/${name}.js`, book.root).href;
      script.addEventListener("error", () => {
        asked.delete(name);
        one.reject(new Error(`${name} is not there`));
      });
      document.head.append(script);
    }
    return asked.get(name).promise;
  };

  // -- Menus -----------------------------------------------------------------------------------
  // One closes when a link in it was followed to a place on the same page.
  for (const menu of document.querySelectorAll("[popover].drawer")) {
    menu.addEventListener("click", (event) => {
      if (event.target.closest("a[href]") && menu.matches(":popover-open")) menu.hidePopover();
    });
  }
})();
