import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../../administration/shared/admin.module.css';
import { NewDialog } from '../../administration/shared/NewDialog';
import { Page } from '../../administration/shared/Page';
import { useAsk, useSaving } from '../../administration/shared/saving';
import { useMay } from '../../session/session';
import { FieldValue } from '../../ui/fields/FieldValue';
import { ListSkeleton } from '../../ui/list/ListSkeleton';
import type { FieldDescription } from '../../ui/records/description';
import { EmptyState } from '../../ui/states/EmptyState';
import { ErrorState } from '../../ui/states/ErrorState';
import { createLimit, deleteLimit, TOUCHES, updateLimit, useLimits, type Limit } from './queries';

function useFields(): Record<'team' | 'product' | 'percent', FieldDescription> {
  const { t } = useTranslation('quotes');
  return {
    team: { name: 'team_id', kind: 'team', label: t('limits.team'), hint: t('limits.teamHint') },
    product: {
      name: 'product_id',
      kind: 'product',
      label: t('limits.product'),
      hint: t('limits.productHint'),
    },
    percent: { name: 'percent', kind: 'number', label: t('limits.percent'), required: true },
  };
}

/** How much discount may be given freely: by whom, on what. */
export function LimitsPage() {
  const { t } = useTranslation('quotes');
  const [edited, setEdited] = useState<Limit | 'new' | null>(null);
  const found = useLimits();
  const may = useMay('price_book.manage');
  const add = may && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
      {t('limits.new')}
    </Button>
  );
  return (
    <Page
      title={t('limits.title')}
      lead={t('limits.lead')}
      actions={add}
      up={{ to: '/quotes', name: t('list.title') }}
    >
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <ListSkeleton />}
      {found.data?.length === 0 && (
        <EmptyState title={t('limits.emptyTitle')} text={t('limits.emptyText')} action={add} />
      )}
      {found.data && found.data.length > 0 && <Table limits={found.data} onEdit={may ? setEdited : null} />}
      {edited !== null && (
        <LimitDialog limit={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Page>
  );
}

function LimitDialog({ limit, onClose }: { limit: Limit | null; onClose: () => void }) {
  const { t } = useTranslation('quotes');
  const { team, product, percent } = useFields();
  return (
    <NewDialog
      title={t(limit ? 'limits.edit' : 'limits.new')}
      ok={t(limit ? 'limits.save' : 'limits.create')}
      fields={limit ? [percent] : [team, product, percent]}
      initial={limit ? { percent: limit.percent } : {}}
      call={(values) => (limit ? updateLimit(limit, values) : createLimit(values))}
      touches={TOUCHES}
      onClose={onClose}
    />
  );
}

function Table({ limits, onEdit }: { limits: readonly Limit[]; onEdit: ((limit: Limit) => void) | null }) {
  const { t } = useTranslation('quotes');
  const { team, product } = useFields();
  return (
    <div className={styles.scroller}>
      <table className={`${styles.table} ${styles.cards}`}>
        <thead>
          <tr>
            <th scope="col">{team.label}</th>
            <th scope="col">{product.label}</th>
            <th scope="col">{t('limits.percent')}</th>
            {onEdit && <th scope="col" aria-label={t('limits.edit')} />}
          </tr>
        </thead>
        <tbody>
          {limits.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                {one.team_id ? <FieldValue field={team} value={one.team_id} /> : t('limits.everybody')}
              </th>
              <td data-label={product.label}>
                {one.product_id ? (
                  <FieldValue field={product} value={one.product_id} />
                ) : (
                  t('limits.everything')
                )}
              </td>
              <td data-label={t('limits.percent')}>{Number(one.percent)}%</td>
              {onEdit && (
                <td className={styles.end}>
                  <Buttons limit={one} onEdit={() => onEdit(one)} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Buttons({ limit, onEdit }: { limit: Limit; onEdit: () => void }) {
  const { t } = useTranslation('quotes');
  const ask = useAsk();
  const deleting = useSaving(() => deleteLimit(limit.id), { touches: TOUCHES, said: t('limits.deleted') });
  const remove = async () => {
    if (await ask(t('limits.deleteTitle'), t('limits.deleteText'), t('limits.delete')))
      deleting.mutate(undefined);
  };
  return (
    <>
      <Button type="text" icon={<EditOutlined />} aria-label={t('limits.edit')} onClick={onEdit} />
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('limits.delete')}
        onClick={() => void remove()}
      />
    </>
  );
}
