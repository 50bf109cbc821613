/** The versions of one text. */
import type { Place, Template, Texts } from './queries';

const isOf =
  ({ topic, channel, language }: Place) =>
  (one: Template): boolean =>
    one.topic === topic && one.channel === channel && one.language === language;

/** Those of one place, the newest first. */
export const versionsOf = (templates: readonly Template[], place: Place): Template[] =>
  templates.filter(isOf(place)).sort((a, b) => b.number - a.number);

/** What somebody writes in: the newest version, while it is a draft. */
export const draftOf = (versions: readonly Template[]): Template | undefined =>
  versions.find((one) => one.state === 'draft');

export const activeOf = (versions: readonly Template[]): Template | undefined =>
  versions.find((one) => one.state === 'active');

export const textsOf = ({ subject, text, mjml }: Texts): Texts => ({ subject, text, mjml });

export const sameTexts = (one: Texts, other: Texts): boolean =>
  one.subject === other.subject && one.text === other.text && one.mjml === other.mjml;

/** The fields of a sample as a text uses them: `total | money`, `valid_until | day`, lists in a loop. */
export function usesOf(sample: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(sample).map(([name, value]) => {
    if (Array.isArray(value)) {
      const first: unknown = value[0];
      const inner = typeof first === 'object' && first !== null ? Object.keys(first)[0] : undefined;
      return `{% for one in ${name} %}{{ ${inner ? `one.${inner}` : 'one'} }} {% endfor %}`;
    }
    if (typeof value === 'object' && value !== null) return `{{ ${name} | money }}`;
    return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
      ? `{{ ${name} | day }}`
      : `{{ ${name} }}`;
  });
}
