import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useSaving } from '../administration/shared/saving';
import { ProblemError } from '../api/problems';
import { useMay } from '../session/session';
import { useFormat } from '../ui/format';
import { Gone } from '../ui/records/Gone';
import { RecordRoom, RecordSkeleton } from '../ui/records/RecordPage';
import { ErrorState } from '../ui/states/ErrorState';
import styles from './deliveries.module.css';
import { Reason, Recipient, State, Topic } from './drawn';
import { Life } from './Life';
import { DELIVERIES, settle, useDelivery, type Delivery } from './queries';

export function DeliveryPage() {
  const { id = '' } = useParams();
  return <DeliveryRecord id={id} />;
}

/** A message: what it said, to whom, and its life. */
export function DeliveryRecord({ id }: { id: string }) {
  return (
    <RecordRoom>
      <Found id={id} />
    </RecordRoom>
  );
}

function Found({ id }: { id: string }) {
  const { t } = useTranslation('deliveries');
  const found = useDelivery(id);
  const gone = found.error instanceof ProblemError && found.error.status === 404;
  if (gone) return <Gone action={<Link to="/deliveries">{t('back')}</Link>} />;
  if (found.data) return <Loaded delivery={found.data} />;
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  return <RecordSkeleton />;
}

function Loaded({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('deliveries');
  return (
    <article className={styles.page}>
      <header className={styles.panel}>
        <Link to="/deliveries">{t('back')}</Link>
        <h1>{delivery.subject ?? <Topic value={delivery.topic} />}</h1>
        <p className={styles.row}>
          <State value={delivery.state} />
          <span>
            <Reason value={delivery.reason} />
          </span>
        </p>
        {delivery.state === 'unknown' && <Settle id={delivery.id} />}
        <Facts delivery={delivery} />
      </header>
      <div className={styles.columns}>
        <Content delivery={delivery} />
        <section className={styles.panel}>
          <h2>{t('life')}</h2>
          <Life steps={delivery.steps} />
        </section>
      </div>
    </article>
  );
}

function Facts({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('deliveries');
  const format = useFormat();
  const facts = [
    [t('fields.recipient'), <Recipient key="to" of={delivery} />],
    [t('fields.address'), delivery.address ?? t('hiddenAddress')],
    [t('fields.topic'), <Topic key="topic" value={delivery.topic} />],
    [t('fields.channel'), t(`channels.${delivery.channel}`)],
    [t('fields.created_at'), format.moment(delivery.created_at)],
    [t('fields.attempts'), format.number(delivery.attempts)],
    [t('fields.provider'), delivery.provider ?? '—'],
    [t('fields.text'), textNamed(delivery.template_number, t('ownText'), (n) => t('version', { number: n }))],
  ] as const;
  return (
    <dl className={styles.facts}>
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const textNamed = (number: number | null, own: string, version: (number: number) => string): string =>
  number === null ? '—' : number === 0 ? own : version(number);

/** Nobody knows whether it arrived: whoever has found out says so. */
function Settle({ id }: { id: string }) {
  const { t } = useTranslation('deliveries');
  const may = useMay('delivery.send');
  const settling = useSaving((arrived: boolean) => settle(id, arrived), {
    touches: [DELIVERIES],
    said: t('settle.done'),
  });
  return (
    <div className={styles.settle}>
      <p>{t('settle.text')}</p>
      {may && (
        <p className={styles.row}>
          <Button loading={settling.isPending} onClick={() => settling.mutate(true)}>
            {t('settle.arrived')}
          </Button>
          <Button loading={settling.isPending} onClick={() => settling.mutate(false)}>
            {t('settle.again')}
          </Button>
        </p>
      )}
    </div>
  );
}

/** What it said; the HTML is foreign, and is let do nothing. */
function Content({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation('deliveries');
  const { text, html } = delivery;
  return (
    <section className={styles.panel}>
      <h2>{t('content')}</h2>
      {text === null && html === null && <p className={styles.hint}>{t('noContent')}</p>}
      {html !== null && <iframe className={styles.mail} title={t('content')} sandbox="" srcDoc={html} />}
      {text !== null && html === null && <p className={styles.text}>{text}</p>}
      {text !== null && html !== null && (
        <details>
          <summary>{t('asText')}</summary>
          <p className={styles.text}>{text}</p>
        </details>
      )}
    </section>
  );
}
