/** One operation: what was asked, what it changed, what it left. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Alert, Button, Drawer, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useColleagues } from '../directory';
import { useFormat } from '../format';
import { ErrorState } from '../states/ErrorState';
import { Asked } from './Asked';
import { Issues } from './Issues';
import {
  isAtWork,
  issuesOf,
  operationsOf,
  placeOf,
  useOperation,
  type Operation,
  type Place,
} from './operations';
import styles from './operations.module.css';
import { OperationState } from './OperationState';
import { asked } from './request';
import { useTitle } from './words';

interface Props {
  place: Place;
  onClose: () => void;
  buttons: (operation: Operation) => ReactNode;
}

export function OperationDetails({ place, onClose, buttons }: Props) {
  const found = useOperation(place);
  const title = useTitle();
  return (
    <Drawer
      open
      size={560}
      onClose={onClose}
      title={found.data && title(found.data)}
      extra={found.data && buttons(found.data)}
    >
      {found.isPending && <Skeleton active />}
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.data && <Details operation={found.data} />}
    </Drawer>
  );
}

function Details({ operation }: { operation: Operation }) {
  const { t } = useTranslation('ui/operations');
  const format = useFormat();
  const people = useColleagues();
  const name = people.get(operation.requested_by)?.name;
  return (
    <>
      <section className={styles.part}>
        <OperationState operation={operation} />
        <span className={styles.weak}>
          {name !== undefined && <>{t('by', { name })} · </>}
          {format.moment(operation.created_at)}
        </span>
        {operation.undone_by_id !== null && <Alert type="info" title={t('isUndone')} />}
        <Failure operation={operation} />
      </section>
      <What operation={operation} />
      <Changed operation={operation} />
      {operation.issues > 0 && !isAtWork(operation) && <Left place={placeOf(operation)} />}
    </>
  );
}

function Failure({ operation: { reason } }: { operation: Operation }) {
  const { t, i18n } = useTranslation('ui/operations');
  if (reason === null) return null;
  const key = `reasons.${String(reason.kind)}`;
  const known = i18n.exists(key, { ns: 'ui/operations' });
  return <Alert type="error" showIcon title={t((known ? key : 'reasons.unknown') as 'reasons.unknown')} />;
}

function What({ operation }: { operation: Operation }) {
  const { t } = useTranslation('ui/operations');
  if (asked(operation.request).length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{t('asked')}</h3>
      <Asked operation={operation} />
    </section>
  );
}

function Changed({ operation }: { operation: Operation }) {
  const { t, i18n } = useTranslation('ui/operations');
  if (operation.changes.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{t('changed')}</h3>
      <ul className={styles.plain}>
        {operation.changes.map(({ thing, kind, changes }) => {
          const key = `things.${thing}`;
          const named = i18n.exists(key, { ns: 'ui/operations' }) ? t(key as 'things.customer') : thing;
          return <li key={`${thing} ${kind}`}>{t(`changes.${kind}`, { thing: named, count: changes })}</li>;
        })}
      </ul>
    </section>
  );
}

const TOGETHER = 20;

function Left({ place }: { place: Place }) {
  const { t } = useTranslation('ui/operations');
  const found = useInfiniteQuery({
    queryKey: [...operationsOf(place.service), 'issues', place.id],
    queryFn: ({ pageParam }) => issuesOf(place, TOGETHER, pageParam),
    initialPageParam: undefined as string | undefined, // the type of all the others
    getNextPageParam: (last) => last.next ?? undefined,
  });
  return (
    <section className={styles.part}>
      <h3>{t('notes')}</h3>
      <Issues issues={found.data?.pages.flatMap((page) => page.items) ?? []} />
      {found.hasNextPage && (
        <Button loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('loadMore')}
        </Button>
      )}
    </section>
  );
}
