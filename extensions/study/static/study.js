// What study tools share (``book.study``); questions one by one; where one was.
(() => {
  "use strict";
  const { book } = window;
  const { words } = book;

  // -- What study tools share -----------------------------------------------------------------
  /** An element with attributes and contents; an attribute of ``false`` or ``null`` is left out. */
  const make = (tag, attributes = {}, ...contents) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null) made.setAttribute(name, value);
    }
    made.append(...contents);
    return made;
  };
  const button = (text, act, kind = "") =>
    make("button", { type: "button", class: `study-button ${kind}`.trim(), onclick: act }, text);

  /** Words with what stands in braces filled in. */
  const fill = (text, values) =>
    text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));

  /** A button that asks before it acts. */
  const confirming = (text, question, act, said = words) => {
    const box = make("div", { class: "study-confirm" });
    const asks = button(text, () => {
      const keep = button(said.keep, calm);
      box.replaceChildren(
        make("p", { role: "alert" }, question),
        button(said.forget, () => {
          calm();
          act();
        }),
        keep,
      );
      keep.focus();
    }, "study-quiet");
    const calm = () => {
      box.replaceChildren(asks);
      asks.focus();
    };
    box.append(asks);
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !asks.isConnected) {
        event.preventDefault();
        event.stopPropagation();
        calm();
      }
    });
    return box;
  };

  /** Hand a file to the reader; no server is asked. */
  const handOut = (name, type, text) => {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  };

  const probe = "study-probe";
  const keeps = book.keep(probe, 1) && book.kept(probe) === 1;
  if (keeps) book.keep(probe, null);
  const notKept = () => (keeps ? [] : [make("p", { class: "study-not-kept" }, words.not_kept)]);

  /** The words of a heading, without the sign that links to it. */
  const headingOf = (heading) => {
    if (!heading) return "";
    const copy = heading.cloneNode(true);
    for (const sign of copy.querySelectorAll(".headerlink, button")) sign.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  };

  const article = document.getElementById("furo-main-content");
  const path = location.pathname.slice(book.root.pathname.length);
  const page = decodeURIComponent(path.endsWith("/") || !path ? `${path}index.html` : path);
  /** The section that is read: the last one that begins in the upper part of the window. */
  const sectionNow = () => {
    let found = null;
    for (const section of article?.querySelectorAll("section[id]") ?? []) {
      const heading = section.querySelector(":scope > :is(h2, h3, h4)");
      if (heading && heading.getBoundingClientRect().top <= innerHeight * 0.4) found = section;
    }
    const heading = found?.querySelector(":scope > :is(h2, h3, h4)");
    return { id: found?.id ?? "", title: headingOf(heading) };
  };
  const title = headingOf(article?.querySelector("h1"));
  book.study = {
    make, button, fill, confirming, handOut, keeps, notKept, article, page, title, sectionNow,
  };

  // -- Questions one by one -------------------------------------------------------------------
  const REVIEW = "review";
  let known = book.kept(REVIEW, {});
  if (typeof known !== "object" || Array.isArray(known)) known = {};
  const remember = (changes) => {
    // Another tab may have asked in between.
    if (keeps) known = { ...book.kept(REVIEW, {}) };
    for (const [id, value] of Object.entries(changes)) {
      if (value === null) delete known[id];
      else known[id] = value;
    }
    book.keep(REVIEW, known);
  };

  const askOneByOne = (list) => {
    const questions = [...list.children]
      .map((point, at) => ({ point, number: (list.start || 1) + at }))
      .filter(({ point }) => point.querySelector(":scope > details.answer"))
      .map(({ point, number }) => {
        const details = point.querySelector(":scope > details.answer");
        const asked = point.querySelector(":scope > [id]") ?? point;
        return { point, number, details, id: `${page}#${asked.id}` };
      });
    const isKnown = ({ id }) => known[id]?.known === true;
    const progress = () => {
      const missed = questions.filter(({ id }) => known[id]?.known === false);
      const told = { known: questions.filter(isKnown).length, count: questions.length };
      const numbers = missed.map(({ number }) => number).join(", ");
      return [
        fill(words.review_known, told),
        ...(missed.length ? [fill(words.review_not_yet, { numbers })] : []),
      ].join(" ");
    };
    const state = make("p", { class: "review-state", role: "status" });
    const head = make("div", { class: "study-row" });
    const bar = make("div", { class: "study-tools review-bar" }, head, state);
    const foot = make("div", { class: "study-tools study-row review-foot", hidden: true });
    list.before(bar);
    list.after(foot);
    let turn = [];

    const focusOn = (element) => {
      element.setAttribute("tabindex", "-1");
      element.focus();
    };
    const showOnly = (one) => {
      for (const { point, number, details } of questions) {
        point.value = number;
        details.open = false;
        details.hidden = one !== null;
      }
      for (const point of list.children) point.hidden = one !== null && point !== one.point;
    };
    const rest = () => {
      showOnly(null);
      for (const { point, details } of questions) {
        point.removeAttribute("value");
        details.hidden = false;
      }
      foot.hidden = true;
      const met = questions.some(({ id }) => id in known);
      state.textContent = met ? progress() : "";
      head.replaceChildren(begin, ...(met ? [clear] : []), ...notKept());
    };
    const start = (some) => {
      turn = [...some];
      head.replaceChildren(stop);
      ask();
    };
    const ask = () => {
      const one = turn[0];
      if (!one) {
        finish();
        return;
      }
      showOnly(one);
      const place = { number: one.number, count: questions.length };
      state.textContent = `${fill(words.review_place, place)} ${progress()}`;
      foot.hidden = false;
      foot.replaceChildren(button(words.review_show, () => reveal(one), "study-main"));
      focusOn(one.point);
    };
    const reveal = (one) => {
      one.details.hidden = false;
      one.details.open = true;
      const judge = (value) => () => {
        remember({ [one.id]: { known: value, at: new Date().toISOString() } });
        turn.shift();
        ask();
      };
      foot.replaceChildren(
        button(words.review_knew, judge(true), "study-main"),
        button(words.review_missed, judge(false)),
      );
      focusOn(one.details.querySelector("p") ?? one.details);
    };
    const finish = () => {
      for (const point of list.children) point.hidden = true;
      state.textContent = `${words.review_done} ${progress()}`;
      const missed = questions.filter((one) => !isKnown(one));
      foot.hidden = false;
      foot.replaceChildren(
        ...(missed.length ? [button(words.review_again, () => start(missed), "study-main")] : []),
        button(words.review_all, () => start(questions)),
      );
      focusOn(state);
    };
    const begin = button(words.review_start, () => {
      const open = questions.filter((one) => !isKnown(one));
      start(open.length ? open : questions);
    }, "study-main");
    const stop = button(words.review_list, () => {
      rest();
      begin.focus();
    });
    const clear = confirming(words.review_clear, words.review_sure, () => {
      remember(Object.fromEntries(questions.map(({ id }) => [id, null])));
      rest();
      begin.focus();
    });
    rest();
  };
  for (const list of article?.querySelectorAll("ol") ?? []) {
    if (list.querySelector(":scope > li > details.answer")) askOneByOne(list);
  }

  // -- Where one was -----------------------------------------------------------------------------
  const PLACE = "place";
  const isChapter = Boolean(article?.querySelector("h1 .section-number"));
  if (isChapter && keeps) {
    let timer = 0;
    const note = () => {
      clearTimeout(timer);
      timer = 0;
      book.keep(PLACE, { page, title, section: sectionNow(), at: new Date().toISOString() });
    };
    addEventListener("scroll", () => {
      if (!timer) timer = setTimeout(note, 400);
    }, { passive: true });
    addEventListener("pagehide", () => timer && note());
    setTimeout(() => document.visibilityState === "visible" && note(), 10000);
  }
  const was = book.kept(PLACE);
  if (page === "index.html" && was && /^[\w-]+(\/[\w-]+)*\.html$/.test(was.page)) {
    const address = new URL(was.page, book.root);
    address.hash = was.section?.id ?? "";
    const place = [was.title, was.section?.title].filter(Boolean).join(" › ");
    const forget = button(words.place_clear, () => {
      book.keep(PLACE, null);
      offer.remove();
      document.body.classList.remove("has-place");
      const heading = article.querySelector("h1");
      heading?.setAttribute("tabindex", "-1");
      heading?.focus();
    }, "study-quiet");
    const go = make("a", { href: address.href }, fill(words.place_go, { place }));
    const offer = make("aside", { class: "study-place", "aria-label": words.place_label }, go, forget);
    document.body.append(offer);
    document.body.classList.add("has-place");
  }
})();
