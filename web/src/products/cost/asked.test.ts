import { expect, test } from 'vitest';
import { addressOf, askedOf, initially, toggled } from './asked';

const OWN = () => [group(null, 'a', 'b', 'c')];

const group = (most: number | null, ...ids: string[]) => ({
  name: 'Power',
  least: 0,
  most,
  choices: ids.map((product_id, index) => ({ product_id, most: 9, initially: index === 0 })),
});

test('what is asked survives the address', () => {
  const asked = {
    customer: 'c',
    currency: 'CNY',
    quantity: '12.5',
    months: '24',
    discount: '5',
    options: { a: 1, b: 3 },
  };
  expect(askedOf(addressOf(new URLSearchParams('tab=cost'), asked), OWN())).toEqual(asked);
});

test('nothing chosen is not the same as nobody having chosen', () => {
  const none = addressOf(new URLSearchParams(), { options: {} });
  expect(askedOf(none, OWN()).options).toEqual({});
  expect(askedOf(new URLSearchParams(), OWN()).options).toBeNull();
});

test('what others keep in the address stays there', () => {
  const next = addressOf(new URLSearchParams('tab=cost&months=12'), { months: '' });
  expect(next.toString()).toBe('tab=cost');
});

test('a quantity that is none counts as one', () => {
  expect(askedOf(new URLSearchParams('options=a*x,b*-2,,c*2'), OWN()).options).toEqual({ a: 1, b: 1, c: 2 });
});

test('options of another product do not count', () => {
  expect(askedOf(new URLSearchParams('options=z,b'), OWN()).options).toEqual({ b: 1 });
  expect(askedOf(new URLSearchParams('options=z'), OWN()).options).toBeNull();
});

test('in a group of which one is taken, another takes its place', () => {
  expect(toggled({ a: 1, z: 2 }, group(1, 'a', 'b'), 'b')).toEqual({ b: 1, z: 2 });
  expect(toggled({ a: 1 }, group(null, 'a', 'b'), 'b')).toEqual({ a: 1, b: 1 });
  expect(toggled({ a: 1, b: 2 }, group(1, 'a'), 'a')).toEqual({ b: 2 });
});

test('before anybody chooses, the first ones are chosen', () => {
  expect(initially([group(1, 'a', 'b'), group(null, 'c')])).toEqual({ a: 1, c: 1 });
});
