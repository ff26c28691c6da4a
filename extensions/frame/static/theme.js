// Light or dark as the reader chose it, before anything is drawn.
document.body.dataset.theme = (() => {
  try {
    return localStorage.getItem("theme") || "auto";
  } catch {
    return "auto"; // a browser may refuse to keep anything
  }
})();
