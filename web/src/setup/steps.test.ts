import { expect, test } from 'vitest';
import { doneOf, nextOf, skippedOf, STEPS, type States } from './steps';

const NEW = {
  organisationVersion: 1,
  teams: 0,
  people: [{ id: 'me', role_ids: ['admin'] }],
  me: 'me',
  fields: 0,
  customers: 0,
  secondFactor: false,
};
// as: of all steps
const OPEN = Object.fromEntries(STEPS.map((one) => [one, 'open'])) as States;

test('nothing is done in a new installation', () => {
  expect(Object.values(doneOf(NEW)).some(Boolean)).toBe(false);
});

test('people count from the first one beside oneself, roles when such a one has any', () => {
  const people = [...NEW.people, { id: 'lin', role_ids: [] }];
  expect(doneOf({ ...NEW, people })).toMatchObject({ people: true, roles: false });
  expect(doneOf({ ...NEW, people: [...people, { id: 'shen', role_ids: ['sales'] }] }).roles).toBe(true);
});

test('the organisation counts once somebody changed it', () => {
  expect(doneOf({ ...NEW, organisationVersion: 2 }).organisation).toBe(true);
});

test('the next step is the first open one after this, then the one that was passed over', () => {
  expect(nextOf(OPEN)).toBe('organisation');
  expect(nextOf({ ...OPEN, people: 'done' }, 'teams')).toBe('roles');
  expect(nextOf(OPEN, 'secondFactor')).toBe('organisation');
  // as: of all steps
  const ended = Object.fromEntries(STEPS.map((one) => [one, 'skipped'])) as States;
  expect(nextOf(ended, 'teams')).toBeUndefined();
});

test('what is kept of another time is no harm', () => {
  expect(skippedOf({ skipped: ['fields', 'of-yore'] })).toEqual(['fields']);
  expect(skippedOf('over')).toEqual([]);
  expect(skippedOf(null)).toEqual([]);
});
