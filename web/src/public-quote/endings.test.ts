import { expect, test } from 'vitest';
import { ProblemError, type Problem } from '../api/problems';
import { endingOf } from './endings';

// What else a problem says does not matter here.
const refused = (status: number, params: Record<string, unknown> = {}) =>
  new ProblemError({ type: 'urn:crm:problem:quote-over', status, params } as Problem, Response.error());

test('an offer that is over says why', () => {
  expect(endingOf(refused(410, { state: 'expired' }))).toBe('expired');
  expect(endingOf(refused(410, { state: 'superseded' }))).toBe('superseded');
});

test('a link that opens nothing is told from a server that fails', () => {
  expect(endingOf(refused(404))).toBe('unknown');
  expect(endingOf(refused(429))).toBe('busy');
  expect(endingOf(refused(500))).toBeNull();
  expect(endingOf(new Error('offline'))).toBeNull();
});
