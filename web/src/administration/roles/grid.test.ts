import { describe, expect, test } from 'vitest';
import { changed, grouped, heldIn } from './grid';

const permission = (name: string) => ({ name, service: 'x', scopes: ['all' as const] });

describe('the grid of a role', () => {
  test('keeps what is known to be a scope', () => {
    expect(heldIn({ 'a.read': 'team', 'a.write': 'none', 'a.other': 3 })).toEqual({ 'a.read': 'team' });
    expect(heldIn(null)).toEqual({});
  });

  test('takes a permission away or widens it, and leaves the others', () => {
    const held = { 'a.read': 'own', 'b.read': 'all' } as const;
    expect(changed(held, 'a.read', 'none')).toEqual({ 'b.read': 'all' });
    expect(changed(held, 'a.read', 'subtree')).toEqual({ 'a.read': 'subtree', 'b.read': 'all' });
    expect(changed(held, 'c.read', 'team')).toEqual({ ...held, 'c.read': 'team' });
  });

  test('groups by object in the order given', () => {
    const all = ['b.read', 'a.read', 'b.write'].map(permission);
    expect(grouped(all).map(([object, of]) => [object, of.map((one) => one.name)])).toEqual([
      ['b', ['b.read', 'b.write']],
      ['a', ['a.read']],
    ]);
  });
});
