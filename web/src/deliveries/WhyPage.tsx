import { Segmented, Select, Skeleton } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAddress } from '../administration/shared/address';
import { Page } from '../administration/shared/Page';
import { useMay } from '../session/session';
import { FieldEditor } from '../ui/fields/FieldEditor';
import { textOf } from '../ui/fields/values';
import { useFormat } from '../ui/format';
import { MayNot } from '../ui/records/MayNot';
import { ErrorState } from '../ui/states/ErrorState';
import { Standing, type Tone } from '../ui/states/Standing';
import styles from './deliveries.module.css';
import { Reason, Topic } from './drawn';
import { Life } from './Life';
import { useTopics, useWhy, type Explained, type Thing } from './queries';

const THINGS = ['contact', 'customer', 'user'] as const satisfies readonly Thing[];
const KINDS = { contact: 'contact', customer: 'customer', user: 'person' } as const;

/** Why somebody got a message, or did not: who and about what is in the address. */
export function WhyPage() {
  const { t } = useTranslation('deliveries');
  const may = useMay('delivery.read');
  const [asked, change] = useAddress('thing', 'recipient', 'topic');
  const thing = THINGS.find((one) => one === asked.thing) ?? 'contact';
  const topics = useTopics().data?.filter((one) => one.for_people === (thing === 'user')) ?? [];
  const base = useId();
  if (!may) return <MayNot />;
  return (
    <Page title={t('why.title')} lead={t('why.lead')} up={{ to: '/deliveries', name: t('list.title') }}>
      <form className={styles.question} onSubmit={(event) => event.preventDefault()}>
        <Segmented
          aria-label={t('why.thing')}
          value={thing}
          options={THINGS.map((value) => ({ value, label: t(`things.${value}`) }))}
          onChange={(value) => change({ thing: value, recipient: '', topic: '' })}
        />
        <div className={styles.field}>
          <label htmlFor={`${base}who`}>{t('fields.recipient')}</label>
          <FieldEditor
            key={thing}
            id={`${base}who`}
            field={{ name: 'recipient', kind: KINDS[thing], label: t('fields.recipient') }}
            value={asked.recipient || null}
            onChange={(value) => change({ recipient: textOf(value) })}
          />
        </div>
        <div className={styles.field}>
          <label htmlFor={`${base}topic`}>{t('fields.topic')}</label>
          <Select<string>
            id={`${base}topic`}
            allowClear
            placeholder={t('why.anyTopic')}
            value={asked.topic || undefined}
            options={topics.map((one) => ({ value: one.topic, label: <Topic value={one.topic} /> }))}
            onChange={(value: string | undefined) => change({ topic: value ?? '' })}
          />
        </div>
      </form>
      {asked.recipient !== '' && <Answer thing={thing} recipient={asked.recipient} topic={asked.topic} />}
    </Page>
  );
}

const TONES: Record<Explained['answer'], Tone> = {
  never_asked: 'quiet',
  got_it: 'success',
  on_its_way: 'accent',
  in_digest: 'accent',
  not_known: 'warning',
  did_not_get_it: 'danger',
};

function Answer({ thing, recipient, topic }: { thing: Thing; recipient: string; topic: string }) {
  const { t } = useTranslation('deliveries');
  const format = useFormat();
  const found = useWhy(thing, recipient, topic);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active />;
  const { answer, reason, deliveries } = found.data;
  return (
    <section className={styles.panel} aria-live="polite">
      <h2>
        <Standing tone={TONES[answer]}>{t(`answers.${answer}`)}</Standing>
      </h2>
      {reason && (
        <p>
          <Reason value={reason} />
        </p>
      )}
      {deliveries.map((one, index) => (
        <details key={one.id} open={index === 0} className={styles.one}>
          <summary>
            <Topic value={one.topic} /> · {t(`channels.${one.channel}`)} ·{' '}
            <span title={format.moment(one.created_at)}>{format.relative(one.created_at)}</span>
          </summary>
          <Life steps={one.steps} />
          <Link to={`/deliveries/${one.id}`}>{t('open')}</Link>
        </details>
      ))}
    </section>
  );
}
