// Under the verification address only: without signal the saved page checks what a QR code says.
// Answers about certificates are never kept; keys and lists are asked for anew when there is
// signal. `self.pendamping` is told by the server.
const { parts, page, lists, version } = self.pendamping;
const PREFIX = 'pemeriksa-';
const NAME = `${PREFIX}${version}`;
const PATIENCE = 6000;

self.addEventListener('install', (event) => {
  self.skipWaiting();
  const fresh = [...parts, ...lists].map((path) => new Request(path, { cache: 'reload' }));
  event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(fresh)));
});

const tidy = async () => {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== NAME);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
};

self.addEventListener('activate', (event) => event.waitUntil(tidy()));

const kept = async (path) => (await caches.open(NAME)).match(path);

const inTime = (request) =>
  Promise.race([
    fetch(request),
    new Promise((_, refuse) => setTimeout(() => refuse(new Error('no answer')), PATIENCE)),
  ]);

const renewed = async (request, path) => {
  try {
    const answer = await inTime(request);
    if (answer.ok) await (await caches.open(NAME)).put(path, answer.clone());
    return answer.ok ? answer : (await kept(path)) || answer;
  } catch (noSignal) {
    return (await kept(path)) || Response.error();
  }
};

const renewLists = () =>
  Promise.all(lists.map((path) => renewed(new Request(path, { cache: 'no-cache' }), path)));

const opened = async (request) => {
  try {
    return await inTime(request);
  } catch (noSignal) {
    return (await kept(page)) || Response.error();
  }
};

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin || request.method !== 'GET') return;
  if (lists.includes(url.pathname)) event.respondWith(renewed(request, url.pathname));
  else if (parts.includes(url.pathname)) event.respondWith(kept(url.pathname).then((own) => own || fetch(request)));
  else if (request.mode === 'navigate') {
    event.respondWith(opened(request));
    event.waitUntil(renewLists().catch(() => undefined));
  }
});
