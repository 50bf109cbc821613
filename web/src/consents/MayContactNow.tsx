import { CheckCircleFilled, StopFilled } from '@ant-design/icons';
import { Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/format';
import { useProblemText } from '../ui/problems';
import styles from './consents.module.css';
import { useMayContact, type Decision, type Subject } from './queries';
import { CHANNELS, PURPOSES, useConsentWords, type Channel, type Purpose } from './words';

/** "May I contact them now?", with the rule that decided as a sentence. */
export function MayContactNow({ subject }: { subject: Subject }) {
  const { t } = useTranslation('consents');
  const words = useConsentWords();
  const problem = useProblemText();
  const [channel, setChannel] = useState<Channel>('email');
  const [purpose, setPurpose] = useState<Purpose>('marketing');
  const answer = useMayContact(subject, channel, purpose);
  return (
    <section className={styles.part} aria-live="polite">
      <header className={styles.head}>
        <h2>{t('ask.title')}</h2>
        <Select
          size="small"
          className={styles.choice}
          aria-label={t('ask.channel')}
          value={channel}
          onChange={setChannel}
          options={CHANNELS.map((value) => ({ value, label: words.channels(value) }))}
        />
        <Select
          size="small"
          className={styles.choice}
          aria-label={t('ask.purpose')}
          value={purpose}
          onChange={setPurpose}
          options={PURPOSES.map((value) => ({ value, label: words.purposes(value) }))}
        />
      </header>
      {answer.isPending && <Skeleton.Input active size="small" block />}
      {answer.isError && <p className={styles.quiet}>{problem(answer.error)}</p>}
      {answer.data && <Answer decision={answer.data} />}
    </section>
  );
}

function Answer({ decision }: { decision: Decision }) {
  const { t } = useTranslation('consents');
  const words = useConsentWords();
  const format = useFormat();
  return (
    <p className={styles.answer} data-allowed={decision.allowed}>
      {decision.allowed ? <CheckCircleFilled aria-hidden /> : <StopFilled aria-hidden />}
      <strong>{t(decision.allowed ? 'ask.yes' : 'ask.no')}</strong>
      <span>
        {words.rules(decision.rule)}
        {decision.not_before && ` ${t('ask.notBefore', { moment: format.moment(decision.not_before) })}`}
        {decision.allowed && decision.basis && (
          <span className={styles.quiet}> {t('ask.basis', { basis: words.bases(decision.basis) })}</span>
        )}
      </span>
    </p>
  );
}
