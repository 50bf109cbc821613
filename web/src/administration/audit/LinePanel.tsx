import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { agentOf } from '../../me/security/agent';
import { useFormat } from '../../ui/format';
import { EmptyState } from '../../ui/states/EmptyState';
import { ErrorState } from '../../ui/states/ErrorState';
import styles from '../shared/admin.module.css';
import { narrowedTo } from './address';
import own from './audit.module.css';
import { Changes } from './Changes';
import { useLine, type Line } from './queries';
import { pathOf, useSentences } from './sentences';
import { useWords } from './words';

/** One line beside the list: what was before and after, where it came from, and what goes with it. */
export function LinePanel({ id }: { id: string }) {
  const { t } = useTranslation('administration/audit');
  const found = useLine(id);
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (found.data === null) return <EmptyState title={t('goneTitle')} text={t('goneText')} />;
  return found.data ? <Told line={found.data} /> : <Skeleton active className={own.line ?? ''} />;
}

function Told({ line }: { line: Line }) {
  const { t } = useTranslation('administration/audit');
  const format = useFormat();
  const sentences = useSentences();
  const words = useWords();
  const { address, device } = line;
  return (
    <article className={own.line}>
      <h2>{sentences.line(line, words.record(line))}</h2>
      <p className={styles.hint}>
        {format.moment(line.at)} · {t('line', { position: format.number(line.position) })}
        {address && ` · ${t('from', { address })}`}
        {device && <span title={device}> · {agentOf(device)}</span>}
      </p>
      {line.erased ? <p className={styles.lead}>{t('erased')}</p> : <Changes line={line} />}
      <Ways line={line} />
    </article>
  );
}

/** To the record, and to other lines that have something in common with this one. */
function Ways({ line }: { line: Line }) {
  const { t } = useTranslation('administration/audit');
  const path = pathOf(line);
  const { record_id, cause_id, actor, address } = line;
  return (
    <ul className={own.ways}>
      {path && (
        <li>
          <Link to={path}>{t('openRecord')}</Link>
        </li>
      )}
      {record_id && <Way text={t('allOfRecord')} field="record_id" value={record_id} />}
      <Way text={t('allOfCause')} field="cause_id" value={cause_id} />
      <Way text={t('allOfActor')} field="actor" value={actor} />
      {address && <Way text={t('allOfAddress', { address })} field="address" value={address} />}
    </ul>
  );
}

function Way({ text, field, value }: { text: string; field: string; value: string }) {
  return (
    <li>
      <Link to={narrowedTo({ field, value })}>{text}</Link>
    </li>
  );
}
