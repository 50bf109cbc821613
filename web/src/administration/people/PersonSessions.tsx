import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { agentOf } from '../../me/security/agent';
import { useMay } from '../../session/session';
import { useFormat } from '../../ui/format';
import { ErrorState } from '../../ui/states/ErrorState';
import styles from '../shared/admin.module.css';
import { PagedTable } from '../shared/PagedTable';
import { useAsk, useSaving } from '../shared/saving';
import { endSession, endSessions, USERS, useSessionsOf, type User } from './queries';

/** Where somebody is signed in, and the way to end it. */
export function PersonSessions({ user }: { user: User }) {
  const { t } = useTranslation('administration/people');
  const found = useSessionsOf(user.id);
  const may = useMay('user.manage');
  const ask = useAsk();
  const ending = useSaving(() => endSessions(user.id), { touches: [USERS], said: t('ended') });
  if (found.error) return <ErrorState error={found.error} retry={found.reload} />;
  if (found.pending) return <Skeleton active />;
  if (found.lines.length === 0) return <p className={styles.lead}>{t('noSessions')}</p>;
  const endAll = async () => {
    const name = user.name;
    if (await ask(t('endAllTitle', { name }), t('endAllText'), t('endAll'))) ending.mutate(undefined);
  };
  return (
    <div className={styles.stack}>
      {may && (
        <div className={styles.actions}>
          <Button danger loading={ending.isPending} onClick={() => void endAll()}>
            {t('endAll')}
          </Button>
        </div>
      )}
      <PagedTable
        found={found}
        head={
          <>
            <th scope="col">{t('device')}</th>
            <th scope="col">{t('address')}</th>
            <th scope="col">{t('since')}</th>
            <th scope="col">{t('used')}</th>
            {may && <th scope="col" aria-label={t('end')} />}
          </>
        }
        row={(one) => <Row key={one.id} session={one} may={may} />}
      />
    </div>
  );
}

function Row({ session, may }: { session: Schemas['identity_SessionRead']; may: boolean }) {
  const { t } = useTranslation('administration/people');
  const format = useFormat();
  const ending = useSaving(() => endSession(session.id), { touches: [USERS], said: t('ended') });
  const { address, created_at: since, used_at: used } = session;
  return (
    <tr>
      <th scope="row" title={session.device}>
        {agentOf(session.device)}
      </th>
      <td data-label={t('address')}>
        {address} {session.current && <span className={styles.quiet}>({t('current')})</span>}
      </td>
      <td data-label={t('since')} title={format.moment(since)}>
        {format.relative(since)}
      </td>
      <td data-label={t('used')} title={format.moment(used)}>
        {format.relative(used)}
      </td>
      {may && (
        <td className={styles.end}>
          <Button
            size="small"
            aria-label={t('endOne', { address })}
            loading={ending.isPending}
            onClick={() => ending.mutate(undefined)}
          >
            {t('end')}
          </Button>
        </td>
      )}
    </tr>
  );
}
