// Between the field app and the network: the app itself lies here, answers of the API never do.
// `self.pendamping` is told by the server.
import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';

const { home, start, parts } = self.pendamping;

self.skipWaiting();
clientsClaim();
cleanupOutdatedCaches();
precacheAndRoute(parts, { ignoreURLParametersMatching: [/.*/] });
registerRoute(
  ({ request, url, sameOrigin }) =>
    sameOrigin && request.mode === 'navigate' && [home, start].includes(url.pathname),
  createHandlerBoundToURL(home),
);
