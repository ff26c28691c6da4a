// Keeps the book for reading without a network: what was read, and, when asked, all of it.
//
// tasks/site.py tells it the pages of this edition with their digests, and the shell: what every
// page is drawn with. A page comes from the network whenever there is one, so nobody reads an old
// correction; what was kept is for when there is none, or it is slow.
//
// Workbox 7.4.1 (MIT), untouched, from npm: how it came here is said in extensions/offline.
"use strict";
importScripts(
  "_static/vendor/workbox/workbox-core.prod.js",
  "_static/vendor/workbox/workbox-cacheable-response.prod.js",
  "_static/vendor/workbox/workbox-expiration.prod.js",
  "_static/vendor/workbox/workbox-routing.prod.js",
  "_static/vendor/workbox/workbox-strategies.prod.js",
  "_static/vendor/workbox/workbox-precaching.prod.js",
);

const edition = /* what tasks/site.py tells */ {};
const { cacheableResponse, core, expiration, precaching, routing, strategies } = workbox;
// Several books may stand on one host: each has its own place there.
const scope = self.registration.scope;
core.setCacheNameDetails({ prefix: "book", suffix: scope });
const PAGES = `book-pages-${scope}`;
const FILES = `book-files-${scope}`;
const SLOW = 4; // seconds
const PAGE = /(\/|\.html)$/;
const FILE = /\.(js|css|json|svg|png|jpg|webp|woff2?|ttf|ico|webmanifest)$/;

// One copy of a page, whatever stands behind its address: "search.html?q=hand".
const plain = {
  cacheKeyWillBeUsed: async ({ request }) => {
    const url = new URL(request.url);
    url.search = url.hash = "";
    if (url.pathname.endsWith("/")) url.pathname += "index.html";
    return url.href;
  },
};
const sound = new cacheableResponse.CacheableResponsePlugin({ statuses: [200] });
const few = (most) =>
  new expiration.ExpirationPlugin({ maxEntries: most, purgeOnQuotaError: true });
// A page that is not kept: say so.
const honest = {
  handlerDidError: async () => precaching.matchPrecache(new URL("offline.html", scope).href),
};

const pages = new strategies.NetworkFirst({
  cacheName: PAGES,
  networkTimeoutSeconds: SLOW,
  plugins: [plain, sound, few(300), honest],
});
// Scripts that give data belong to their page: what is new comes first.
const data = new strategies.NetworkFirst({
  cacheName: FILES,
  networkTimeoutSeconds: SLOW,
  plugins: [sound, few(300)],
});
const pictures = new strategies.StaleWhileRevalidate({
  cacheName: FILES,
  plugins: [sound, few(300)],
});

const isOurs = (url) => url.href.startsWith(scope);
precaching.precacheAndRoute(edition.shell, {
  ignoreURLParametersMatching: [/^v$/],
  directoryIndex: null,
  cleanURLs: false,
});
precaching.cleanupOutdatedCaches();
// A page that is opened, or read by a script; no PDF, EPUB or zip.
routing.registerRoute(({ url }) => isOurs(url) && PAGE.test(url.pathname), pages);
routing.registerRoute(({ request, url }) => isOurs(url)
  && ["image", "font"].includes(request.destination), pictures);
routing.registerRoute(({ url }) => isOurs(url) && FILE.test(url.pathname), data);
core.clientsClaim();

// -- What pages ask ------------------------------------------------------------------------

// Put one file of the book into what is kept, from the network, with what a page is drawn with.
const keepOne = async (url) => {
  const bare = new URL(url.pathname, url).href;
  const page = PAGE.test(url.pathname);
  if (!isOurs(url) || !(page || FILE.test(url.pathname))) return;
  if (await precaching.matchPrecache(bare)) return;
  const found = await fetch(url, { cache: "no-cache" });
  if (found.status !== 200) throw new Error(`${url}: ${found.status}`);
  const cache = await caches.open(page ? PAGES : FILES);
  if (!page) {
    await cache.put(url.href, found);
    return;
  }
  const text = await found.clone().text();
  await cache.put(await plain.cacheKeyWillBeUsed({ request: { url: url.href } }), found);
  const files = await caches.open(FILES);
  for (const one of drawnWith(text, url)) if (!(await files.match(one))) await keepOne(one);
};

// Put files into what is kept; tell how far it is.
const keep = async (addresses, tell) => {
  let failed = 0;
  for (const [done, address] of addresses.entries()) {
    tell({ done, of: addresses.length });
    await keepOne(new URL(address, scope)).catch(() => (failed += 1));
  }
  tell({ ended: true, failed, of: addresses.length });
};

// The pictures and scripts of the site that a page names.
const drawnWith = (text, page) =>
  [...text.matchAll(/<(?:img|script|source)\b[^>]*\ssrc="([^"]+)"/g)]
    .map((found) => new URL(found[1].replaceAll("&amp;", "&"), page))
    .filter(isOurs);

self.addEventListener("message", (event) => {
  const { ask, page, addresses } = event.data ?? {};
  const [port] = event.ports;
  const tell = (answer) => port?.postMessage(answer);
  if (ask === "digest") tell(edition.pages[page || "index.html"] ?? null);
  if (ask === "load") self.skipWaiting();
  if (ask === "keep") event.waitUntil(keep(addresses, tell));
  if (ask === "keep all") event.waitUntil(keep([...Object.keys(edition.pages), ...edition.data], tell));
});
