/**
 * Makes the app installable, and lets it open without a network: the page is kept. The files it names never
 * change, so the browser's own cache has them; what people work with is kept nowhere.
 */
const KEPT = 'page';
const PAGE = '/index.html';

async function page(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(PAGE, answer.clone());
    return answer;
  } catch (error) {
    const last = await kept.match(PAGE);
    if (last) return last;
    throw error;
  }
}

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(KEPT).then((kept) => kept.add(PAGE)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const { mode, url } = event.request;
  if (mode === 'navigate' && !new URL(url).pathname.startsWith('/api/'))
    event.respondWith(page(event.request));
});
