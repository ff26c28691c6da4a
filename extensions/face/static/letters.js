// The letters of the first screen are asked for before the style sheets name them.
(() => {
  "use strict";
  if (!location.protocol.startsWith("http")) {
    document.documentElement.classList.add("from-disk");
    return;
  }
  for (const face of ["serif-latin-400-normal", "sans-latin-400-normal", "sans-latin-700-normal"]) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "" });
    link.href = new URL(`libertinus-${face}.woff2`, document.currentScript.src).href;
    document.head.append(link);
  }
})();
