import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useColleagues } from '../../ui/directory';
import { useFormat } from '../../ui/format';
import { ErrorState } from '../../ui/states/ErrorState';
import { loadVisits, opportunityKey, type Opportunity, type Visit } from '../queries';
import styles from './visits.module.css';

/** Where the deal has been and for how long, first to last; the longest time has the longest bar. */
export function Visits({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation('opportunities');
  const found = useQuery({
    queryKey: [...opportunityKey(deal.id), 'visits', deal.version],
    queryFn: () => loadVisits(deal.id),
  });
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active />;
  const visits = found.data.items;
  const longest = Math.max(1, ...visits.map((one) => one.seconds));
  return (
    <ol className={styles.visits} aria-label={t('visits.title')}>
      {visits.map((visit) => (
        <Row key={`${visit.stage_id} ${visit.entered_at}`} visit={visit} part={visit.seconds / longest} />
      ))}
    </ol>
  );
}

function Row({ visit, part }: { visit: Visit; part: number }) {
  const { t } = useTranslation('opportunities');
  const format = useFormat();
  const people = useColleagues();
  const [kind, id = ''] = visit.entered_by.split(':');
  const who = kind === 'user' ? people.get(id)?.name : t('visits.system');
  return (
    <li className={styles.visit}>
      <div className={styles.line}>
        <strong>{visit.stage_name}</strong>
        <span>{format.duration(visit.seconds)}</span>
      </div>
      <div
        className={styles.bar}
        style={{ width: `${Math.max(1, part * 100)}%` }}
        data-standing={!visit.left_at}
      />
      <div className={styles.hint}>
        <time dateTime={visit.entered_at} title={format.moment(visit.entered_at)}>
          {format.relative(visit.entered_at)}
        </time>
        {who && ` · ${who}`}
        {' · '}
        {visit.outcome ? t(`visits.outcomes.${visit.outcome}`) : t('visits.standing')}
      </div>
    </li>
  );
}
