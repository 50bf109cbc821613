import { expect, test } from 'vitest';
import { doneOf } from './steps';

const NEW = {
  organisationVersion: 1,
  teams: 0,
  people: [{ id: 'me', role_ids: ['admin'] }],
  me: 'me',
  customers: 0,
};

test('nothing is done in a new installation', () => {
  expect(Object.values(doneOf(NEW))).toEqual([false, false, false, false, false]);
});

test('people count from the first one beside oneself, roles when such a one has any', () => {
  const people = [...NEW.people, { id: 'lin', role_ids: [] }];
  expect(doneOf({ ...NEW, people })).toMatchObject({ people: true, roles: false });
  expect(doneOf({ ...NEW, people: [...people, { id: 'shen', role_ids: ['sales'] }] }).roles).toBe(true);
});

test('the organisation counts once somebody changed it', () => {
  expect(doneOf({ ...NEW, organisationVersion: 2 }).organisation).toBe(true);
});
