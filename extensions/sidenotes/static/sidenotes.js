// A copy of each note beside the line that calls it, once there is a margin for it.
(() => {
  "use strict";
  const wide = matchMedia("screen and (min-width: 100rem)");

  const copyOf = (note, number) => {
    const copy = document.createElement("span");
    copy.className = "sidenote";
    copy.setAttribute("aria-hidden", "true");
    const sign = document.createElement("span");
    sign.className = "sidenote-number";
    sign.textContent = number;
    copy.append(sign);
    for (const paragraph of note.querySelectorAll(":scope > p")) {
      const words = paragraph.cloneNode(true);
      // A listener, a search and a tab stop have the note itself.
      for (const twin of words.querySelectorAll("[id]")) twin.removeAttribute("id");
      for (const link of words.querySelectorAll("a")) link.replaceWith(...link.childNodes);
      copy.append(" ", ...words.childNodes);
    }
    return copy;
  };

  const put = () => {
    if (!wide.matches) return;
    wide.removeEventListener("change", put);
    const seen = new Set();
    for (const call of document.querySelectorAll('a[role="doc-noteref"]')) {
      const note = document.getElementById(call.hash.slice(1));
      // In a box, a list or a table the margin is out of reach.
      const inText = call.closest("p")?.parentElement?.tagName === "SECTION";
      if (!note || !inText || seen.has(note)) continue;
      seen.add(note);
      call.after(copyOf(note, call.textContent.replace(/\D/g, "")));
    }
  };
  wide.addEventListener("change", put);
  put();
})();
