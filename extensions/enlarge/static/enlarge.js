// A figure as large as the window.
(() => {
  "use strict";
  const { words } = window.book;
  const figures = document.querySelectorAll("main figure .picture-wrapper");
  if (!figures.length) return;

  const draw = (path) => {
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const [name, value] of Object.entries({
      viewBox: "0 0 24 24", width: "24", height: "24", fill: "none",
      stroke: "currentColor", "stroke-width": "2", "stroke-linecap": "round", "aria-hidden": "true",
    })) icon.setAttribute(name, value);
    const line = document.createElementNS(icon.namespaceURI, "path");
    line.setAttribute("d", path);
    icon.append(line);
    return icon;
  };
  const tool = (name, path) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "tool";
    button.setAttribute("aria-label", name);
    button.append(draw(path));
    return button;
  };

  const dialog = document.createElement("dialog");
  dialog.className = "enlarged";
  const close = tool(words.close, "M6 6l12 12M18 6L6 18");
  const stage = document.createElement("div");
  stage.className = "stage";
  stage.tabIndex = 0; // it scrolls
  dialog.append(close, stage);
  document.body.append(dialog);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => stage.replaceChildren());

  for (const box of figures) {
    const figure = box.closest("figure");
    const name = figure.querySelector("figcaption .caption-number")?.textContent.trim()
      || box.querySelector("[aria-label]")?.getAttribute("aria-label") || "";
    const button = tool(words.enlarge.replace("{figure}", name).trim(), "M9 3H3v6M15 3h6v6M9 21H3v-6M15 21h6v-6");
    button.classList.add("enlarge");
    box.after(button);
    button.addEventListener("click", () => {
      stage.className = `stage ${box.className}`;
      // Moved and not copied: a drawing has names within it, and a page each name once.
      const picture = box.firstElementChild;
      const back = document.createComment("");
      picture.replaceWith(back);
      stage.append(picture);
      stage.setAttribute("aria-label", name);
      dialog.setAttribute("aria-label", name);
      dialog.addEventListener("close", () => back.replaceWith(picture), { once: true, capture: true });
      dialog.showModal();
    });
  }
})();
