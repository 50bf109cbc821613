/** What an item says: its kind as a sentence with its parameters, and where it leads. */
import type { TFunction } from 'i18next';
import { pageOf, placeOf } from '../ui/operations/operations';
import { serviceOf } from '../ui/operations/services';
import type { Item } from './items';
import { mine, number, text, texts, type Said, type Words } from './said';
import { isSelling, sellingPath, sellingWords } from './selling';

const TARGETS = [
  'customers',
  'contacts',
  'interactions',
  'leads',
  'opportunities',
  'audit',
  'users',
] as const;
/** Whose file an export is; the others are the customer service's. */
const EXPORTED_BY: Partial<Record<string, string>> = { audit: 'identity', users: 'identity' };
const OPERATIONS = ['bulk_edit', 'assignment', 'import', 'undo'] as const;
const OUTCOMES = ['done', 'failed', 'cancelled'] as const;

type T = TFunction<'inbox'>;

export function words(t: T, item: Item, language: string): Words {
  const said = item.params;
  const outcome = OUTCOMES.find((one) => one === said.outcome) ?? 'done';
  switch (item.kind) {
    case 'customers-assigned':
      return assigned(t, item, language);
    case 'import-finished': {
      const counts = (['created', 'updated', 'failed'] as const).flatMap((name) => {
        const count = number(said, name);
        return count > 0 ? [t(`import.counts.${name}`, { count })] : [];
      });
      return { title: t(`import.${outcome}`, { file: text(said, 'file_name') }), detail: counts.join(' · ') };
    }
    case 'export-finished': {
      const count = number(said, 'rows');
      return {
        title: t(`export.${outcome}`, { what: target(t, said) }),
        detail: outcome === 'done' ? t('export.rows', { count }) : '',
      };
    }
    case 'operation-finished': {
      const kind = OPERATIONS.find((one) => one === said.kind) ?? 'bulk_edit';
      const issues = number(said, 'issues');
      const done = t('operation.records', { count: number(said, 'done') });
      return {
        title: t(`operation.${outcome}`, { what: t(`operation.kinds.${kind}`, { what: target(t, said) }) }),
        detail: issues > 0 ? `${done} ${t('operation.issues', { count: issues })}` : done,
      };
    }
    case 'second-factor-reset':
      return { title: t('secondFactor.title', { by: by(t, said) }), detail: t('secondFactor.detail') };
    default:
      if (isSelling(item)) return sellingWords(t, item, language);
      return { title: t('unknown'), detail: item.kind };
  }
}

function assigned(t: T, item: Item, language: string): Words {
  const names = texts(item.params, 'names');
  const more = item.count - names.length;
  const listed = more > 0 ? [...names, t('assigned.more', { count: more })] : names;
  const known = item.params.by_name ? 'assigned.by' : 'assigned.title';
  return {
    title: t(known, { count: item.count, by: by(t, item.params) }),
    detail: new Intl.ListFormat(language, { type: 'conjunction' }).format(listed),
  };
}

function by(t: T, said: Said): string {
  return text(said, 'by_name') || t('somebody');
}

function target(t: T, said: Said): string {
  const known = TARGETS.find((one) => one === said.target);
  return known ? t(`targets.${known}`) : text(said, 'target');
}

export interface Goal {
  path: string;
  /** A file, fetched rather than opened as a page. */
  file?: boolean;
}

/** Where an item leads whoever it belongs to. */
export function goal(item: Item): Goal | undefined {
  const said = item.params;
  switch (item.kind) {
    case 'customers-assigned':
      return { path: item.count === 1 ? `/customers/${item.record_id}` : mine('/customers') };
    case 'import-finished':
      return { path: `/imports/${serviceOf(text(said, 'target'))}/${text(said, 'import_id')}` };
    case 'export-finished': {
      const service = EXPORTED_BY[text(said, 'target')] ?? 'customer';
      return said.outcome === 'done'
        ? { path: `/api/${service}/exports/${text(said, 'export_id')}/file`, file: true }
        : undefined;
    }
    case 'operation-finished':
      return { path: pageOf(placeOf({ id: text(said, 'operation_id'), target: text(said, 'target') })) };
    case 'second-factor-reset':
      return { path: '/me/security' };
    default:
      return isSelling(item) ? { path: sellingPath(item) } : undefined;
  }
}
