import { describe, expect, test } from 'vitest';
import { byDay, daysBetween } from './days';
import { bodyOf, changesOf, draftOf, emptyDraft, onChannel, without } from './drafts';
import { conditionOf, filtersOf, shows, withFilters, type Entry } from './filters';

const ZONE = 'Asia/Shanghai';

function entry(more: Partial<Entry> = {}): Entry {
  return {
    id: 'e1',
    version: 3,
    created_at: '2026-11-22T01:00:00Z',
    updated_at: '2026-11-22T01:00:00Z',
    customer_id: 'c1',
    contact_id: null,
    channel: 'call',
    direction: 'in',
    kind: 'noted',
    params: {},
    summary: 'asked for a price',
    occurred_at: '2026-11-22T01:00:30Z',
    duration_seconds: 95,
    follow_up: null,
    follow_up_on: null,
    participants: [],
    recorded_by: 'p1',
    ...more,
  };
}

const fact = (id: string, at: string) =>
  entry({ id, kind: 'consent_changed', channel: 'system', direction: 'none', occurred_at: at });

describe('filters', () => {
  test('are in the address and come back from it', () => {
    const address = new URLSearchParams(
      'tab=timeline&what=talks&channel=email,call,magic&with=x&direction=in',
    );
    const filters = filtersOf(address);
    expect(filters).toMatchObject({
      what: 'talks',
      channels: ['call', 'email'],
      direction: 'in',
      contact: 'x',
    });
    expect(filtersOf(withFilters(new URLSearchParams('tab=a'), filters))).toEqual(filters);
    expect(withFilters(address, { what: 'all', channels: [] }).toString()).toBe('tab=timeline');
  });

  test('become a condition', () => {
    expect(conditionOf({ what: 'all', channels: [] })).toBeUndefined();
    expect(conditionOf({ what: 'facts', channels: [] })).toBe(
      '{"field":"channel","op":"eq","value":"system"}',
    );
    expect(JSON.parse(conditionOf({ what: 'talks', channels: ['call'], by: 'me' }) ?? '')).toEqual({
      all: [
        { field: 'channel', op: 'ne', value: 'system' },
        { field: 'channel', op: 'in', value: ['call'] },
        { field: 'recorded_by', op: 'eq', value: 'me' },
      ],
    });
  });

  test('tell what a new entry is shown by', () => {
    expect(shows({ what: 'talks', channels: [] }, entry())).toBe(true);
    expect(shows({ what: 'facts', channels: [] }, entry())).toBe(false);
    expect(shows({ what: 'all', channels: ['email'] }, entry())).toBe(false);
    expect(shows({ what: 'all', channels: [], direction: 'out' }, entry())).toBe(false);
  });
});

describe('days', () => {
  test('are those of the zone, with neighbouring facts together', () => {
    const days = byDay(
      [
        fact('f1', '2026-11-22T17:00:00Z'),
        fact('f2', '2026-11-22T16:30:00Z'),
        entry(),
        fact('f3', '2026-11-22T00:00:00Z'),
      ],
      ZONE,
    );
    expect(days.map((one) => one.day)).toEqual(['2026-11-23', '2026-11-22']);
    expect(days[0]?.items).toHaveLength(1);
    expect(days[1]?.items.map((one) => one.kind)).toEqual(['written', 'facts']);
  });

  test('are apart by whole days', () => {
    expect(daysBetween('2026-10-31', '2026-11-02')).toBe(2);
  });
});

describe('drafts', () => {
  test('take a direction with a channel that has one, and lose it with one that has none', () => {
    const call = onChannel(emptyDraft(), 'call');
    expect(call.direction).toBe('out');
    expect(onChannel({ ...call, minutes: 5 }, 'note')).toMatchObject({ direction: 'none', minutes: null });
  });

  test('become what the API takes', () => {
    const now = new Date('2026-11-22T02:00:00Z');
    const body = bodyOf({ ...emptyDraft('k1'), summary: ' hi ', followUpOn: '2026-12-01' }, 'c1', ZONE, now);
    expect(body).toMatchObject({
      occurred_at: '2026-11-22T02:00:00.000Z',
      summary: 'hi',
      contact_id: 'k1',
      follow_up: null,
      follow_up_on: '2026-12-01',
    });
  });

  test('leave out what roles hide from whoever writes', () => {
    const body = bodyOf({ ...emptyDraft(), summary: 'hi' }, 'c1', ZONE, new Date());
    const sent = without(body, ['interaction.follow_up', 'contact.phones']);
    expect(sent).not.toHaveProperty('follow_up');
    expect(sent).toHaveProperty('follow_up_on', null);
  });

  test('say only what changed, seconds included', () => {
    const draft = draftOf(entry(), ZONE);
    expect(changesOf(draft, entry(), ZONE)).toEqual({});
    expect(changesOf({ ...draft, summary: 'more', minutes: 3 }, entry(), ZONE)).toEqual({
      summary: 'more',
      duration_seconds: 180,
    });
  });
});
