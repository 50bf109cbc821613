import { expect, test } from 'vitest';
import type { Quote } from './queries';
import { courseOf, lacking, numberOf } from './states';

const line = {} as Quote['lines'][number]; // that there is one is what counts

test('the first version goes by its number alone', () => {
  expect(numberOf({ number: 'QT-2026-000001', revision: 1 })).toBe('QT-2026-000001');
  expect(numberOf({ number: 'QT-2026-000001', revision: 3 })).toBe('QT-2026-000001 · 3');
});

test('a quote is issued with lines and a last day that is not over', () => {
  expect(lacking({ lines: [], valid_until: null }, '2026-05-04')).toEqual(['lines', 'valid_until']);
  expect(lacking({ lines: [line], valid_until: '2026-05-03' }, '2026-05-04')).toEqual(['past']);
  expect(lacking({ lines: [line], valid_until: '2026-05-04' }, '2026-05-04')).toEqual([]);
});

test('its course tells the last thing first', () => {
  const nothing = {
    ...{ asked_at: null, asked_by: null, ask_note: '', decision: null, decided_at: null, decided_by: null },
    ...{ decision_note: '', issued_by: null, viewed_at: null, reason: '' },
  };
  const course = courseOf({
    ...nothing,
    state: 'declined',
    created_at: '2026-05-01T00:00:00Z',
    issued_at: '2026-05-02T00:00:00Z',
    viewed_at: '2026-05-03T00:00:00Z',
    ended_at: '2026-05-04T00:00:00Z',
    reason: 'too dear',
  });
  expect(course.map((one) => one.kind)).toEqual(['declined', 'viewed', 'issued', 'begun']);
  expect(course[0]?.note).toBe('too dear');
});
