// Between the lesson pages and the network. `self.pendamping` is told by the server.
import { clientsClaim } from 'workbox-core';
import { ExpirationPlugin } from 'workbox-expiration';
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { createPartialResponse } from 'workbox-range-requests';
import { registerRoute } from 'workbox-routing';
import { CacheFirst, NetworkFirst } from 'workbox-strategies';
import { sendAll } from './outbox.js';
import { database, FILES } from './store.js';

const { scope, phone, parts } = self.pendamping;

self.skipWaiting();
clientsClaim();
cleanupOutdatedCaches();
precacheAndRoute(parts);

// Pages that were looked at open again without signal; the server says which may be kept.
const visited = new NetworkFirst({
  cacheName: 'pendamping-visited',
  networkTimeoutSeconds: 5,
  plugins: [
    { cacheWillUpdate: async ({ response }) => (mayStay(response) ? response : null) },
    new ExpirationPlugin({ maxEntries: 60, purgeOnQuotaError: true }),
  ],
});

// Guests' pages only: on a shared phone nobody shall meet what another reader has done.
const mayStay = (response) => response.status === 200 && response.headers.has('X-Reading');

registerRoute(
  ({ request, url, sameOrigin }) =>
    sameOrigin && request.mode === 'navigate' && url.pathname.startsWith(scope),
  async ({ request, url, event }) => {
    const kept = url.search ? undefined : await keptPage(url.pathname);
    if (kept) return kept;
    try {
      return await visited.handle({ request, event });
    } catch {
      return matchPrecache(phone);
    }
  },
);

// A form needs the server. The shelf says so, and that nothing was stored.
registerRoute(
  ({ request, url, sameOrigin }) =>
    sameOrigin && request.mode === 'navigate' && url.pathname.startsWith(scope),
  async ({ request }) => {
    try {
      return await fetch(request);
    } catch {
      return matchPrecache(phone);
    }
  },
  'POST',
);

async function keptPage(path) {
  try {
    const route = await (await database()).getFromIndex('routes', 'path', path);
    if (!route) return undefined;
    return await caches.match(`${phone}berkas/${route.sha}/`, { cacheName: FILES });
  } catch {
    return undefined;
  }
}

const pictures = new CacheFirst({
  cacheName: 'pendamping-pictures',
  plugins: [new ExpirationPlugin({ maxEntries: 80, purgeOnQuotaError: true })],
});

registerRoute(
  ({ request, sameOrigin }) =>
    sameOrigin && ['image', 'audio', 'video'].includes(request.destination),
  async ({ request, event }) => {
    const kept = await caches.match(request.url, { cacheName: FILES, ignoreVary: true });
    if (kept) return request.headers.has('range') ? createPartialResponse(request, kept) : kept;
    return request.destination === 'image' ? pictures.handle({ request, event }) : fetch(request);
  },
);

// Names with a hash never change their content; others are asked for each time.
const stable = new CacheFirst({
  cacheName: 'pendamping-static',
  plugins: [new ExpirationPlugin({ maxEntries: 40, purgeOnQuotaError: true })],
});
const fresh = new NetworkFirst({ cacheName: 'pendamping-static' });

registerRoute(
  ({ request, sameOrigin }) => sameOrigin && ['style', 'script'].includes(request.destination),
  ({ request, url, event }) =>
    (/\.[0-9a-f]{12}\.\w+$/.test(url.pathname) ? stable : fresh).handle({ request, event }),
);

self.addEventListener('message', (event) => {
  if (event.data.visited) {
    // The browser has just fetched all this, so it mostly costs no data again.
    const again = [
      visited.handle({ request: new Request(event.data.visited), event }),
      ...event.data.pictures.map((url) => pictures.handle({ request: new Request(url), event })),
    ];
    event.waitUntil(Promise.allSettled(again));
  }
  if (event.data.send) event.waitUntil(sendAll(phone));
});

// Where a browser offers it, the phone sends later by itself, even with the page closed.
self.addEventListener('sync', (event) => {
  if (event.tag === 'send') event.waitUntil(sendAll(phone));
});
