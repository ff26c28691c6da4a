// What is closed prints open; answers only if they are wanted.
(() => {
  "use strict";
  const { words } = window.book;
  const main = document.querySelector("main");
  const answers = [...document.querySelectorAll("main details.answer")];

  // -- The offer ----------------------------------------------------------------------------
  const offer = document.createElement("p");
  offer.className = "printing";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words.printPage;
  button.addEventListener("click", () => print());
  offer.append(button);
  const wanted = document.createElement("input");
  wanted.type = "checkbox";
  wanted.checked = true;
  if (answers.length) {
    const label = document.createElement("label");
    label.append(wanted, ` ${words.printAnswers}`);
    offer.append(" ", label);
  }
  main?.append(offer);

  // -- While it prints ------------------------------------------------------------------------
  let opened = [];
  addEventListener("beforeprint", () => {
    const closed = [...document.querySelectorAll("main details:not([open])")];
    opened = closed.filter((details) => wanted.checked || !answers.includes(details));
    for (const details of opened) details.open = true;
    for (const answer of answers) answer.classList.toggle("is-left-out", !wanted.checked);
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
})();
