import { useTranslation } from 'react-i18next';
import { useMe } from '../session/session';
import { useFormat } from '../ui/format';
import { dayOf } from '../ui/moments';
import styles from './contracts.module.css';
import { termOf, type Term } from './lasting';
import type { Contract } from './queries';

/** From its first day to its last: how much of it is over, and until when notice can be given. */
export function TermBar({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  const format = useFormat();
  const term = termOf(contract, dayOf(new Date(), useMe().organisation.time_zone));
  if (!term) return <p className={styles.none}>{t('term.none')}</p>;
  const { starts_on: starts, last_day: last, notice_by: notice, terminated_on: terminated } = contract;
  const words = t(`term.${term.phase}`, { count: term.days });
  const active = contract.state === 'active';
  return (
    <section className={styles.term} aria-label={t('term.title')}>
      <p className={styles.words}>
        <span>{words}</span>
        {active && terminated && <span className={styles.late}>{t('term.terminated')}</span>}
        {active && notice && !terminated && (
          <span>{t(`term.notice.${contract.renewal}`, { day: format.date(notice) })}</span>
        )}
      </p>
      <Track {...{ term, words }} />
      <p className={styles.ends}>
        <time dateTime={starts ?? undefined}>{starts && format.date(starts)}</time>
        {last ? <time dateTime={last}>{format.date(last)}</time> : <span>{t('term.openEnded')}</span>}
      </p>
    </section>
  );
}

const percent = (share: number) => `${share * 100}%`;

function Track({ term, words }: { term: Term; words: string }) {
  const { t } = useTranslation('contracts');
  const { passed, notice, phase } = term;
  return (
    <div
      className={styles.track}
      data-phase={phase}
      role="meter"
      aria-label={words}
      aria-valuenow={Math.round((passed ?? 0) * 100)}
      aria-valuemin={0}
      aria-valuemax={100}
    >
      {passed !== null && <span className={styles.passed} style={{ width: percent(passed) }} />}
      {notice !== null && (
        <span
          className={styles.notice}
          title={t('fields.notice_by')}
          style={{ insetInlineStart: percent(notice) }}
        />
      )}
      {phase === 'running' && passed !== null && (
        <span
          className={styles.today}
          title={t('term.today')}
          style={{ insetInlineStart: percent(passed) }}
        />
      )}
    </div>
  );
}
