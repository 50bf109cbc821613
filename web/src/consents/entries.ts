/** A consent entry as it is written. */
import { momentOf } from '../ui/moments';
import {
  basesOf,
  type Basis,
  type Channel,
  type ConsentCreate,
  type Recordable,
  type Source,
  type State,
} from './words';

export interface EntryDraft {
  channel: Channel;
  purpose: Recordable;
  state: State;
  basis: Basis;
  source: Source;
  /** As inputs hold moments. */
  given: string;
  until: string;
  wording: string;
  version: string;
  url: string;
  reference: string;
}

export const emptyEntry = (about: { channel?: Channel; purpose?: Recordable }): EntryDraft => ({
  channel: about.channel ?? 'email',
  purpose: about.purpose ?? 'marketing',
  state: 'granted',
  basis: 'consent',
  source: 'person',
  given: '',
  until: '',
  wording: '',
  version: '',
  url: '',
  reference: '',
});

/** With a change; a basis that it can no longer rest on gives way. */
export function withChange(draft: EntryDraft, change: Partial<EntryDraft>): EntryDraft {
  const next = { ...draft, ...change };
  return basesOf(next.purpose, next.state).includes(next.basis) ? next : { ...next, basis: 'consent' };
}

/** Only a permission rests on something, and only it ends. */
export const isPermission = (state: State): boolean => state === 'granted' || state === 'pending';

export function bodyOf(draft: EntryDraft, zone: string): ConsentCreate {
  const { channel, purpose, state, source } = draft;
  const text = draft.wording.trim();
  const evidence = { url: draft.url.trim() || undefined, reference: draft.reference.trim() || undefined };
  return {
    channel,
    purpose,
    state,
    source,
    basis: isPermission(state) ? draft.basis : 'consent',
    given_at: momentOf(draft.given, zone) ?? null,
    valid_until: isPermission(state) ? (momentOf(draft.until, zone) ?? null) : null,
    wording: text ? { text, version: draft.version.trim() || null } : null,
    evidence,
  };
}
