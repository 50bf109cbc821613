import { expect, test } from 'vitest';
import { ProblemError, type Problem } from '../../api/problems';
import type { FieldDescription } from './description';
import { conflictsOf, refusalOf, versionOf } from './saving';

const FIELDS: FieldDescription[] = [
  { name: 'industry', label: 'Industry', kind: 'text' },
  { name: 'custom.level', label: 'Level', kind: 'choice' },
  { name: 'phones', label: 'Phones', kind: 'phones' },
];

function refused(status: number, errors: Problem['errors'], params = {}): ProblemError {
  // as: the document's own definitions are part of the type
  const problem = { type: 'urn:crm:problem:any', title: 'Any', status, params, errors } as Problem;
  return new ProblemError(problem, new Response());
}

test('a conflict has the three values of each field', () => {
  const params = { yours: 'A', theirs: 'B', original: null };
  const error = refused(412, [{ pointer: '/custom/level', kind: 'conflict', params }], { version: 7 });
  expect(conflictsOf(error, FIELDS)).toEqual([{ field: FIELDS[1], ...params }]);
  expect(versionOf(error)).toBe(7);
});

test('any other refusal is no conflict', () => {
  expect(conflictsOf(refused(422, [{ pointer: '/industry', kind: 'x', params: {} }]), FIELDS)).toEqual([]);
  expect(conflictsOf(new Error('away'), FIELDS)).toEqual([]);
});

test('a refusal is told at its field and at the part of it', () => {
  const error = refused(422, [{ pointer: '/phones/1/number', kind: 'phone_invalid', params: {} }]);
  const refusal = refusalOf(error, 'phones');
  expect(refusal?.whole).toBeUndefined();
  expect(refusal?.at('1/number')?.kind).toBe('phone_invalid');
  expect(refusal?.at('0/number')).toBeUndefined();
  expect(refusalOf(error, 'industry')).toBeUndefined();
});
