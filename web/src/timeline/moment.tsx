/** When something was, below the heading of its day. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session/session';
import { useFormat } from '../ui/format';
import { dayOf } from '../ui/moments';
import { daysBetween } from './days';
import styles from './Timeline.module.css';

const NEAR = ['today', 'yesterday'] as const;

/** Of today how long ago, of other days the time of day; the whole on hover. */
export function EntryMoment({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const format = useFormat();
  const zone = useMe().time_zone;
  const clock = useMemo(
    () => new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short', timeZone: zone }),
    [i18n.language, zone],
  );
  const today = dayOf(at, zone) === dayOf(new Date(), zone);
  return (
    <time
      className={styles.moment}
      dateTime={at}
      title={today ? format.moment(at) : `${format.moment(at)} · ${format.relative(at)}`}
    >
      {today ? format.relative(at) : clock.format(new Date(at))}
    </time>
  );
}

export function DayHeading({ day }: { day: string }) {
  const { t, i18n } = useTranslation('timeline');
  const zone = useMe().time_zone;
  const format = useMemo(
    () => new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeZone: 'UTC' }),
    [i18n.language],
  );
  const relative = useMemo(() => new Intl.RelativeTimeFormat(i18n.language), [i18n.language]);
  const ago = daysBetween(day, dayOf(new Date(), zone));
  const near = ago === -1 ? 'tomorrow' : NEAR[ago];
  return (
    <h2 className={styles.day}>
      {format.format(new Date(`${day}T00:00:00Z`))}
      <span className={styles.quiet}>
        {near ? t(`days.${near}`) : Math.abs(ago) < 60 ? relative.format(-ago, 'day') : null}
      </span>
    </h2>
  );
}
