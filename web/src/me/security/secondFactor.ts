/** One's second factor: what is known of it, and changing it. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../../api/client';
import { queries } from '../../app/queries';
import { confirmFirst } from '../../session/confirm';
import { reloadSession } from '../../session/session';
import { SESSIONS } from './sessions';

const KEY = ['identity', 'second-factor'];
export type SetUp = Schemas['identity_SetUp'];

export function useSecondFactor() {
  return useQuery({ queryKey: KEY, queryFn: () => data(api.GET('/api/identity/me/second-factor')) });
}

export function begin(): Promise<SetUp> {
  return confirmFirst(() => data(api.POST('/api/identity/me/second-factor')));
}

/** The recovery codes, which are told this once. */
export async function confirmCode(code: string): Promise<string[]> {
  const made = await data(api.POST('/api/identity/me/second-factor/confirm', { body: { code } }));
  return made.recovery_codes;
}

export async function renewCodes(): Promise<string[]> {
  const made = await confirmFirst(() => data(api.POST('/api/identity/me/second-factor/recovery-codes')));
  return made.recovery_codes;
}

export async function giveUp(): Promise<void> {
  await confirmFirst(() => data(api.DELETE('/api/identity/me/second-factor')));
  await reload();
}

/** After a change: what is known of it here is old. */
export async function reload(): Promise<void> {
  await queries.invalidateQueries({ queryKey: KEY });
  void queries.invalidateQueries({ queryKey: SESSIONS });
  await reloadSession();
}
