// Key terms when they are due, by ts-fsrs (FSRS). Keys count only while the card has the focus.
(() => {
  "use strict";
  const { book, FSRS } = window;
  const { make, button, fill, confirming, handOut, notKept } = book.study;
  const list = document.querySelector("dl.key-terms");
  if (!list || !FSRS) return;

  const NAME = "practice";
  const KIND = "practice of key terms";
  const AHEAD = 20 * 60000; // a term that was just missed comes back in the same sitting
  const { State, Rating } = FSRS;
  const scheduler = FSRS.fsrs({ enable_fuzz: false });
  const DATES = ["due", "last_review"];
  const NUMBERS = [
    "stability", "difficulty", "elapsed_days", "scheduled_days", "learning_steps", "reps", "lapses",
    "state",
  ];
  const dayOf = (date) => {
    const two = (number) => String(number).padStart(2, "0");
    return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  };

  /** The card of a term as the library has it; ``null`` for what is none. */
  const cardOf = (kept) => {
    if (typeof kept !== "object" || kept === null) return null;
    const card = {};
    for (const name of NUMBERS) {
      card[name] = Number(kept[name] ?? 0);
      if (!Number.isFinite(card[name]) || card[name] < 0) return null;
    }
    if (!Number.isInteger(card.state) || card.state > 3) return null;
    for (const name of DATES) {
      card[name] = new Date(kept[name]);
      if (Number.isNaN(card[name].getTime())) return null;
    }
    return card;
  };
  /** What is kept, in order: how many new terms a day, those of today, and the cards. */
  const stateOf = (kept) => {
    const state = { version: 1, perDay: 10, day: "", fresh: 0, cards: {} };
    if (typeof kept !== "object" || kept === null) return state;
    const whole = (value, most) => Number.isInteger(value) && value >= 0 && value <= most;
    if (whole(kept.perDay, 100)) state.perDay = kept.perDay;
    if (typeof kept.day === "string") state.day = kept.day;
    if (whole(kept.fresh, 10000)) state.fresh = kept.fresh;
    for (const [id, one] of Object.entries(kept.cards ?? {})) {
      const card = cardOf(one);
      if (card) state.cards[id] = card;
    }
    return state;
  };

  const begin = ({ words, terms }) => {
    const known = new Set(terms.map(({ id }) => id));
    let state = stateOf(book.kept(NAME));
    const keep = () => book.keep(NAME, state);
    const language = document.documentElement.lang || "en";
    const ago = new Intl.RelativeTimeFormat(language, { style: "short" });
    const inTime = (milliseconds) => {
      const minutes = Math.max(1, Math.round(milliseconds / 60000));
      if (minutes < 60) return ago.format(minutes, "minute");
      if (minutes < 1440) return ago.format(Math.round(minutes / 60), "hour");
      const days = Math.round(minutes / 1440);
      if (days < 60) return ago.format(days, "day");
      return days < 730 ? ago.format(Math.round(days / 30.44), "month")
        : ago.format(Math.round(days / 365.25), "year");
    };

    /** What is due: learned terms by day, those being learned by the minute, and new ones. */
    const queue = (now) => {
      const today = dayOf(now);
      if (state.day !== today) Object.assign(state, { day: today, fresh: 0 });
      const met = terms.filter(({ id }) => state.cards[id]).map((term) => [term, state.cards[term.id]]);
      const byDue = (some) => some.sort(([, a], [, b]) => a.due - b.due);
      const learning = byDue(met.filter(([, card]) => card.state !== State.Review));
      const review = byDue(
        met.filter(([, card]) => card.state === State.Review && dayOf(card.due) <= today),
      );
      const room = Math.max(0, state.perDay - state.fresh);
      const fresh = terms.filter(({ id }) => !state.cards[id]).slice(0, room);
      const waits = (limit) => learning.find(([, card]) => card.due <= limit)?.[0];
      const next = waits(now) ?? review[0]?.[0] ?? fresh[0] ?? waits(new Date(now.getTime() + AHEAD));
      const soonest = byDue([...met])[0]?.[1].due;
      const due = review.length + learning.filter(([, card]) => dayOf(card.due) <= today).length;
      return { next, due, fresh: fresh.length, met: met.length, soonest };
    };

    // -- What is seen -----------------------------------------------------------------------------
    const counts = make("p", { role: "status" });
    const card = make("div", { class: "practice-card", role: "group", tabindex: "-1" });
    const said = make("p", { role: "status", class: "study-said" });
    const perDay = make("input", {
      type: "number", id: "practice-per-day", min: "0", max: "100", step: "1", value: state.perDay,
    });
    perDay.addEventListener("change", () => {
      const wanted = Number(perDay.value);
      if (Number.isInteger(wanted) && wanted >= 0 && wanted <= 100) state.perDay = wanted;
      perDay.value = state.perDay;
      keep();
      show(false);
    });
    const file = make("input", { type: "file", id: "practice-file", accept: ".json,application/json" });
    file.addEventListener("change", async () => {
      const [chosen] = file.files;
      if (chosen) await read(chosen);
      file.value = "";
    });
    const tool = make(
      "section",
      { class: "study-tools practice", "aria-labelledby": "practice-title" },
      make("h2", { id: "practice-title" }, words.title),
      make("p", {}, words.how),
      counts,
      card,
      make("p", { class: "study-row" }, make("label", { for: "practice-per-day" }, words.per_day), perDay),
      make("p", {}, words.where),
      ...notKept(),
      make(
        "div",
        { class: "study-row" },
        button(words.save, () => save()),
        make("label", { for: "practice-file", class: "study-button" }, words.read, file),
        confirming(words.clear, words.sure, () => {
          state = stateOf(null);
          perDay.value = state.perDay;
          book.keep(NAME, null);
          show(true);
        }, words),
      ),
      said,
    );
    list.before(tool);

    // -- A term, and its grade ------------------------------------------------------------------------
    let term = null;
    let shown = false;
    const show = (focus) => {
      const now = new Date();
      const found = queue(now);
      term = found.next ?? null;
      shown = false;
      counts.textContent = fill(words.counts, { ...found, count: terms.length });
      if (term) {
        card.setAttribute("aria-label", term.term.replace(/<[^>]*>/g, ""));
        const front = make("p", { class: "practice-term" });
        front.innerHTML = term.term;
        card.replaceChildren(front, button(words.show, reveal, "study-main"));
      } else {
        card.setAttribute("aria-label", words.none);
        const date = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short" });
        const later = found.soonest > now ? [fill(words.next, { when: date.format(found.soonest) })] : [];
        card.replaceChildren(make("p", {}, [words.none, ...later].join(" ")));
      }
      if (focus) card.focus();
    };
    const reveal = () => {
      shown = true;
      const now = new Date();
      const kept = state.cards[term.id] ?? FSRS.createEmptyCard(now);
      const ahead = scheduler.repeat(kept, now);
      const meaning = make("div", { class: "practice-meaning", tabindex: "-1" });
      meaning.innerHTML = term.meaning;
      const grades = [Rating.Again, Rating.Hard, Rating.Good, Rating.Easy].map((rating) => {
        const name = [words.again, words.hard, words.good, words.easy][rating - 1];
        const made = button("", () => grade(rating), "practice-grade");
        const when = inTime(ahead[rating].card.due - now);
        made.append(make("b", {}, `${rating} ${name}`), " ", make("small", {}, when));
        return made;
      });
      const link = (address, text) => make("a", { href: new URL(address, book.root).href }, text);
      card.replaceChildren(
        card.firstElementChild,
        meaning,
        make(
          "p",
          { class: "practice-from" },
          link(term.address, fill(words.first_in, { chapter: term.chapter })),
          " · ",
          link(term.glossary, words.glossary),
        ),
        make("div", { class: "study-row practice-grades" }, ...grades),
      );
      meaning.focus();
    };
    const grade = (rating) => {
      const now = new Date();
      // Another tab may have gone on in between.
      if (book.study.keeps) state = stateOf(book.kept(NAME));
      queue(now);
      if (!state.cards[term.id]) state.fresh += 1;
      const kept = state.cards[term.id] ?? FSRS.createEmptyCard(now);
      state.cards[term.id] = scheduler.next(kept, now, rating).card;
      keep();
      show(true);
    };
    card.addEventListener("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || !term) return;
      const inControl = event.target.closest("button, a");
      if (shown && /^[1-4]$/.test(event.key)) {
        event.preventDefault();
        grade(Number(event.key));
      } else if (!shown && !inControl && (event.key === " " || event.key === "Enter")) {
        event.preventDefault();
        reveal();
      }
    });

    // -- Copies ------------------------------------------------------------------------------------------
    const save = () => {
      const copy = { kind: KIND, library: `ts-fsrs ${FSRS.FSRSVersion}`, ...state };
      const name = `practice-${dayOf(new Date())}.json`;
      handOut(name, "application/json", `${JSON.stringify(copy, null, 2)}\n`);
    };
    const read = async (chosen) => {
      let copy = null;
      try {
        copy = JSON.parse(await chosen.text());
      } catch {
        // it is told below
      }
      if (copy?.kind !== KIND || copy.version !== 1) {
        said.textContent = words.unreadable;
        return;
      }
      const theirs = stateOf(copy);
      let count = 0;
      for (const [id, one] of Object.entries(theirs.cards)) {
        const mine = state.cards[id];
        if (!known.has(id) || (mine && mine.last_review > one.last_review)) continue;
        state.cards[id] = one;
        count += 1;
      }
      state.perDay = theirs.perDay;
      perDay.value = state.perDay;
      if (theirs.day === dayOf(new Date())) state.fresh = Math.max(state.fresh, theirs.fresh);
      keep();
      show(false);
      said.textContent = fill(words.were_read, { count });
    };
    show(false);
  };

  book.load(NAME).then(begin, () => {
    list.before(make("p", { role: "status" }, book.words.practice_missing));
  });
})();
