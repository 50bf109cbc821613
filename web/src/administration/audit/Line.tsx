import { CaretDownOutlined, CaretRightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { agentOf } from '../../me/security/agent';
import { useFormat } from '../../ui/format';
import styles from '../shared/admin.module.css';
import own from './audit.module.css';
import type { Asked, Entry } from './queries';
import { Changes } from './Changes';
import { pathOf, useSentences } from './sentences';
import { useRecordName } from './useRecordName';

interface Props {
  entry: Entry;
  open: boolean;
  onToggle: () => void;
  ask: (change: Partial<Asked>) => void;
}

/** One line as a sentence; opened, what was before and after, and where it came from. */
export function Line({ entry, open, onToggle, ask }: Props) {
  const format = useFormat();
  const { line } = useSentences();
  return (
    <article className={own.line}>
      <button type="button" className={own.sentence} aria-expanded={open} onClick={onToggle}>
        {open ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
        <span>{line(entry, useRecordName(entry))}</span>
        <time dateTime={entry.at} title={format.moment(entry.at)}>
          {format.relative(entry.at)}
        </time>
      </button>
      {open && <Details entry={entry} ask={ask} />}
    </article>
  );
}

function Details({ entry, ask }: Pick<Props, 'entry' | 'ask'>) {
  const { t } = useTranslation('administration/audit');
  const format = useFormat();
  const path = pathOf(entry);
  const { record_id: record, cause_id: cause, actor, address } = entry;
  return (
    <div className={own.details}>
      {entry.erased ? <p className={styles.lead}>{t('erased')}</p> : <Changes entry={entry} />}
      <p className={styles.hint}>
        {format.moment(entry.at)} · {t('line', { position: entry.position })}
        {address && ` · ${t('from', { address })}`}
        {entry.device && <span title={entry.device}> · {agentOf(entry.device)}</span>}
      </p>
      <div className={styles.actions}>
        {path && <Link to={path}>{t('openRecord')}</Link>}
        {record && <Ask text={t('allOfRecord')} onClick={() => ask({ record_id: record })} />}
        <Ask text={t('allOfCause')} onClick={() => ask({ cause_id: cause })} />
        <Ask text={t('allOfActor')} onClick={() => ask({ actor })} />
        {address && (
          <Ask text={t('only', { what: t('address'), value: address })} onClick={() => ask({ address })} />
        )}
      </div>
    </div>
  );
}

function Ask({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <Button size="small" onClick={onClick}>
      {text}
    </Button>
  );
}
