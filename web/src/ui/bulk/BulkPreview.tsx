/** What a bulk edit would do, before it is done. */
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format';
import { RecordChanges } from '../operations/RecordChanges';
import type { FieldDescription } from '../records/description';
import styles from './bulk.module.css';
import type { EditPreview } from './door';

export type Verb = 'change' | 'delete' | 'restore';

interface Props {
  fields: readonly FieldDescription[];
  verb: Verb;
  /** Something is asked, so that there is something to see. */
  asked: boolean;
  preview?: EditPreview;
  /** It is of what was asked before. */
  old: boolean;
}

export function BulkPreview({ fields, verb, asked, preview, old }: Props) {
  const { t } = useTranslation('ui/bulk');
  return (
    <section className={styles.preview} aria-live="polite" aria-busy={asked && (old || !preview)}>
      <h3>{t('preview')}</h3>
      {!asked && <p className={styles.weak}>{t('askFirst')}</p>}
      {asked && !preview && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {asked && preview && (
        <div className={old ? styles.old : undefined}>
          <Sums preview={preview} verb={verb} />
          <First preview={preview} fields={fields} />
        </div>
      )}
    </section>
  );
}

function Sums({ preview, verb }: { preview: EditPreview; verb: Verb }) {
  const { t } = useTranslation('ui/bulk');
  const { number } = useFormat();
  const { changed, matched, not_allowed, not_possible, not_found } = preview;
  return (
    <p>
      <strong>{t(`summary.${verb}`, { changed: number(changed), matched: number(matched) })}</strong>
      {not_allowed > 0 && <> · {t('notAllowed', { count: not_allowed, shown: number(not_allowed) })}</>}
      {not_possible > 0 && <> · {t('notPossible', { count: not_possible, shown: number(not_possible) })}</>}
      {not_found > 0 && <> · {t('notFound', { count: not_found, shown: number(not_found) })}</>}
    </p>
  );
}

function First({ preview, fields }: { preview: EditPreview; fields: readonly FieldDescription[] }) {
  const { t } = useTranslation('ui/bulk');
  const { number } = useFormat();
  const { records, changed } = preview;
  if (records.length === 0) return null;
  const sums = Object.entries(preview.fields)
    .map(([name, count]) => ({ label: fields.find((one) => one.name === name)?.label, count }))
    .filter(({ label, count }) => label !== undefined && count > 0);
  const shown = records.map(({ record_id, name, before, after }) => ({ id: record_id, name, before, after }));
  return (
    <>
      {sums.length > 1 && (
        <p className={styles.weak}>
          {sums.map(({ label, count }) => `${label ?? ''} ${number(count)}`).join(' · ')}
        </p>
      )}
      {changed > records.length && <p className={styles.weak}>{t('first', { count: records.length })}</p>}
      <RecordChanges records={shown} fields={fields} />
    </>
  );
}
