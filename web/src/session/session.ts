/** Who is signed in with this browser. The session itself is a cookie that this page cannot read. */
import { useQuery } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { api, data, onSessionEnd, rememberCsrfToken, type Schemas } from '../api/client';
import { ProblemError } from '../api/problems';
import { queries } from '../app/queries';

export type Me = Schemas['identity_MeRead'];
export type Scope = NonNullable<Me['permissions']>[string];
type Session = Pick<Schemas['Session'], 'user'>;

const KEY = ['session'];

async function load(): Promise<Session | null> {
  try {
    return begun(await data(api.GET('/api/session')));
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return null;
    throw error;
  }
}

function begun(session: Schemas['Session']): Session {
  rememberCsrfToken(session.csrf_token);
  return { user: session.user };
}

export function useSession() {
  return useQuery({ queryKey: KEY, queryFn: load, staleTime: Infinity, retry: 2 });
}

export async function signIn(email: string, password: string, otp?: string): Promise<void> {
  const body = otp ? { email, password, otp } : { email, password };
  become(begun(await data(api.POST('/api/session', { body }))));
}

export async function signOut(): Promise<void> {
  await api.DELETE('/api/session');
  become(null);
}

/** Nothing that somebody else loaded is kept; the session itself stays in place, since the page watches it. */
function become(session: Session | null): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
  queries.setQueryData(KEY, session);
}

export const currentMe = (): Me | undefined => queries.getQueryData<Session | null>(KEY)?.user;

/** Oneself, as a change was answered. */
export function rememberMe(user: Me): void {
  queries.setQueryData<Session>(KEY, { user });
}

/**
 * Load oneself anew: after a change of one's roles, or when the session may be over. When another tab
 * signed in somebody else, nothing of what was loaded is theirs.
 */
export async function reloadSession(): Promise<void> {
  const before = currentMe()?.id;
  await queries.invalidateQueries({ queryKey: KEY });
  const now = currentMe()?.id;
  if (before && now && before !== now) window.location.reload();
}

onSessionEnd(() => {
  if (queries.getQueryData(KEY)) queries.setQueryData(KEY, null);
});

export const MeContext = createContext<Me | null>(null);

/** Who is signed in; only below the shell. */
export function useMe(): Me {
  const me = use(MeContext);
  if (me === null) throw new Error('nobody is signed in');
  return me;
}

/** How far a permission reaches for whoever is signed in; undefined: not at all. */
export function useScope(permission: string): Scope | undefined {
  return useMe().permissions[permission];
}

export const useMay = (permission: string): boolean => useScope(permission) !== undefined;
