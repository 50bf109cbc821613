import { DownOutlined, RightOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/format';
import { ErrorState } from '../ui/states/ErrorState';
import styles from './consents.module.css';
import type { Pair } from './ConsentPanel';
import { Evidence } from './Evidence';
import { useCurrent, type Current, type Subject } from './queries';
import { useConsentWords } from './words';

interface Props {
  subject: Subject;
  onAdd?: (about: Pair) => void;
}

/** What holds for every channel and purpose that something was said about; each opens onto its proof. */
export function CurrentList({ subject, onAdd }: Props) {
  const { t } = useTranslation('consents');
  const found = useCurrent(subject);
  if (found.isPending) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (found.data.items.length === 0) return <p className={styles.quiet}>{t('now.empty')}</p>;
  return (
    <ul className={styles.rows}>
      {found.data.items.map((one) => (
        <Row key={`${one.channel}:${one.purpose}`} current={one} {...{ subject, onAdd }} />
      ))}
    </ul>
  );
}

function Row({ current, subject, onAdd }: Props & { current: Current }) {
  const { t } = useTranslation('consents');
  const words = useConsentWords();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { channel, purpose } = current;
  const [channelName, purposeName] = [words.channels(channel), words.purposes(purpose)];
  return (
    <li>
      <button
        type="button"
        className={styles.row}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {open ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
        <span>{t('now.pair', { channel: channelName, purpose: purposeName })}</span>
        <Standing current={current} />
      </button>
      {open && (
        <div id={id} className={styles.proof}>
          <Evidence {...{ subject, channel, purpose }} may={onAdd !== undefined} />
          {onAdd && (
            <Button size="small" onClick={() => onAdd({ channel, purpose })}>
              {t('add.button')}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}

function Standing({ current }: { current: Current }) {
  const { t } = useTranslation('consents');
  const words = useConsentWords();
  const format = useFormat();
  const { state, basis, given_at, valid_until, expired } = current;
  const tone = expired ? 'pending' : state;
  return (
    <span className={styles.standing}>
      <span className={styles.state} data-state={tone}>
        {expired ? t('now.expired') : words.states(state)}
      </span>
      {state === 'granted' && basis !== 'consent' && (
        <span className={styles.quiet}>{t('now.rests', { basis: words.bases(basis) })}</span>
      )}
      {valid_until && !expired && (
        <span className={styles.quiet}>{t('now.ends', { moment: format.relative(valid_until) })}</span>
      )}
      <time className={styles.quiet} dateTime={given_at} title={format.moment(given_at)}>
        {format.relative(given_at)}
      </time>
    </span>
  );
}
