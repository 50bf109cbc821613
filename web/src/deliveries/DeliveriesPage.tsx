import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../session/session';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useDeliveryDescription } from './description';

const DeliveryRecord = lazy(async () => ({ default: (await import('./DeliveryPage')).DeliveryRecord }));

/** Every message that was to be sent: to whom, about what, how it ended and why. */
export function DeliveriesPage() {
  const { t } = useTranslation('deliveries');
  const manages = useMay('provider.manage');
  return (
    <RecordList
      description={useDeliveryDescription()}
      title={t('list.title')}
      search={false}
      peek={(id) => <DeliveryRecord id={id} />}
      up={<Link to="/administration">{t('up')}</Link>}
      actions={
        <>
          <Link to="/deliveries/why">{t('why.title')}</Link>
          {manages && <Link to="/deliveries/providers">{t('providers.title')}</Link>}
        </>
      }
      empty={<EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} />}
    />
  );
}
