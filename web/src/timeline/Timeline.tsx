/** Everything that happened with a customer, or with a contact: by day, newest first, with quick entry. */
import { Button, Skeleton } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useContactNames } from '../contacts/queries';
import { useMe } from '../session/session';
import { EmptyState } from '../ui/states/EmptyState';
import { ErrorState } from '../ui/states/ErrorState';
import { Composer } from './Composer';
import { InTimeline, useTimelineContext } from './context';
import { byDay, type Day, type Item } from './days';
import { useDeletion } from './deletion';
import { FactsItem } from './FactsItem';
import { filtersOf, isFiltered, withFilters, type Filters } from './filters';
import { DayHeading } from './moment';
import { useTimeline, type About } from './queries';
import styles from './Timeline.module.css';
import { TimelineFilters } from './TimelineFilters';
import { WrittenItem } from './WrittenItem';

interface Props {
  customerId?: string;
  /** What one contact took part in; at every customer when none is named. */
  contactId?: string;
  /** Names of the customers a contact works for, where the timeline is of several. */
  customers?: ReadonlyMap<string, string>;
  /** Whether whoever looks may write at a customer. */
  mayAt: (customerId: string) => boolean;
}

export function Timeline({ customerId, contactId, customers = NONE, mayAt }: Props) {
  const [address, setAddress] = useSearchParams();
  const filters = useMemo(() => filtersOf(address), [address]);
  const about = useMemo<About>(
    () => (customerId === undefined ? { contactId: contactId ?? '' } : { customerId }),
    [customerId, contactId],
  );
  const names = useContactNames(customerId);
  const onDelete = useDeletion(about);
  const change = (to: Filters) =>
    setAddress((current) => withFilters(current, to), { replace: true, preventScrollReset: true });
  const asked = customerId && contactId ? { ...filters, contact: contactId } : filters;
  return (
    <InTimeline value={{ about, names, customers, mayAt, onDelete }}>
      <section className={styles.timeline}>
        <Composer key={customerId ?? contactId} />
        <TimelineFilters filters={filters} onChange={change} />
        <Entries filters={asked} />
      </section>
    </InTimeline>
  );
}

function Entries({ filters }: { filters: Filters }) {
  const { t } = useTranslation('timeline');
  const zone = useMe().time_zone;
  const { about } = useTimelineContext();
  const found = useTimeline(about, filters);
  const days = useMemo(
    () => byDay(found.data?.pages.flatMap((page) => page.items) ?? [], zone),
    [found.data, zone],
  );
  if (found.isPending) return <Skeleton active paragraph={{ rows: 6 }} />;
  if (found.isError && days.length === 0)
    return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (days.length === 0) return <Empty filtered={isFiltered(filters)} />;
  return (
    <>
      {days.map((day) => (
        <DayOf key={day.day} day={day} />
      ))}
      {found.hasNextPage ? (
        <Older loading={found.isFetchingNextPage} onShow={() => void found.fetchNextPage()} />
      ) : (
        <p className={styles.end}>{t('start')}</p>
      )}
    </>
  );
}

const keyOf = (item: Item) =>
  item.kind === 'written' ? item.entry.id : `facts:${item.entries[0]?.id ?? ''}`;

function DayOf({ day }: { day: Day }) {
  return (
    <section className={styles.dayOf}>
      <DayHeading day={day.day} />
      <ol className={styles.items}>
        {day.items.map((item) =>
          item.kind === 'written' ? (
            <WrittenItem key={keyOf(item)} entry={item.entry} />
          ) : (
            <FactsItem key={keyOf(item)} entries={item.entries} />
          ),
        )}
      </ol>
    </section>
  );
}

function Empty({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation('timeline');
  const { about, customers, mayAt } = useTimelineContext();
  const writable = 'customerId' in about ? mayAt(about.customerId) : [...customers.keys()].some(mayAt);
  return filtered ? (
    <EmptyState title={t('empty.filtered')} text={t('empty.filteredText')} />
  ) : (
    <EmptyState title={t('empty.title')} text={t(writable ? 'empty.text' : 'empty.textRead')} />
  );
}

/** Comes by itself when it is reached; the button is for whoever does not scroll. */
function Older({ loading, onShow }: { loading: boolean; onShow: () => void }) {
  const { t } = useTranslation('timeline');
  const end = useRef<HTMLDivElement>(null);
  const show = useRef(onShow);
  useEffect(() => {
    show.current = onShow;
  });
  useEffect(() => {
    if (!end.current) return;
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) show.current();
      },
      { rootMargin: '400px' },
    );
    watch.observe(end.current);
    return () => watch.disconnect();
  }, []);
  return (
    <div ref={end} className={styles.end}>
      <Button onClick={onShow} loading={loading}>
        {t('older')}
      </Button>
    </div>
  );
}

const NONE: ReadonlyMap<string, string> = new Map();
