import { describe, expect, test } from 'vitest';
import { verdictOf } from './verdict';

describe('what a verification comes to', () => {
  test('whole is only believed when it was held against an anchor', () => {
    expect(verdictOf({ state: 'done', outcome: 'whole', anchors: 2 })).toBe('success');
    expect(verdictOf({ state: 'done', outcome: 'whole', anchors: 0 })).toBe('warning');
  });

  test('any break is an error, and one that did not finish says nothing', () => {
    expect(verdictOf({ state: 'done', outcome: 'edited', anchors: 2 })).toBe('error');
    expect(verdictOf({ state: 'failed', outcome: null, anchors: 0 })).toBe('warning');
    expect(verdictOf({ state: 'running', outcome: null, anchors: 0 })).toBe('info');
  });
});
