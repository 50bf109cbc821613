import { DeleteOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { PagedTable } from '../administration/shared/PagedTable';
import admin from '../administration/shared/admin.module.css';
import { useSaving } from '../administration/shared/saving';
import { useLines } from '../administration/shared/useLines';
import { PRICING } from '../products/queries';
import { CustomerEditor } from '../ui/fields/editors/ReferenceEditor';
import { FieldValue } from '../ui/fields/FieldValue';
import { textOf } from '../ui/fields/values';
import { useFormat } from '../ui/format';
import type { FieldDescription } from '../ui/records/description';
import { EmptyState } from '../ui/states/EmptyState';
import { ErrorState } from '../ui/states/ErrorState';
import styles from './price-books.module.css';
import { bookKey, giveTo, loadBuyers, takeFrom, type PriceBook } from './queries';

/** The customers that buy by a book. */
export function Buyers({ book: { id, is_default } }: { book: PriceBook }) {
  const { t } = useTranslation('price-books');
  const format = useFormat();
  const key = [...bookKey(id), 'customers'];
  const found = useLines(key, (after) => loadBuyers(id, after));
  const touches = [key, PRICING];
  const giving = useSaving((customer: string) => giveTo(id, customer), { touches, said: t('buyers.added') });
  const taking = useSaving((customer: string) => takeFrom(id, customer), {
    touches,
    said: t('buyers.removed'),
  });
  const field: FieldDescription = { name: 'customer_id', kind: 'customer', label: t('buyers.customer') };
  if (found.error) return <ErrorState error={found.error} retry={found.reload} />;
  if (found.pending) return <Skeleton active />;
  return (
    <div className={styles.part}>
      <label className={styles.add}>
        {t('buyers.add')}
        <CustomerEditor
          key={giving.submittedAt}
          field={field}
          value={null}
          onChange={(customer) => customer !== null && giving.mutate(textOf(customer))}
        />
      </label>
      {found.lines.length === 0 ? (
        <EmptyState
          title={t('buyers.emptyTitle')}
          text={t(is_default ? 'buyers.emptyDefault' : 'buyers.emptyText')}
        />
      ) : (
        <PagedTable
          found={found}
          head={
            <>
              <th scope="col">{field.label}</th>
              <th scope="col">{t('buyers.since')}</th>
              <th scope="col" aria-label={t('buyers.remove')} />
            </>
          }
          row={(one) => (
            <tr key={one.id}>
              <th scope="row">
                <FieldValue field={field} value={one.customer_id} />
              </th>
              <td data-label={t('buyers.since')} title={format.moment(one.created_at)}>
                {format.relative(one.created_at)}
              </td>
              <td className={admin.end}>
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('buyers.remove')}
                  onClick={() => taking.mutate(one.customer_id)}
                />
              </td>
            </tr>
          )}
        />
      )}
    </div>
  );
}
