import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Alert, App, Button, Checkbox, Input, InputNumber, Select, Switch } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../api/problems';
import { useProblemText } from '../ui/problems';
import styles from './consents.module.css';
import { useChangePreferences, type Preferences, type Subject } from './queries';
import { useWeekdays } from './weekdays';
import { changesOf, USUAL_HOURS, WEEK, wishesOf, wrongWith, type Wishes } from './wishes';
import { CHANNELS, useConsentWords } from './words';

interface Props {
  subject: Subject;
  said: Preferences;
  onDone: () => void;
}

export function PreferencesForm({ subject, said, onDone }: Props) {
  const { t } = useTranslation('consents');
  const [wishes, setWishes] = useState(() => wishesOf(said));
  const [tried, setTried] = useState(false);
  const [from] = useState(said); // an edit starts from what was shown, whatever others do meanwhile
  const { save, saving, refused } = useSaving(subject, from, onDone);
  const wrong = wrongWith(wishes);
  const set = (change: Partial<Wishes>) => setWishes({ ...wishes, ...change });
  const submit = () => {
    setTried(true);
    if (!wrong) save(wishes);
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Barred {...{ wishes, set }} />
      <Pause {...{ wishes, set }} />
      <Caps {...{ wishes, set }} />
      <Hours {...{ wishes, set }} />
      {tried && wrong && <Alert type="error" title={t(`wishes.${wrong}`)} />}
      {refused && <Alert type="error" title={refused} />}
      <div className={styles.submit}>
        <Button onClick={onDone}>{t('wishes.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={saving}>
          {t('wishes.save')}
        </Button>
      </div>
    </form>
  );
}

function useSaving(subject: Subject, from: Preferences, onDone: () => void) {
  const { t, i18n } = useTranslation('consents');
  const { message, notification } = App.useApp();
  const words = useConsentWords();
  const problem = useProblemText();
  const { mutate, isPending, error } = useChangePreferences(subject);
  const save = (wishes: Wishes) => {
    const changes = changesOf(wishes, from);
    if (Object.keys(changes).length === 0) return onDone();
    mutate(
      { version: from.version, changes },
      {
        onSuccess: () => {
          void message.success(t('wishes.saved'));
          onDone();
        },
        onError: (refusal) => {
          if (!(refusal instanceof ProblemError) || refusal.status !== 412) return;
          const names = (refusal.problem.errors ?? []).map((one) => words.fields(one.pointer.slice(1)));
          const fields = new Intl.ListFormat(i18n.language).format(names);
          notification.warning({ title: t('wishes.conflict', { fields }) });
          onDone(); // theirs is loaded and shown
        },
      },
    );
  };
  return { save, saving: isPending, refused: error ? problem(error) : undefined };
}

interface PartProps {
  wishes: Wishes;
  set: (change: Partial<Wishes>) => void;
}

function Barred({ wishes, set }: PartProps) {
  const { t } = useTranslation('consents');
  const words = useConsentWords();
  const id = useId();
  const all = wishes.do_not_contact.includes('all');
  return (
    <>
      <fieldset className={styles.field}>
        <legend>{t('wishes.barred')}</legend>
        <Checkbox checked={all} onChange={() => set({ do_not_contact: all ? [] : ['all'] })}>
          {words.channels('all')}
        </Checkbox>
        {!all && (
          <Checkbox.Group
            value={wishes.do_not_contact}
            onChange={(do_not_contact) => set({ do_not_contact })}
            options={CHANNELS.map((value) => ({ value, label: words.channels(value) }))}
          />
        )}
      </fieldset>
      <div className={styles.field}>
        <label htmlFor={id}>{t('wishes.preferred')}</label>
        <Select
          id={id}
          allowClear
          className={styles.choice}
          value={wishes.preferred_channel}
          onChange={(chosen?: Wishes['preferred_channel']) => set({ preferred_channel: chosen ?? null })}
          options={CHANNELS.map((value) => ({ value, label: words.channels(value) }))}
        />
      </div>
    </>
  );
}

function Pause({ wishes, set }: PartProps) {
  const { t } = useTranslation('consents');
  return (
    <fieldset className={styles.field}>
      <legend>{t('wishes.pause')}</legend>
      <div className={styles.line}>
        <Input
          type="date"
          aria-label={t('wishes.pauseFrom')}
          value={wishes.paused_from}
          onChange={(event) => set({ paused_from: event.target.value })}
        />
        –
        <Input
          type="date"
          aria-label={t('wishes.pauseUntil')}
          value={wishes.paused_until}
          onChange={(event) => set({ paused_until: event.target.value })}
        />
      </div>
    </fieldset>
  );
}

function Caps({ wishes, set }: PartProps) {
  const { t } = useTranslation('consents');
  const words = useConsentWords();
  const caps = wishes.frequency_caps;
  type Cap = Wishes['frequency_caps'][number];
  const change = (at: number, cap: Partial<Cap>) =>
    set({ frequency_caps: caps.map((one, index) => (index === at ? { ...one, ...cap } : one)) });
  return (
    <fieldset className={styles.field}>
      <legend>{t('wishes.caps')}</legend>
      {caps.map((cap, at) => (
        <div className={styles.line} key={at}>
          <Select
            className={styles.choice}
            aria-label={t('ask.channel')}
            value={cap.channel}
            onChange={(channel) => change(at, { channel })}
            options={CHANNELS.map((value) => ({ value, label: words.channels(value) }))}
          />
          <InputNumber
            aria-label={t('wishes.most')}
            suffix={t('wishes.most')}
            min={1}
            max={1000}
            value={cap.most}
            onChange={(most) => change(at, { most: most ?? 1 })}
          />
          <InputNumber
            aria-label={t('wishes.days')}
            suffix={t('wishes.days')}
            min={1}
            max={366}
            value={cap.days}
            onChange={(days) => change(at, { days: days ?? 1 })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('wishes.removeCap')}
            onClick={() => set({ frequency_caps: caps.filter((_, index) => index !== at) })}
          />
        </div>
      ))}
      <Button
        size="small"
        type="dashed"
        icon={<PlusOutlined />}
        disabled={caps.length >= 20}
        onClick={() => set({ frequency_caps: [...caps, { channel: 'email', most: 1, days: 30 }] })}
      >
        {t('wishes.addCap')}
      </Button>
    </fieldset>
  );
}

function Hours({ wishes, set }: PartProps) {
  const { t } = useTranslation('consents');
  const weekdays = useWeekdays();
  const { hours } = wishes;
  return (
    <fieldset className={styles.field}>
      <legend>{t('wishes.hours')}</legend>
      <label className={styles.line}>
        <Switch
          size="small"
          checked={hours !== null}
          onChange={(on) => set({ hours: on ? USUAL_HOURS : null })}
        />
        {t('wishes.onlyHours')}
      </label>
      {hours && (
        <>
          <div className={styles.line}>
            <Input
              type="time"
              aria-label={t('wishes.since')}
              value={hours.since}
              onChange={(event) => set({ hours: { ...hours, since: event.target.value } })}
            />
            –
            <Input
              type="time"
              aria-label={t('wishes.until')}
              value={hours.until}
              onChange={(event) => set({ hours: { ...hours, until: event.target.value } })}
            />
          </div>
          <Checkbox.Group
            aria-label={t('wishes.weekdays')}
            value={hours.days}
            onChange={(days) => set({ hours: { ...hours, days: [...days].sort() } })}
            options={WEEK.map((value) => ({ value, label: weekdays(value) }))}
          />
        </>
      )}
    </fieldset>
  );
}
