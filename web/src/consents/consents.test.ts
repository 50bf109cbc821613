import { describe, expect, test } from 'vitest';
import { bodyOf, emptyEntry, withChange } from './entries';
import type { Preferences } from './queries';
import { changesOf, USUAL_HOURS, wishesOf, wrongWith } from './wishes';
import { basesOf } from './words';

const SAID: Preferences = {
  version: 4,
  do_not_contact: ['sms'],
  paused_from: null,
  paused_until: null,
  preferred_channel: 'email',
  frequency_caps: [{ channel: 'email', most: 2, days: 30 }],
  hours: { since: '09:00:00', until: '18:00:00', days: [1, 2] },
  language: null,
  time_zone: 'Asia/Shanghai',
};

describe('entries', () => {
  test('rest on what their purpose allows', () => {
    expect(basesOf('partner_offer', 'granted')).toEqual(['consent']);
    expect(basesOf('service', 'pending')).toEqual(['consent']);
    expect(basesOf('service', 'granted')).toContain('contract');
    const draft = withChange(
      { ...emptyEntry({ purpose: 'service' }), basis: 'contract' },
      { purpose: 'survey' },
    );
    expect(draft.basis).toBe('consent');
  });

  test('a refusal neither ends nor rests on anything', () => {
    const draft = {
      ...emptyEntry({}),
      state: 'refused' as const,
      until: '2027-01-01T00:00',
      wording: ' Hi ',
    };
    expect(bodyOf(draft, 'UTC')).toMatchObject({
      basis: 'consent',
      valid_until: null,
      wording: { text: 'Hi' },
    });
  });

  test('are of now unless said', () => {
    expect(bodyOf(emptyEntry({}), 'UTC').given_at).toBeNull();
    expect(bodyOf({ ...emptyEntry({}), given: '2026-01-02T08:00' }, 'Asia/Shanghai').given_at).toBe(
      '2026-01-02T00:00:00.000Z',
    );
  });
});

describe('wishes', () => {
  test('that did not change are not sent', () => {
    expect(changesOf(wishesOf(SAID), SAID)).toEqual({});
    expect(changesOf({ ...wishesOf(SAID), do_not_contact: [] }, SAID)).toEqual({ do_not_contact: [] });
    expect(changesOf({ ...wishesOf(SAID), hours: null }, SAID)).toEqual({ hours: null });
  });

  test('that cannot be are told', () => {
    const wishes = wishesOf(SAID);
    expect(wrongWith(wishes)).toBeUndefined();
    expect(wrongWith({ ...wishes, paused_from: '2026-12-01' })).toBe('pauseHalf');
    expect(wrongWith({ ...wishes, paused_from: '2026-12-02', paused_until: '2026-12-01' })).toBe('pauseHalf');
    expect(wrongWith({ ...wishes, hours: { ...USUAL_HOURS, days: [] } })).toBe('hoursEmpty');
    expect(wrongWith({ ...wishes, hours: { since: '10:00', until: '09:00', days: [1] } })).toBe('hoursEmpty');
  });
});
