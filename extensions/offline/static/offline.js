// Reading without a network: a worker keeps the pages that were read (../worker.js). Only from a
// server: what was opened from a disk is here already. The reader can keep the whole book, and can
// turn it off, which forgets everything.
(() => {
  "use strict";
  const { book } = window;
  const mine = document.querySelector('meta[name="digest"]')?.content;
  const foot = document.querySelector(".bottom-of-page");
  const possible = "serviceWorker" in navigator && location.protocol.startsWith("http");
  if (!possible || !mine || !foot || window !== window.top) return;

  const { words } = book;
  const worker = new URL("sw.js", book.root);
  const scope = new URL("./", book.root).href;
  const page = location.href.slice(scope.length).split(/[?#]/)[0];

  const button = (words, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", action);
    return made;
  };

  // Ask a worker; the answers come one by one.
  const ask = (one, question, hear = () => {}) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => hear(event.data);
    one.postMessage(question, [port2]);
  };

  // -- A newer edition -------------------------------------------------------------------------
  const bar = document.createElement("div");
  bar.className = "newer-edition";
  bar.setAttribute("role", "status");
  document.body.append(bar);

  let loading = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => loading && location.reload());
  const offer = (waiting) => {
    const load = button(words.offline_load, () => {
      loading = true;
      ask(waiting, { ask: "load" });
    });
    bar.replaceChildren(words.offline_newer, " ", load);
  };
  // Only where the reader would see something else: a page that came from the network just now is
  // the new one already, and most pages stay as they were.
  const look = (waiting) => {
    if (!waiting) return;
    ask(waiting, { ask: "digest", page }, (now) => {
      if (now === mine) ask(waiting, { ask: "load" });
      else offer(waiting);
    });
  };
  const watch = (registration) => {
    if (registration.waiting && navigator.serviceWorker.controller) look(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const coming = registration.installing;
      coming?.addEventListener("statechange", () => {
        if (coming.state === "installed" && navigator.serviceWorker.controller) look(coming);
      });
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) registration.update().catch(() => {});
    });
  };

  // -- In the foot -----------------------------------------------------------------------------
  const box = document.createElement("p");
  box.className = "offline";
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  const show = (text, ...buttons) => {
    said.textContent = text;
    box.replaceChildren(said, ...buttons.flatMap((one) => [" ", one]));
    if (!box.isConnected) foot.append(box);
  };
  const fill = (sentence, values) =>
    Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), sentence);

  const showOn = () => {
    const whole = button(words.offline_keep, () => {
      whole.disabled = true;
      ask(navigator.serviceWorker.controller, { ask: "keep all" }, (told) => {
        if (!told.ended) said.textContent = fill(words.offline_keeping, told);
        else show(told.failed ? words.offline_failed : words.offline_whole, off);
      });
    });
    const off = button(words.offline_off, turnOff);
    show(words.offline_on, whole, off);
  };
  const showOff = () => show(words.offline_is_off, button(words.offline_turn_on, turnOn));

  const turnOff = async () => {
    book.keep("offline", false);
    const registration = await navigator.serviceWorker.getRegistration(scope);
    await registration?.unregister();
    for (const name of await caches.keys()) if (name.endsWith(scope)) await caches.delete(name);
    bar.replaceChildren();
    showOff();
    box.querySelector("button").focus();
  };

  // What this page was drawn with, which nobody will ask for again while there is a network.
  const keepThis = (active) => {
    const used = performance.getEntriesByType("resource").map((one) => one.name);
    ask(active, { ask: "keep", addresses: [location.href, "index.html", ...used] });
  };

  const turnOn = async () => {
    book.keep("offline", null);
    try {
      const registration = await navigator.serviceWorker.register(worker, { scope });
      watch(registration);
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) {
        await new Promise((claimed) =>
          navigator.serviceWorker.addEventListener("controllerchange", claimed, { once: true }));
      }
      keepThis(navigator.serviceWorker.controller);
      showOn();
    } catch {
      // A host or a browser that refuses: the book is read as ever.
      box.remove();
    }
  };

  const begin = () => (book.kept("offline", true) ? turnOn() : showOff());
  // When all that the reader waits for is there.
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
})();
