import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { startTexts } from './i18n';
import './app/tokens.css';

await startTexts();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
// A part of the app that is gone was replaced by a newer one: a page that has been open for a while starts anew.
window.addEventListener('vite:preloadError', () => {
  if (performance.now() > 10_000) window.location.reload();
});
if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/sw.js');
}
