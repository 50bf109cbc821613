import { useTranslation } from 'react-i18next';
import styles from '../shared/admin.module.css';
import own from './audit.module.css';
import type { Line } from './queries';
import { changesOf } from './sentences';
import { exact, useWords } from './words';

/** The fields that a line names, as they were and as they became; what exactly stands there on hover. */
export function Changes({ line }: { line: Line }) {
  const { t } = useTranslation('administration/audit');
  const words = useWords();
  const changes = changesOf(line);
  if (changes.length === 0) return <p className={styles.lead}>{t('noValues')}</p>;
  return (
    <div className={styles.scroller} tabIndex={0}>
      <table className={`${styles.table} ${styles.cards}`}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('before')}</th>
            <th scope="col">{t('after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row" title={field}>
                {words.field(line.thing, field)}
              </th>
              <td className={own.value} data-label={t('before')} title={exact(before)}>
                {words.value(field, before)}
              </td>
              <td className={own.value} data-label={t('after')} title={exact(after)}>
                {words.value(field, after)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
