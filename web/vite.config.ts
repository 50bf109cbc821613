import react from '@vitejs/plugin-react';
import { compression } from 'vite-plugin-compression2';
import { defineConfig } from 'vitest/config';

const SUITE = process.env.SUITE ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [
    react(),
    compression({ include: /\.(js|css|svg|html|webmanifest)$/, algorithms: ['brotliCompress', 'gzip'] }),
  ],
  resolve: { alias: { '@': new URL('./src', import.meta.url).pathname } },
  build: {
    manifest: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    // What every page needs is one file: fifty small ones are a twentieth larger when compressed.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } } },
  },
  server: { proxy: { '/api': { target: SUITE, changeOrigin: true, headers: { origin: SUITE } } } },
  test: { environment: 'jsdom', include: ['src/**/*.test.{ts,tsx}'] },
});
