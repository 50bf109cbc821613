import { expect, test } from 'vitest';
import { PLACES } from '../places';
import { nearest } from './BottomBar';

const held = (...names: string[]) => PLACES.filter(({ name }) => names.includes(name));
const names = (...given: Parameters<typeof nearest>) => nearest(...given).map((one) => one.name);

test('the bar of somebody who sells leads to their leads and deals', () => {
  const places = held('home', 'inbox', 'customers', 'contacts', 'leads', 'pipeline', 'quotes', 'orders');
  expect(names(places, 4)).toEqual(['home', 'customers', 'leads', 'pipeline']);
});

test('where there is room for all of them they stand as in the rail', () => {
  expect(names(held('home', 'inbox', 'customers', 'administration'), 5)).toEqual([
    'home',
    'inbox',
    'customers',
    'administration',
  ]);
});
