import { DeleteOutlined, EditOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../session/session';
import { useColleagues } from '../ui/directory';
import { useFormat } from '../ui/format';
import { dayOf } from '../ui/moments';
import { HiddenValue } from '../ui/records/HiddenValue';
import { useTimelineContext } from './context';
import { EditEntry } from './EditEntry';
import type { Entry } from './filters';
import { iconOf } from './icons';
import { EntryMoment } from './moment';
import { isPending } from './queries';
import styles from './Timeline.module.css';
import { Written } from './Written';

/** What somebody wrote down; its writer may correct and delete it. */
export function WrittenItem({ entry }: { entry: Entry }) {
  const { t } = useTranslation('timeline');
  const [editing, setEditing] = useState(false);
  const { masked } = useMe();
  const pending = isPending(entry);
  return (
    <li className={styles.item} data-pending={pending}>
      <span className={styles.icon} aria-hidden="true">
        {iconOf(entry.channel)}
      </span>
      {editing ? (
        <EditEntry entry={entry} onDone={() => setEditing(false)} />
      ) : (
        <article className={styles.entry}>
          <header className={styles.head}>
            <Heading entry={entry} />
            {!pending && <Actions entry={entry} onEdit={() => setEditing(true)} />}
            {pending ? (
              <span className={styles.moment}>{t('entry.sending')}</span>
            ) : (
              <EntryMoment at={entry.occurred_at} />
            )}
          </header>
          {masked.includes('interaction.summary') && <HiddenValue />}
          {entry.summary && <Written text={entry.summary} />}
          <FollowUp entry={entry} />
          <Footer entry={entry} />
        </article>
      )}
    </li>
  );
}

function Heading({ entry }: { entry: Entry }) {
  const { t, i18n } = useTranslation('timeline');
  const { names, about, customers } = useTimelineContext();
  const known = `channels.${entry.channel}`;
  const named = i18n.exists(known, { ns: 'timeline' });
  const channel = named ? t(known as 'channels.call') : entry.channel; // of a later release
  const contact = entry.contact_id;
  const own = 'contactId' in about;
  return (
    <h3 className={styles.heading}>
      {t(`heads.${entry.direction === 'none' ? 'plain' : entry.direction}`, { channel })}
      {contact && !own && <Link to={`/contacts/${contact}`}>{names.get(contact) ?? t('entry.contact')}</Link>}
      {own && customers.has(entry.customer_id) && (
        <Link to={`/customers/${entry.customer_id}`}>{customers.get(entry.customer_id)}</Link>
      )}
      {entry.duration_seconds != null && (
        <span className={styles.quiet}>
          {t('entry.minutes', { count: Math.round(entry.duration_seconds / 60) })}
        </span>
      )}
    </h3>
  );
}

function FollowUp({ entry }: { entry: Entry }) {
  const { t } = useTranslation('timeline');
  const format = useFormat();
  const zone = useMe().time_zone;
  const { follow_up: text, follow_up_on: on } = entry;
  if (!text && !on) return null;
  const over = on != null && on < dayOf(new Date(), zone);
  return (
    <p className={styles.next} data-over={over}>
      {text && t('entry.next', { text })}
      {on && <span>{t(over ? 'entry.overdue' : 'entry.due', { day: format.date(on) })}</span>}
    </p>
  );
}

function Footer({ entry }: { entry: Entry }) {
  const { t, i18n } = useTranslation('timeline');
  const people = useColleagues();
  const { names } = useTimelineContext();
  const nameOf = ({ kind, id, name }: NonNullable<Entry['participants']>[number]) =>
    name ?? (kind === 'person' ? people.get(id ?? '')?.name : names.get(id ?? '')) ?? t('entry.contact');
  const who = people.get(entry.recorded_by ?? '')?.name;
  const list = new Intl.ListFormat(i18n.language).format((entry.participants ?? []).map(nameOf));
  const parts = [list && t('entry.with', { names: list }), who && t('entry.by', { name: who })];
  return <footer className={styles.footer}>{parts.filter(Boolean).join(' · ')}</footer>;
}

function Actions({ entry, onEdit }: { entry: Entry; onEdit: () => void }) {
  const { t } = useTranslation('timeline');
  const mine = useMe().id === entry.recorded_by;
  const { mayAt, onDelete } = useTimelineContext();
  if (!mine || !mayAt(entry.customer_id)) return null;
  return (
    <span className={styles.actions}>
      <Button
        type="text"
        size="small"
        icon={<EditOutlined />}
        aria-label={t('entry.edit')}
        onClick={onEdit}
      />
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={t('entry.delete')}
        onClick={() => onDelete(entry)}
      />
    </span>
  );
}
