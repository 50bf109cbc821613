import { EditOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../ui/fields/names';
import { useFormat } from '../ui/format';
import { ErrorState } from '../ui/states/ErrorState';
import styles from './consents.module.css';
import { PreferencesForm } from './PreferencesForm';
import { usePreferences, type Preferences, type Subject } from './queries';
import { useWeekdays } from './weekdays';
import { useConsentWords } from './words';

/** What somebody asked for beside consent: channels off limits, pauses, how often, at which hours. */
export function PreferencesPanel({ subject, may }: { subject: Subject; may: boolean }) {
  const { t } = useTranslation('consents');
  const found = usePreferences(subject);
  const [editing, setEditing] = useState(false);
  return (
    <section className={styles.part}>
      <header className={styles.head}>
        <h2>{t('wishes.title')}</h2>
        {may && !editing && found.data && (
          <Button size="small" icon={<EditOutlined />} onClick={() => setEditing(true)}>
            {t('wishes.edit')}
          </Button>
        )}
      </header>
      {found.isPending && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.data &&
        (editing ? (
          <PreferencesForm subject={subject} said={found.data} onDone={() => setEditing(false)} />
        ) : (
          <Said said={found.data} />
        ))}
    </section>
  );
}

function Said({ said }: { said: Preferences }) {
  const { t } = useTranslation('consents');
  const lines = useLines(said).filter(([, value]) => Boolean(value));
  if (lines.length === 0) return <p className={styles.quiet}>{t('wishes.none')}</p>;
  return (
    <dl className={styles.facts}>
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function useLines(said: Preferences): [string, ReactNode][] {
  const { t, i18n } = useTranslation('consents');
  const words = useConsentWords();
  const format = useFormat();
  const zones = useNames();
  const weekdays = useWeekdays();
  const list = (all: string[]) => new Intl.ListFormat(i18n.language).format(all);
  const { hours, paused_from: from, paused_until: until, time_zone: zone } = said;
  const days = hours?.days && hours.days.length < 7 ? list(hours.days.map(weekdays)) : '';
  const span = hours && { since: hours.since.slice(0, 5), until: hours.until.slice(0, 5), days };
  const caps = said.frequency_caps.map(({ channel, most, days: within }) =>
    t('wishes.cap', { channel: words.channels(channel), count: most, days: within }),
  );
  return [
    [t('wishes.barred'), said.do_not_contact.length > 0 && list(said.do_not_contact.map(words.channels))],
    [t('wishes.preferred'), said.preferred_channel && words.channels(said.preferred_channel)],
    [
      t('wishes.pause'),
      from && until && t('wishes.pauseSpan', { from: format.date(from), until: format.date(until) }),
    ],
    [t('wishes.caps'), caps.length > 0 && list(caps)],
    [
      t('wishes.hours'),
      span && (
        <>
          {t('wishes.hoursSpan', span)}{' '}
          {zone && <span className={styles.quiet}>{t('wishes.zone', { zone: zones.zone(zone) })}</span>}
        </>
      ),
    ],
  ];
}
