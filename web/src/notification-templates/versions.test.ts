import { expect, test } from 'vitest';
import type { Template } from './queries';
import { activeOf, draftOf, usesOf, versionsOf } from './versions';

const of = (number: number, state: Template['state'], language: Template['language'] = 'en') =>
  ({ topic: 'deal-won', channel: 'email', language, number, state }) as Template; // the rest does not matter here

test('versions of one text are told from those of others, the newest first', () => {
  const all = [of(1, 'replaced'), of(3, 'draft'), of(2, 'active'), of(1, 'active', 'zh-CN')];
  const found = versionsOf(all, { topic: 'deal-won', channel: 'email', language: 'en' });
  expect(found.map((one) => one.number)).toEqual([3, 2, 1]);
  expect(draftOf(found)?.number).toBe(3);
  expect(activeOf(found)?.number).toBe(2);
});

test('a field is offered as a text would use it', () => {
  const sample = {
    number: 'Q-1',
    total: { amount: '1', currency: 'CNY' },
    ordered_on: '2026-11-22',
    lines: [{ name: 'x' }],
  };
  expect(usesOf(sample)).toEqual([
    '{{ number }}',
    '{{ total | money }}',
    '{{ ordered_on | day }}',
    '{% for one in lines %}{{ one.name }} {% endfor %}',
  ]);
});
