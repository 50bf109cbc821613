import { useTranslation } from 'react-i18next';
import { useColleagues } from '../../ui/directory';
import { textOf } from '../../ui/fields/values';
import { useFormat } from '../../ui/format';
import styles from '../quotes.module.css';
import type { Quote } from '../queries';
import { courseOf, type Step } from '../states';

/** What happened with the quote, and the evidence of the customer's answer. */
export function Course({ quote }: { quote: Quote }) {
  const { t } = useTranslation('quotes');
  return (
    <section className={styles.panel}>
      <h2>{t('course.title')}</h2>
      <ol className={styles.course}>
        {courseOf(quote).map((step) => (
          <li key={step.kind} data-kind={step.kind}>
            <StepShown {...{ step, quote }} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function StepShown({ step, quote }: { step: Step; quote: Quote }) {
  const { t } = useTranslation('quotes');
  const format = useFormat();
  const people = useColleagues();
  const by = step.by ? people.get(step.by)?.name : undefined;
  const answered = step.kind === 'accepted' || step.kind === 'declined';
  const words = step.kind === 'ended' ? t(`states.${quote.state}`) : t(`course.${step.kind}`);
  return (
    <>
      <div>
        {words}
        {by && <span className={styles.hint}> · {by}</span>}
      </div>
      <time className={styles.hint} dateTime={step.at} title={format.relative(step.at)}>
        {format.moment(step.at)}
      </time>
      {step.note && <blockquote className={styles.said}>{step.note}</blockquote>}
      {answered && quote.evidence && <Evidence evidence={quote.evidence} />}
    </>
  );
}

const SHOWN = ['name', 'signature', 'note', 'address', 'device', 'document_sha256'] as const;

/** Who answered, from where, to which document. */
function Evidence({ evidence }: { evidence: Readonly<Record<string, unknown>> }) {
  const { t } = useTranslation('quotes');
  const people = useColleagues();
  const by = textOf(evidence.by);
  const person = people.get(by.replace(/^user:/, ''))?.name;
  const facts = SHOWN.map((name) => [name, textOf(evidence[name])] as const).filter(
    ([, value]) => value !== '',
  );
  return (
    <dl className={styles.evidence}>
      <div>
        <dt>{t('evidence.by')}</dt>
        <dd>
          {by === 'link' ? t('evidence.link') : t('evidence.entered', { who: person ?? t('somebody') })}
        </dd>
      </div>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`evidence.${name}`)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
