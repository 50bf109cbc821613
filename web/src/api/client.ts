/**
 * Every call to the gateway. Types come from the merged OpenAPI document, so a changed contract does not
 * compile. What is refused is thrown as a ProblemError, what cannot be reached as Unreachable.
 */
import createClient, { type Middleware } from 'openapi-fetch';
import { problemOf, Unreachable } from './problems';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

const SAFE = new Set(['GET', 'HEAD']);
let csrfToken = '';

/** The token that proves that a writing request comes from this page; kept in memory only. */
export function rememberCsrfToken(token: string): void {
  csrfToken = token;
}

export function csrfHeaders(method: string): Record<string, string> {
  return SAFE.has(method) ? {} : { 'X-CSRF-Token': csrfToken };
}

const listeners = new Set<() => void>();

/** Call back when the gateway says that the session is over. */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const middleware: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(csrfHeaders(request.method))) request.headers.set(name, value);
  },
  async onResponse({ request, response }) {
    if (response.ok || response.status === 304) return;
    const problem = await problemOf(response);
    const signingIn = request.method === 'POST' && new URL(request.url).pathname.startsWith('/api/session');
    if (response.status === 401 && !signingIn) listeners.forEach((listener) => listener());
    throw problem;
  },
  onError({ error }) {
    return error instanceof TypeError ? new Unreachable(error.message) : undefined;
  },
};

export const api = createClient<paths>({ baseUrl: window.location.origin });
api.use(middleware);

/** The body of an answer; what is no answer was thrown before. */
export async function data<T>(answer: Promise<{ data?: T }>): Promise<T> {
  const { data: body } = await answer;
  return body as T;
}
