import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../../administration/shared/admin.module.css';
import { NewDialog } from '../../administration/shared/NewDialog';
import { Page } from '../../administration/shared/Page';
import { useMay } from '../../session/session';
import { ListSkeleton } from '../../ui/list/ListSkeleton';
import { EmptyState } from '../../ui/states/EmptyState';
import { ErrorState } from '../../ui/states/ErrorState';
import { createTax, TAXES, useTaxes, type Tax } from './queries';
import { TaxActions, useTaxFields } from './TaxActions';

/** The rates that products are sold with. */
export function TaxesPage() {
  const { t } = useTranslation('price-books');
  const [adding, setAdding] = useState(false);
  const found = useTaxes();
  const may = useMay('product.manage');
  const fields = useTaxFields();
  const add = may && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('taxes.new')}
    </Button>
  );
  return (
    <Page
      title={t('taxes.title')}
      lead={t('taxes.lead')}
      actions={add}
      up={{ to: '/price-books', name: t('list.title') }}
    >
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <ListSkeleton />}
      {found.data?.length === 0 && (
        <EmptyState title={t('taxes.emptyTitle')} text={t('taxes.emptyText')} action={add} />
      )}
      {found.data && found.data.length > 0 && <Table taxes={found.data} may={may} />}
      {adding && (
        <NewDialog
          title={t('taxes.new')}
          ok={t('taxes.create')}
          fields={fields}
          call={createTax}
          touches={[TAXES]}
          onClose={() => setAdding(false)}
        />
      )}
    </Page>
  );
}

function Table({ taxes, may }: { taxes: readonly Tax[]; may: boolean }) {
  const { t } = useTranslation('price-books');
  const shared = useTranslation('administration').t;
  return (
    <div className={styles.scroller}>
      <table className={`${styles.table} ${styles.cards}`}>
        <thead>
          <tr>
            <th scope="col">{t('fields.name')}</th>
            <th scope="col">{t('taxes.rate')}</th>
            {may && <th scope="col" aria-label={shared('actions')} />}
          </tr>
        </thead>
        <tbody>
          {taxes.map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.name}</th>
              <td data-label={t('taxes.rate')}>{one.rate}%</td>
              {may && (
                <td className={styles.end}>
                  <TaxActions tax={one} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
