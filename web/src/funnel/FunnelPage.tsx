import { DatePicker, Select, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAddress } from '../administration/shared/address';
import { FirstPipeline } from '../pipelines/FirstPipeline';
import { usePipelines, type Pipeline } from '../pipelines/queries';
import { useMay } from '../session/session';
import { PersonEditor } from '../ui/fields/editors/chosen';
import { ProductEditor } from '../ui/fields/editors/ReferenceEditor';
import { textOf } from '../ui/fields/values';
import { MayNot } from '../ui/records/MayNot';
import { EmptyState } from '../ui/states/EmptyState';
import { ErrorState } from '../ui/states/ErrorState';
import styles from './funnel.module.css';
import { useFunnel, type Asked, type Funnel } from './queries';
import { Stages } from './Stages';
import { Velocity } from './Velocity';

const Drawing = lazy(async () => ({ default: (await import('./Drawing')).Drawing }));

type Change = ReturnType<typeof useAddress<'pipeline' | keyof Asked>>[1];

/** Where deals come through and where they stop, how long that takes, and what is won in a day. */
export function FunnelPage() {
  const { t } = useTranslation('funnel');
  const [asked, change] = useAddress('pipeline', 'since', 'until', 'owner', 'product');
  const pipelines = usePipelines();
  const chosen = pipelines.data?.find((one) => one.id === asked.pipeline) ?? pipelines.data?.[0];
  const found = useFunnel(chosen?.id, asked);
  if (!useMay('opportunity.read')) return <MayNot />;
  return (
    <div className={styles.page}>
      <Link to={chosen ? `/pipeline?pipeline=${chosen.id}` : '/pipeline'}>{t('back')}</Link>
      <h1>{t('title')}</h1>
      {pipelines.data?.length === 0 && <FirstPipeline />}
      {pipelines.isError && <ErrorState error={pipelines.error} retry={() => void pipelines.refetch()} />}
      {chosen && (
        <Narrowing {...{ asked, change, chosen }} pipelines={pipelines.data ?? []} shown={found.data} />
      )}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {chosen && found.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {found.data && <Shown funnel={found.data} old={found.isPlaceholderData} />}
    </div>
  );
}

function Shown({ funnel, old }: { funnel: Funnel; old: boolean }) {
  const { t } = useTranslation('funnel');
  if (funnel.stages.every((one) => one.entered === 0))
    return <EmptyState title={t('emptyTitle')} text={t('emptyText')} />;
  return (
    <div className={styles.shown} data-old={old}>
      <Velocity velocity={funnel.velocity} />
      <section className={styles.panel} aria-label={t('stages')}>
        <Suspense fallback={<Skeleton active />}>
          <Drawing stages={funnel.stages} label={t('stages')} />
        </Suspense>
        <Stages stages={funnel.stages} />
      </section>
    </div>
  );
}

interface NarrowingProps {
  asked: Asked;
  change: Change;
  pipelines: readonly Pipeline[];
  chosen: Pipeline;
  shown?: Funnel;
}

function Narrowing({ asked, change, pipelines, chosen, shown }: NarrowingProps) {
  const { t } = useTranslation('funnel');
  const days = [asked.since || shown?.since, asked.until || shown?.until].map((day) =>
    day ? dayjs(day) : null,
  );
  return (
    <div className={styles.tools}>
      {pipelines.length > 1 && (
        <div className={styles.choice}>
          <label htmlFor="funnel-pipeline">{t('pipeline')}</label>
          <Select
            id="funnel-pipeline"
            popupMatchSelectWidth={false}
            value={chosen.id}
            options={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(pipeline) => change({ pipeline })}
          />
        </div>
      )}
      <div className={styles.choice}>
        <label htmlFor="funnel-since">{t('period')}</label>
        <DatePicker.RangePicker
          id={{ start: 'funnel-since', end: 'funnel-until' }}
          allowClear={asked.since !== ''}
          value={[days[0] ?? null, days[1] ?? null]}
          presets={([30, 90, 180, 365] as const).map((count) => ({
            label: t('last', { count }),
            value: [dayjs().subtract(count, 'day'), dayjs()],
          }))}
          onChange={(range) => {
            const [since = '', until = ''] = (range ?? []).map((day) => day?.format('YYYY-MM-DD') ?? '');
            change({ since, until });
          }}
        />
      </div>
      <div className={styles.choice}>
        <label htmlFor="funnel-owner">{t('owner')}</label>
        <PersonEditor
          id="funnel-owner"
          field={{ name: 'owner_id', kind: 'person', label: t('owner') }}
          value={asked.owner}
          onChange={(owner) => change({ owner: textOf(owner) })}
        />
      </div>
      <div className={styles.choice}>
        <label htmlFor="funnel-product">{t('product')}</label>
        <ProductEditor
          id="funnel-product"
          field={{ name: 'product_id', kind: 'product', label: t('product') }}
          value={asked.product}
          onChange={(product) => change({ product: textOf(product) })}
        />
      </div>
    </div>
  );
}
