import { expect, test } from 'vitest';
import { embedded } from './embedding';

const FORM = {
  key: 'k1',
  fields: [
    { name: 'email', required: true },
    { name: 'message', required: false },
  ],
} as const;

test('a form asks what it is to ask, and sets its trap', () => {
  const html = embedded(FORM, 'https://crm.example', (name) => `<${name}>`, 'Send');
  const page = new DOMParser().parseFromString(html, 'text/html');
  const form = page.querySelector('form');
  expect(form?.getAttribute('action')).toBe('https://crm.example/api/sales/forms/k1');
  expect(page.querySelector<HTMLInputElement>('[name=email]')?.required).toBe(true);
  expect(page.querySelector<HTMLInputElement>('[name=email]')?.type).toBe('email');
  expect(page.querySelector('textarea[name=message]')).not.toBeNull();
  expect(page.querySelector('[name=nickname]')?.getAttribute('tabindex')).toBe('-1');
  expect(page.querySelector('label')?.textContent.trim()).toBe('<email>');
});
