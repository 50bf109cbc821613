/** What of a draft differs from what is kept: only that is sent. */
import type { Me } from '../session/session';
import type { MeChanges } from './account';

export function changesOf(me: Me, draft: MeChanges): MeChanges {
  const kept: Readonly<Record<string, unknown>> = { ...me };
  return Object.fromEntries(Object.entries(draft).filter(([name, value]) => kept[name] !== value));
}
