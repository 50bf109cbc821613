import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import admin from '../administration/shared/admin.module.css';
import { Page } from '../administration/shared/Page';
import { useMay } from '../session/session';
import { useFormat } from '../ui/format';
import { MayNot } from '../ui/records/MayNot';
import { ErrorState } from '../ui/states/ErrorState';
import { Standing, type Tone } from '../ui/states/Standing';
import styles from './deliveries.module.css';
import { useProviders, type Provider } from './queries';
import { Suppressions } from './Suppressions';

/** Who carries messages out and how that goes, and to which addresses nothing is sent. */
export function ProvidersPage() {
  const { t } = useTranslation('deliveries');
  const may = useMay('provider.manage');
  const reads = useMay('delivery.read');
  const found = useProviders();
  if (!may) return <MayNot />;
  const up = reads ? { to: '/deliveries', name: t('list.title') } : undefined;
  return (
    <Page title={t('providers.title')} lead={t('providers.lead')} up={up}>
      {found.isPending && <Skeleton active />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.data && found.data.length === 0 && <p>{t('providers.none')}</p>}
      {found.data && found.data.length > 0 && <Table providers={found.data} />}
      <Suppressions />
    </Page>
  );
}

function Table({ providers }: { providers: readonly Provider[] }) {
  const { t } = useTranslation('deliveries');
  return (
    <div className={admin.scroller}>
      <table className={`${admin.table} ${admin.cards}`}>
        <thead>
          <tr>
            <th scope="col">{t('providers.name')}</th>
            <th scope="col">{t('fields.channel')}</th>
            <th scope="col">{t('providers.circuit')}</th>
            <th scope="col">{t('providers.rate')}</th>
            <th scope="col">{t('providers.unanswered')}</th>
            <th scope="col">{t('providers.last')}</th>
          </tr>
        </thead>
        <tbody>
          {providers.map((one) => (
            <Row key={one.name} provider={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const TONES: Record<Provider['circuit'], Tone> = { closed: 'success', open: 'danger', half_open: 'warning' };

function Row({ provider }: { provider: Provider }) {
  const { t } = useTranslation('deliveries');
  const format = useFormat();
  const { circuit, rests_until: rests, last_error: error, last_error_at: at } = provider;
  const words = t('providers.used', {
    given: format.number(provider.given_in_minute),
    most: format.number(provider.per_minute),
  });
  return (
    <tr>
      <th scope="row">
        {provider.name}
        <div className={admin.hint}>{t(`providers.kinds.${provider.kind}`)}</div>
      </th>
      <td data-label={t('fields.channel')}>{t(`channels.${provider.channel}`)}</td>
      <td data-label={t('providers.circuit')}>
        <Standing tone={TONES[circuit]}>{t(`providers.circuits.${circuit}`)}</Standing>
        {rests && <div className={admin.hint}>{t('providers.rests', { until: format.moment(rests) })}</div>}
      </td>
      <td data-label={t('providers.rate')}>
        <span>{words}</span>
        <progress
          className={styles.rate}
          aria-label={words}
          value={Math.min(1, provider.given_in_minute / Math.max(1, provider.per_minute))}
        />
      </td>
      <td data-label={t('providers.unanswered')}>
        {t(provider.keyed ? 'providers.repeats' : provider.looks_up ? 'providers.looksUp' : 'providers.asks')}
      </td>
      <td data-label={t('providers.last')}>
        {error && at ? (
          <>
            {error}
            <div className={admin.hint} title={format.moment(at)}>
              {format.relative(at)}
            </div>
          </>
        ) : (
          '—'
        )}
      </td>
    </tr>
  );
}
