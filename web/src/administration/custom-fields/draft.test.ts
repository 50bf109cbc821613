import { describe, expect, test } from 'vitest';
import {
  bodyOf,
  canHaveDefault,
  changeOf,
  EMPTY,
  keyFor,
  moved,
  rulesOf,
  withKind,
  withLabels,
} from './draft';

const at = (...ids: string[]) => ids.map((id, position) => ({ id, version: 1, position }));

describe('a custom field while it is written', () => {
  test('drops what another kind has no use for', () => {
    const choice = withKind({ ...EMPTY, unique: true, rules: { max_length: 5 } }, 'choice');
    expect(choice).toMatchObject({ unique: false, rules: {}, options: [{ value: 'option_1' }] });
    expect(withKind(choice, 'computed')).toMatchObject({ options: [], formula: '', required: false });
    expect(withKind(EMPTY, 'reference').target).toBe('customer');
  });

  test('knows the rules of a kind', () => {
    expect(rulesOf('money')).toEqual(['minimum', 'maximum']);
    expect(rulesOf('boolean')).toEqual([]);
  });

  test('sends only what was said', () => {
    const draft = { ...EMPTY, key: 'seats', labels: { en: 'Seats', 'zh-TW': ' ' }, rules: { minimum: '' } };
    expect(bodyOf('customer', 3, draft)).toMatchObject({ position: 3, labels: { en: 'Seats' }, rules: {} });
    expect(changeOf({ group: '' })).toEqual({ group: null });
  });

  test('says what it is for, and what new records have, where its kind can', () => {
    const description = { en: 'How many', 'zh-TW': '' };
    const seats = { ...EMPTY, description, default: 5 };
    expect(bodyOf('customer', 0, seats)).toMatchObject({ description: { en: 'How many' }, default: 5 });
    expect(bodyOf('customer', 0, { ...seats, unique: true }).default).toBeNull();
    expect(changeOf({ default: undefined })).toEqual({ default: null });
    expect(changeOf({ unique: true })).toEqual({ unique: true, default: null });
    expect(withKind(seats, 'date').default).toBeNull();
    expect(canHaveDefault({ kind: 'reference', unique: false })).toBe(false);
  });

  test('has a key that follows from its English name until it is written', () => {
    expect(keyFor('2nd Yearly purchase (CNY)')).toBe('nd_yearly_purchase_cny');
    expect(withLabels(EMPTY, { en: 'Seats' })).toEqual({ labels: { en: 'Seats' }, key: 'seats' });
    expect(withLabels({ ...EMPTY, key: 'mine' }, { en: 'Seats' })).toEqual({ labels: { en: 'Seats' } });
  });

  test('moves a field by one, and says whose places change', () => {
    expect(moved(at('a', 'b', 'c'), 'c', -1)).toEqual([
      { id: 'c', version: 1, position: 1 },
      { id: 'b', version: 1, position: 2 },
    ]);
    expect(moved(at('a', 'b'), 'a', -1)).toEqual([]);
    expect(moved(at('a', 'b'), 'b', 1)).toEqual([]);
  });
});
