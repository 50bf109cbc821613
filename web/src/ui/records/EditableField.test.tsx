import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { EditableField } from './EditableField';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
const FIELD = { name: 'industry', label: 'Industry', kind: 'text' } as const;
const saver = () => vi.fn<(value: unknown) => Promise<void>>(() => Promise.resolve());
const settled = (what: () => void) => act(() => Promise.resolve(what()));

function type(input: HTMLInputElement, text: string): void {
  // As a browser does it: React does not hear of a plain assignment.
  Reflect.set(HTMLInputElement.prototype, 'value', text, input);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

test('an edit is saved over the record as it stood when it began, whoever changed it since', async () => {
  const page = document.body.appendChild(document.createElement('div'));
  const root = createRoot(page);
  const [then, later] = [saver(), saver()];
  await settled(() => root.render(<EditableField field={FIELD} value="ours" onSave={then} />));
  await settled(() => page.querySelector('button')?.click());
  await settled(() => root.render(<EditableField field={FIELD} value="theirs" onSave={later} />));
  const input = page.querySelector('input');
  expect(input?.value).toBe('ours');
  await settled(() => input && type(input, 'mine'));
  await settled(() => input?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })));
  expect(then).toHaveBeenCalledWith('mine');
  expect(later).not.toHaveBeenCalled();
  await settled(() => root.unmount());
});
