import { describe, expect, test } from 'vitest';
import { dayOf, localOf, momentOf } from './moments';

describe('moments in a zone', () => {
  test('lie on the day of the zone', () => {
    expect(dayOf('2026-11-22T20:00:00Z', 'Asia/Shanghai')).toBe('2026-11-23');
    expect(dayOf('2026-11-22T03:00:00Z', 'America/New_York')).toBe('2026-11-21');
  });

  test('are what an input holds and back', () => {
    for (const zone of ['Asia/Shanghai', 'Europe/Berlin', 'America/St_Johns', 'UTC']) {
      for (const at of ['2026-03-29T00:30:00.000Z', '2026-07-01T12:00:00.000Z', '2026-11-01T23:45:00.000Z']) {
        expect(momentOf(localOf(at, zone), zone)).toBe(at);
      }
    }
  });

  test('midnight is hour 00', () => {
    expect(localOf('2026-11-21T16:00:00Z', 'Asia/Shanghai')).toBe('2026-11-22T00:00');
  });

  test('nothing is no moment', () => {
    expect(momentOf('', 'UTC')).toBeUndefined();
  });
});
