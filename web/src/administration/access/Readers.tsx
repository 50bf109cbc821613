import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/states/ErrorState';
import { useRoleNames } from '../roles/useRoleNames';
import { useWords } from '../roles/words';
import styles from '../shared/admin.module.css';
import { PagedTable } from '../shared/PagedTable';
import { useReaders, type Reader, type Thing } from './queries';

/** Who can see a record, and because of which roles. */
export function Readers({ thing, id }: { thing: Thing; id: string }) {
  const { t } = useTranslation('administration/access');
  const found = useReaders(thing, id);
  if (found.error) return <ErrorState error={found.error} retry={found.reload} />;
  if (found.pending) return <Skeleton active />;
  return (
    <>
      <p className={styles.lead}>{t('readersLead')}</p>
      <PagedTable
        found={found}
        head={
          <>
            <th scope="col">{t('person')}</th>
            <th scope="col">{t('why')}</th>
            <th scope="col">{t('not_shown')}</th>
          </>
        }
        row={(one) => <Row key={one.user_id} reader={one} thing={thing} />}
      />
    </>
  );
}

function Row({ reader, thing }: { reader: Reader; thing: Thing }) {
  const { t, i18n } = useTranslation('administration/access');
  const words = useWords();
  const names = useRoleNames();
  const hidden = reader.masked.map((field) => words.field(thing, field));
  return (
    <tr>
      <th scope="row">
        {reader.name}
        {reader.kind === 'api_key' && <span className={styles.quiet}> · {t('key')}</span>}
      </th>
      <td data-label={t('why')}>
        {t(`rules.${reader.rule}`)} <span className={styles.quiet}>{names(reader.role_ids)}</span>
      </td>
      <td data-label={hidden.length > 0 ? t('not_shown') : undefined}>
        {hidden.length > 0 && new Intl.ListFormat(i18n.language).format(hidden)}
      </td>
    </tr>
  );
}
