import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api, data } from '../../api/client';
import { useMe } from '../../session/session';
import { useColleagues } from '../directory';
import { useFormat } from '../format';
import { useProblemText } from '../problems';
import { EmptyState } from '../states/EmptyState';
import { ErrorState } from '../states/ErrorState';
import { Asked } from './Asked';
import { OperationDetails } from './OperationDetails';
import { newestFirst } from './newest';
import {
  cancel,
  inAddress,
  isAtWork,
  isUndoable,
  operationsOf,
  placeAt,
  placeOf,
  type OperationShown,
  type Place,
} from './operations';
import styles from './operations.module.css';
import { OperationState } from './OperationState';
import { useServices, type Service } from './services';
import { UndoDialog } from './UndoDialog';
import { useTitle } from './words';

const TOGETHER = 50;
const NEWS = 3000;

/** What was done to many records at once, one's own or everybody's, and the way back. */
export function OperationsPage() {
  const { t } = useTranslation('ui/operations');
  const [address, setAddress] = useSearchParams();
  const [undoing, setUndoing] = useState<Place>();
  const all = address.get('whose') === 'all';
  const open = placeAt(address.get('open'));
  const change = (name: string, value: string | null) =>
    setAddress((before) => {
      const next = new URLSearchParams(before);
      if (value === null) next.delete(name);
      else next.set(name, value);
      return next;
    });
  return (
    <div className={styles.page}>
      <header>
        <h1>{t('heading')}</h1>
        <Segmented
          aria-label={t('whose')}
          value={all ? 'all' : 'mine'}
          options={(['mine', 'all'] as const).map((value) => ({ value, label: t(value) }))}
          onChange={(value) => change('whose', value === 'all' ? value : null)}
        />
      </header>
      <span className={styles.weak}>{t('about')}</span>
      <List all={all} onOpen={(place) => change('open', inAddress(place))} onUndo={setUndoing} />
      {open && (
        <OperationDetails
          place={open}
          onClose={() => change('open', null)}
          buttons={(operation) => <Buttons operation={operation} onUndo={setUndoing} />}
        />
      )}
      {undoing && <UndoDialog place={undoing} onClose={() => setUndoing(undefined)} />}
    </div>
  );
}

/** Those of one service; none where whoever looks does nothing of the kind. */
function useOperationsIn(service: Service, all: boolean) {
  const enabled = useServices('bulk_update', 'import').includes(service);
  const me = useMe().id;
  const filter = all ? undefined : JSON.stringify({ field: 'requested_by', op: 'eq', value: me });
  return useInfiniteQuery({
    queryKey: [...operationsOf(service), 'list', all],
    queryFn: ({ pageParam: after }) =>
      data(api.GET(`/api/${service}/operations`, { params: { query: { limit: TOGETHER, after, filter } } })),
    initialPageParam: undefined as string | undefined, // the type of all the others
    getNextPageParam: (last) => last.next ?? undefined,
    enabled,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isAtWork)) ? NEWS : false,
  });
}

interface ListProps {
  all: boolean;
  onOpen: (place: Place) => void;
  onUndo: (place: Place) => void;
}

function List({ all, onOpen, onUndo }: ListProps) {
  const { t } = useTranslation('ui/operations');
  const lists = [useOperationsIn('customer', all), useOperationsIn('sales', all)];
  if (lists.some((one) => one.isLoading)) return <Skeleton active paragraph={{ rows: 6 }} />;
  const failed = lists.find((one) => one.isError && !one.data);
  const longer = lists.filter((one) => one.hasNextPage);
  const operations = newestFirst(
    lists.map(({ data: found, hasNextPage }) => ({
      items: found?.pages.flatMap((page) => page.items) ?? [],
      more: hasNextPage,
    })),
  );
  if (operations.length === 0 && !failed) {
    const action = <Link to="/customers">{t('toCustomers')}</Link>;
    return <EmptyState title={t('emptyTitle')} text={t('emptyText')} action={action} />;
  }
  return (
    <>
      <ul className={styles.list}>
        {operations.map((operation) => (
          <li key={operation.id}>
            <What operation={operation} onOpen={onOpen} />
            <OperationState operation={operation} />
            <Buttons operation={operation} onUndo={onUndo} />
          </li>
        ))}
      </ul>
      {failed && <ErrorState error={failed.error} retry={() => void failed.refetch()} />}
      {longer.length > 0 && (
        <Button
          loading={longer.some((one) => one.isFetchingNextPage)}
          onClick={() => longer.forEach((one) => void one.fetchNextPage())}
        >
          {t('loadMore')}
        </Button>
      )}
    </>
  );
}

function What({ operation, onOpen }: { operation: OperationShown; onOpen: ListProps['onOpen'] }) {
  const format = useFormat();
  const title = useTitle();
  const people = useColleagues();
  return (
    <div className={styles.what}>
      <button type="button" className={styles.title} onClick={() => onOpen(placeOf(operation))}>
        {title(operation)}
      </button>
      <Asked operation={operation} />
      <span className={styles.weak}>
        {people.get(operation.requested_by)?.name}{' '}
        <time dateTime={operation.created_at} title={format.moment(operation.created_at)}>
          {format.relative(operation.created_at)}
        </time>
      </span>
    </div>
  );
}

function Buttons({ operation, onUndo }: { operation: OperationShown; onUndo: ListProps['onUndo'] }) {
  const { t } = useTranslation('ui/operations');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const problem = useProblemText();
  const place = placeOf(operation);
  const stop = useMutation({
    mutationFn: () => cancel(place),
    onError: (error) => message.error(problem(error)),
    onSettled: () => queries.invalidateQueries({ queryKey: operationsOf(place.service) }),
  });
  return (
    <div className={styles.buttons}>
      {isAtWork(operation) && (
        <Button size="small" loading={stop.isPending} onClick={() => stop.mutate()}>
          {t('stop')}
        </Button>
      )}
      {isUndoable(operation) && (
        <Button size="small" onClick={() => onUndo(place)}>
          {t('undo')}
        </Button>
      )}
    </div>
  );
}
