/** What stands on a website so that its visitors become leads: plain HTML, which needs no script. */
import type { FormField } from './queries';

export const FIELDS: readonly FormField['name'][] = [
  ...(['name', 'company', 'title', 'email', 'phone', 'message'] as const),
  ...(['website', 'country', 'region', 'city', 'postcode', 'street', 'language'] as const),
];

/** What fills it is a program: people do not see it (services/sales/sales/lead_forms/schemas.py). */
const TRAP = 'nickname';
const TYPES: Partial<Record<FormField['name'], string>> = { email: 'email', phone: 'tel', website: 'url' };

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (one) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[one] ?? '&quot;');

interface Shown {
  key: string;
  fields: readonly FormField[];
}

/** The form as HTML, its labels in the language of whoever copies it. */
export function embedded(
  { key, fields }: Shown,
  origin: string,
  label: (name: FormField['name']) => string,
  send: string,
): string {
  const rows = fields.map(({ name, required }) => {
    const more = required ? ' required' : '';
    const input =
      name === 'message'
        ? `<textarea name="message" rows="4"${more}></textarea>`
        : `<input name="${name}" type="${TYPES[name] ?? 'text'}"${more}>`;
    return `  <label>${escaped(label(name))} ${input}</label>`;
  });
  return [
    `<form method="post" action="${escaped(origin)}/api/sales/forms/${encodeURIComponent(key)}">`,
    ...rows,
    `  <input name="${TRAP}" tabindex="-1" autocomplete="off" aria-hidden="true" style="position:absolute;left:-9999px">`,
    `  <button>${escaped(send)}</button>`,
    '</form>',
  ].join('\n');
}
