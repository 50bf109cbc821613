import { App, Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useColleagues } from '../ui/directory';
import { useFormat } from '../ui/format';
import { useProblemText } from '../ui/problems';
import { ErrorState } from '../ui/states/ErrorState';
import styles from './consents.module.css';
import { isPermission } from './entries';
import { useEvidence, useReview, type Consent, type Subject } from './queries';
import { useConsentWords, type Channel, type Recordable } from './words';

interface Props {
  subject: Subject;
  channel: Channel;
  purpose: Recordable;
  may: boolean;
}

/** Everything that was ever said about one channel and purpose: who, when, what they saw, where the proof is. */
export function Evidence({ subject, channel, purpose, may }: Props) {
  const { t } = useTranslation('consents');
  const found = useEvidence(subject, channel, purpose);
  if (found.isPending) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  return (
    <>
      <ol className={styles.entries}>
        {found.data.pages
          .flatMap((page) => page.items)
          .map((entry) => (
            <Entry key={entry.id} {...{ entry, subject, may }} />
          ))}
      </ol>
      {found.hasNextPage && (
        <Button size="small" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('proof.older')}
        </Button>
      )}
    </>
  );
}

interface EntryProps {
  entry: Consent;
  subject: Subject;
  may: boolean;
}

function Entry({ entry, subject, may }: EntryProps) {
  const { t } = useTranslation('consents');
  const words = useConsentWords();
  const format = useFormat();
  const people = useColleagues();
  const who = people.get(entry.recorded_by ?? '')?.name;
  return (
    <li className={styles.entry}>
      <p>
        <span className={styles.state} data-state={entry.state}>
          {words.states(entry.state)}
        </span>{' '}
        <span className={styles.quiet}>
          <time dateTime={entry.given_at} title={format.relative(entry.given_at)}>
            {t('proof.given', { moment: format.moment(entry.given_at) })}
          </time>
          {isPermission(entry.state) && ` · ${t('now.rests', { basis: words.bases(entry.basis) })}`}
          {who && ` · ${t('proof.recorded', { name: who })}`}
          {entry.valid_until && ` · ${t('now.ends', { moment: format.moment(entry.valid_until) })}`}
        </span>
      </p>
      <Proof entry={entry} />
      <Reviewed {...{ entry, subject, may }} />
    </li>
  );
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function Proof({ entry }: { entry: Consent }) {
  const { t } = useTranslation('consents');
  const words = useConsentWords();
  const { wording, evidence } = entry;
  const url = text(evidence.url);
  const lines: [string, string | undefined][] = [
    [t('proof.source'), words.sources(entry.source)],
    [t('proof.reference'), text(evidence.reference)],
    [t('proof.ip'), text(evidence.ip)],
  ];
  return (
    <dl className={styles.facts}>
      {lines.map(([name, value]) => value && <Fact key={name} name={name} value={value} />)}
      {url && (
        <div>
          <dt>{t('proof.url')}</dt>
          <dd>
            <a href={url} target="_blank" rel="noreferrer">
              {url}
            </a>
          </dd>
        </div>
      )}
      {wording && (
        <div>
          <dt>
            {t('proof.wording')}
            {wording.version && ` (${t('proof.version', { version: wording.version })})`}
          </dt>
          <dd>
            <blockquote lang={wording.language ?? undefined}>{wording.text}</blockquote>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Reviewed({ entry, subject, may }: EntryProps) {
  const { t } = useTranslation('consents');
  const { message } = App.useApp();
  const format = useFormat();
  const problem = useProblemText();
  const people = useColleagues();
  const { mutate: review, isPending } = useReview(subject);
  if (entry.reviewed_at) {
    const name = people.get(entry.reviewed_by ?? '')?.name ?? '—';
    return (
      <p className={styles.quiet} title={format.moment(entry.reviewed_at)}>
        {t('proof.reviewed', { name, moment: format.relative(entry.reviewed_at) })}
      </p>
    );
  }
  if (!may) return null;
  return (
    <Button
      size="small"
      type="link"
      className={styles.link}
      loading={isPending}
      onClick={() => review(entry.id, { onError: (error) => void message.error(problem(error)) })}
    >
      {t('proof.review')}
    </Button>
  );
}
