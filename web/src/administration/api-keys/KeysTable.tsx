import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import { useRoleNames } from '../roles/useRoleNames';
import styles from '../shared/admin.module.css';
import { PagedTable } from '../shared/PagedTable';
import type { Lines } from '../shared/useLines';
import { KeyActions } from './KeyActions';
import type { ApiKey, MadeKey } from './queries';

interface Props {
  found: Lines<ApiKey>;
  onMade: (made: MadeKey) => void;
}

export function KeysTable({ found, onMade }: Props) {
  const { t } = useTranslation('administration/api-keys');
  const shared = useTranslation('administration').t;
  return (
    <PagedTable
      found={found}
      head={
        <>
          <th scope="col">{t('name')}</th>
          <th scope="col" className="wide-only">
            {t('key')}
          </th>
          <th scope="col">{t('roles')}</th>
          <th scope="col">{t('used')}</th>
          <th scope="col">{t('state')}</th>
          <th scope="col" aria-label={shared('actions')} />
        </>
      }
      row={(one) => <Row key={one.id} apiKey={one} onMade={onMade} />}
    />
  );
}

function Row({ apiKey, onMade }: { apiKey: ApiKey; onMade: Props['onMade'] }) {
  const { t } = useTranslation('administration/api-keys');
  const names = useRoleNames();
  return (
    <tr>
      <th scope="row">
        {apiKey.name}
        {apiKey.description && <div className={styles.quiet}>{apiKey.description}</div>}
      </th>
      <td className="wide-only">
        <code>{apiKey.prefix}…</code>
      </td>
      <td data-label={t('roles')}>{names(apiKey.role_ids)}</td>
      <td data-label={t('used')}>
        <Used apiKey={apiKey} />
      </td>
      <td data-label={t('state')}>
        <State apiKey={apiKey} />
      </td>
      <td className={styles.end}>
        {apiKey.revoked_at === null && <KeyActions apiKey={apiKey} onMade={onMade} />}
      </td>
    </tr>
  );
}

function Used({ apiKey: { used_at: used, used_from: from } }: { apiKey: ApiKey }) {
  const { t } = useTranslation('administration/api-keys');
  const format = useFormat();
  if (used === null) return <span className={styles.quiet}>{t('never')}</span>;
  return (
    <>
      <time dateTime={used} title={format.moment(used)}>
        {format.relative(used)}
      </time>
      {from && <div className={styles.quiet}>{t('usedFrom', { address: from })}</div>}
    </>
  );
}

function State({ apiKey: { revoked_at: revoked, expires_at: expires } }: { apiKey: ApiKey }) {
  const { t } = useTranslation('administration/api-keys');
  const format = useFormat();
  if (revoked !== null) return <span title={format.moment(revoked)}>{t('revoked')}</span>;
  if (expires === null) return <span className={styles.quiet}>{t('inForce')}</span>;
  const over = new Date(expires) < new Date();
  return (
    <span title={format.moment(expires)}>
      {over ? t('expired') : t('until', { date: format.moment(expires) })}
    </span>
  );
}
