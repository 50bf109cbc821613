import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Participants } from './Participants';

test('those who took part are told by name, what is no list of them by nothing', () => {
  const value = ['Kim', 'Lee'].map((name) => ({ kind: 'other', id: null, name }));
  expect(renderToStaticMarkup(<Participants value={value} />)).toBe('Kim, Lee');
  expect(renderToStaticMarkup(<Participants value="?" />)).toBe('');
});
