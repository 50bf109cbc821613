import { App, Checkbox, Skeleton, Switch, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { keepPreference, usePreference } from '../session/preferences';
import { useProblemText } from '../ui/problems';
import { Field } from './Field';
import styles from './me.module.css';
import { QUIET_HOURS, quietHours, type QuietHours } from './quiet';

const FORMAT = 'HH:mm';
const at = (time: string) => dayjs(`2026-01-01T${time}`);

/** When nothing should pop up. */
export function QuietTab() {
  const { t, i18n } = useTranslation('me');
  const { message } = App.useApp();
  const text = useProblemText();
  const kept = usePreference(QUIET_HOURS);
  if (kept === undefined) return <Skeleton active />;
  const hours = quietHours(kept);
  const set = (change: Partial<QuietHours>) => {
    keepPreference(QUIET_HOURS, { ...hours, ...change }).catch(
      (error: unknown) => void message.error(text(error)),
    );
  };
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
  // 2026-11-22 is a Sunday; weeks are shown from Monday on
  const days = [1, 2, 3, 4, 5, 6, 0].map((day) => ({
    value: day,
    label: weekday.format(Date.UTC(2026, 10, 22 + day)),
  }));
  return (
    <div className={styles.form}>
      <p className={styles.hint}>{t('quiet.text')}</p>
      <label className={styles.switch}>
        <Switch checked={hours.on} onChange={(on) => set({ on })} />
        {t('quiet.on')}
      </label>
      {hours.on && (
        <>
          <Field label={t('quiet.hours')}>
            {(control) => (
              <TimePicker.RangePicker
                {...control}
                format={FORMAT}
                minuteStep={15}
                order={false}
                allowClear={false}
                value={[at(hours.from), at(hours.until)]}
                onChange={(times) => {
                  const [from, until] = times ?? [];
                  if (from && until) set({ from: from.format(FORMAT), until: until.format(FORMAT) });
                }}
              />
            )}
          </Field>
          <fieldset className={styles.group}>
            <legend>{t('quiet.days')}</legend>
            <Checkbox.Group
              options={days}
              value={[...hours.days]}
              onChange={(chosen) => set({ days: chosen })}
            />
          </fieldset>
        </>
      )}
    </div>
  );
}
