// Keeps one page for when there is no connection: Help now, as somebody signed out sees it, with its style and the
// quick way out. It is asked for without cookies, so nothing in it is anybody's. It sees only what Help now asks for,
// answers only where the network does not, and keeps nothing of what passes through.
const PAGE = "/help-now/";
const CACHE = "help-now";
const NEEDED = /<link rel="stylesheet" href="([^"]+)"|<script type="module" src="([^"]*quick-exit[^"]*)"/g;

async function asked(address) {
  const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store" });
  if (!answer.ok || answer.redirected) throw new Error(address);
  return answer;
}

// All of it or nothing: half a page would be worse than yesterday's.
async function keep() {
  const page = await asked(PAGE);
  const text = await page.clone().text();
  const needed = [...text.matchAll(NEEDED)].map(([, style, script]) => style ?? script);
  const answers = [page, ...await Promise.all(needed.map(asked))];
  const cache = await caches.open(CACHE);
  const addresses = [PAGE, ...needed].map((address) => new URL(address, self.location).href);
  await Promise.all(addresses.map((address, place) => cache.put(address, answers[place])));
  const kept = await cache.keys();
  await Promise.all(kept.filter(({ url }) => !addresses.includes(url)).map((old) => cache.delete(old)));
}

async function kept(request) {
  const cache = await caches.open(CACHE);
  return await cache.match(request.url, { ignoreSearch: true, ignoreVary: true }) ?? Response.error();
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  event.respondWith(fetch(request).catch(() => kept(request)));
  if (request.mode === "navigate") event.waitUntil(keep().catch(() => {}));
});
