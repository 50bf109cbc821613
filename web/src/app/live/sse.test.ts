import { expect, test } from 'vitest';
import { parser, type Heard } from './sse';

function heard(pieces: readonly string[]): { events: Heard[]; positions: string[] } {
  const events: Heard[] = [];
  const positions: string[] = [];
  const feed = parser({ event: (one) => events.push(one), position: (id) => positions.push(id) });
  pieces.forEach(feed);
  return { events, positions };
}

const STREAM =
  'retry: 2000\n\nevent: ready\nid: customer=1\ndata: {"a":1}\n\n: ping\nid: customer=2\n\ndata: x\ndata: y\n\n';

test('events, positions and data of several lines are heard', () => {
  expect(heard([STREAM])).toEqual({
    events: [
      { event: 'ready', data: '{"a":1}' },
      { event: 'message', data: 'x\ny' },
    ],
    positions: ['customer=1', 'customer=2'],
  });
});

test('the same is heard however the stream was cut', () => {
  for (let at = 1; at < STREAM.length; at++) {
    expect(heard([STREAM.slice(0, at), STREAM.slice(at)])).toEqual(heard([STREAM]));
  }
  expect(heard(STREAM.split(''))).toEqual(heard([STREAM]));
});

test('an event that is not complete yet is not heard', () => {
  expect(heard(['event: record\ndata: {}\n']).events).toEqual([]);
});
