/** Who reports to whom at a customer, drawn; the same as a nested list for keyboards and screen readers. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Segmented, Skeleton } from 'antd';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { api, data } from '../api/client';
import { useMay } from '../session/session';
import { EmptyState } from '../ui/states/EmptyState';
import { ErrorState } from '../ui/states/ErrorState';
import { ROLES } from './links';
import { OrgList } from './OrgList';
import styles from './orgchart.module.css';
import { orgChartKey } from './queries';
import { branchesOf } from './tree';

const Drawing = lazy(async () => ({ default: (await import('./OrgDrawing')).OrgDrawing }));

export function OrgChart({ customerId }: { customerId: string }) {
  const { t } = useTranslation('contacts');
  const [address, setAddress] = useSearchParams();
  const asList = address.get('people') === 'list';
  const found = useQuery({
    queryKey: orgChartKey(customerId),
    queryFn: () => {
      const params = { path: { customer_id: customerId } };
      return data(api.GET('/api/customer/customers/{customer_id}/org-chart', { params }));
    },
  });
  const branches = useMemo(() => branchesOf(found.data?.positions ?? []), [found.data]);
  if (found.isPending) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (branches.length === 0) return <Empty customerId={customerId} />;
  const show = (view: 'chart' | 'list') =>
    setAddress(
      (current) => {
        const changed = new URLSearchParams(current);
        if (view === 'list') changed.set('people', view);
        else changed.delete('people');
        return changed;
      },
      { replace: true },
    );
  return (
    <section className={styles.chart} aria-label={t('chart.title')}>
      <header className={styles.head}>
        <Segmented
          size="small"
          aria-label={t('chart.title')}
          value={asList ? 'list' : 'chart'}
          onChange={show}
          options={[
            { value: 'chart' as const, label: t('chart.asChart') },
            { value: 'list' as const, label: t('chart.asList') },
          ]}
        />
        <Legend />
      </header>
      {found.data.truncated && <Alert type="info" title={t('chart.truncated')} />}
      {!asList && (
        <Suspense fallback={<Skeleton active paragraph={{ rows: 6 }} />}>
          <Drawing branches={branches} label={t('chart.label', { count: found.data.positions.length })} />
        </Suspense>
      )}
      <div className={asList ? undefined : styles.unseen}>
        <OrgList branches={branches} />
      </div>
    </section>
  );
}

function Legend() {
  const { t } = useTranslation('contacts');
  return (
    <ul className={styles.legend} aria-label={t('chart.legend')}>
      {ROLES.map((role) => (
        <li key={role} data-role={role}>
          {t(`roles.${role}`)}
        </li>
      ))}
    </ul>
  );
}

function Empty({ customerId }: { customerId: string }) {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const may = useMay('customer.update');
  const add = () => void navigate(`/contacts/new?customer=${customerId}`);
  return (
    <EmptyState
      title={t('chart.empty.title')}
      text={t('chart.empty.text')}
      action={may && <Button onClick={add}>{t('people.add')}</Button>}
    />
  );
}
