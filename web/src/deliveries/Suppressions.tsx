import { Button, Input, Segmented } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk, useFaults, useSaving } from '../administration/shared/saving';
import { useFormat } from '../ui/format';
import { Standing } from '../ui/states/Standing';
import styles from './deliveries.module.css';
import { checkAddress, liftAddress, suppressAddress, type Addressed, type Suppression } from './queries';

/** Whether nothing is sent to an address: they are kept unreadable, so one asks about them one by one. */
export function Suppressions() {
  const { t } = useTranslation('deliveries');
  const id = useId();
  const [asked, setAsked] = useState<Addressed>({ channel: 'email', address: '' });
  const [known, setKnown] = useState<Suppression | null>(null);
  const checking = useSaving(checkAddress, { touches: [], done: setKnown });
  const fault = useFaults(checking.error)('address');
  const ask = (changes: Partial<Addressed>) => {
    setAsked({ ...asked, ...changes });
    setKnown(null);
  };
  const check = () => checking.mutate(asked);
  return (
    <section className={styles.panel}>
      <h2>{t('suppressions.title')}</h2>
      <p className={styles.hint}>{t('suppressions.text')}</p>
      <form
        className={styles.question}
        onSubmit={(event) => {
          event.preventDefault();
          if (asked.address) check();
        }}
      >
        <Segmented
          aria-label={t('fields.channel')}
          value={asked.channel}
          options={(['email', 'sms'] as const).map((value) => ({ value, label: t(`channels.${value}`) }))}
          onChange={(channel) => ask({ channel })}
        />
        <div className={styles.field}>
          <label htmlFor={id}>{t(`suppressions.${asked.channel}`)}</label>
          <Input
            id={id}
            value={asked.address}
            status={fault && 'error'}
            onChange={(event) => ask({ address: event.target.value })}
          />
          {fault && <p role="alert">{fault}</p>}
        </div>
        <Button htmlType="submit" disabled={!asked.address} loading={checking.isPending}>
          {t('suppressions.check')}
        </Button>
      </form>
      {known && <Known {...{ asked, known }} onChanged={check} />}
    </section>
  );
}

interface KnownProps {
  asked: Addressed;
  known: Suppression;
  onChanged: () => void;
}

function Known({ asked, known, onChanged }: KnownProps) {
  const { t } = useTranslation('deliveries');
  const format = useFormat();
  const ask = useAsk();
  const act = known.suppressed ? 'lift' : 'suppress';
  const changing = useSaving(() => (known.suppressed ? liftAddress(asked) : suppressAddress(asked)), {
    touches: [],
    said: t(`suppressions.${act}Done`),
    done: onChanged,
  });
  const change = async () => {
    const title = t(`suppressions.${act}Title`, { address: asked.address });
    if (await ask(title, t(`suppressions.${act}Text`), t(`suppressions.${act}`))) changing.mutate(undefined);
  };
  return (
    <div className={styles.row} aria-live="polite">
      <Standing tone={known.suppressed ? 'danger' : 'success'}>
        {known.suppressed && known.reason
          ? t(`suppressions.because.${known.reason}`)
          : t('suppressions.free')}
      </Standing>
      {known.created_at && <span className={styles.hint}>{format.moment(known.created_at)}</span>}
      {known.detail && <span className={styles.hint}>{known.detail}</span>}
      <Button size="small" loading={changing.isPending} onClick={() => void change()}>
        {t(`suppressions.${act}`)}
      </Button>
    </div>
  );
}
