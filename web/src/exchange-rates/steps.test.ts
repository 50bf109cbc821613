import { expect, test } from 'vitest';
import { lineOf } from './steps';

test('a rate holds until the day of the next one, the last one until today', () => {
  const rates = [
    { starts_on: '2026-01-06', rate: '8' },
    { starts_on: '2026-01-01', rate: '7' },
  ];
  expect(lineOf(rates, '2026-01-11')).toBe('M0 44 H100 V4 H200');
});

test('one rate alone is a line through the middle', () => {
  expect(lineOf([{ starts_on: '2026-01-01', rate: '7' }], '2026-01-01')).toBe('M0 24 H200');
});

test('a rate that begins tomorrow is the end of the line', () => {
  const rates = [
    { starts_on: '2026-01-01', rate: '7' },
    { starts_on: '2026-01-03', rate: '9' },
  ];
  expect(lineOf(rates, '2026-01-02')).toBe('M0 44 H200 V4 H200');
});

test('no rates draw nothing', () => {
  expect(lineOf([], '2026-01-01')).toBe('');
});
