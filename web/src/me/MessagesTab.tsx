import { Select, Skeleton, Switch, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import admin from '../administration/shared/admin.module.css';
import { useSaving } from '../administration/shared/saving';
import { useTopicName } from '../deliveries/useTopicName';
import { ErrorState } from '../ui/states/ErrorState';
import { Field } from './Field';
import styles from './me.module.css';
import {
  beQuiet,
  howOf,
  HOWS,
  MESSAGES,
  neverQuiet,
  useMessages,
  wish,
  wishOf,
  type Hours,
  type How,
  type Wish,
} from './messages';

const FORMAT = 'HH:mm';
const USUAL: Hours = { starts_at: '22:00', ends_at: '07:00' };
const at = (time: string) => dayjs(`2026-01-01T${time}`);

/** Which messages come by mail or SMS, and when they wait. */
export function MessagesTab() {
  const { t } = useTranslation('me');
  const nameOf = useTopicName();
  const found = useMessages();
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active />;
  const { topics, quiet_hours: hours, time_zone: zone, digest_at: hour } = found.data;
  const names = [...new Set(topics.map((one) => one.topic))];
  return (
    <div className={styles.form}>
      <p className={styles.hint}>{t('messages.text')}</p>
      <div className={admin.scroller}>
        <table className={admin.table}>
          <thead>
            <tr>
              <th scope="col">{t('messages.topic')}</th>
              <th scope="col">{t('messages.email')}</th>
              <th scope="col">{t('messages.sms')}</th>
            </tr>
          </thead>
          <tbody>
            {names.map((name) => (
              <tr key={name}>
                <th scope="row">{nameOf(name)}</th>
                {(['email', 'sms'] as const).map((channel) => (
                  <td key={channel}>
                    <Wanted one={topics.find((one) => one.topic === name && one.channel === channel)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.hint}>{t('messages.daily', { at: hour.slice(0, 5) })}</p>
      <QuietHours {...{ hours, zone }} />
    </div>
  );
}

function Wanted({ one }: { one: Wish | undefined }) {
  const { t } = useTranslation('me');
  const nameOf = useTopicName();
  const wishing = useSaving(wish, { touches: [MESSAGES] });
  if (!one) return null;
  const given = wishing.isPending ? wishing.variables : one;
  const shared = {
    disabled: one.mandatory,
    title: one.mandatory ? t('messages.mandatory') : undefined,
    'aria-label': `${nameOf(one.topic)}: ${t(`messages.by_${one.channel}`)}`,
  };
  if (one.channel === 'sms')
    return (
      <Switch
        {...shared}
        checked={given.wanted}
        onChange={(wanted) => wishing.mutate({ ...one, ...wishOf(wanted ? 'at_once' : 'off') })}
      />
    );
  return (
    <Select<How>
      {...shared}
      className={styles.how}
      value={howOf(given)}
      options={HOWS.map((value) => ({ value, label: t(`messages.how.${value}`) }))}
      onChange={(how) => wishing.mutate({ ...one, ...wishOf(how) })}
    />
  );
}

function QuietHours({ hours, zone }: { hours: Hours | null; zone: string }) {
  const { t } = useTranslation('me');
  const setting = useSaving((given: Hours | null) => (given ? beQuiet(given) : neverQuiet()), {
    touches: [MESSAGES],
  });
  const shown = setting.isPending ? setting.variables : hours;
  return (
    <>
      <label className={styles.switch}>
        <Switch checked={shown !== null} onChange={(on) => setting.mutate(on ? USUAL : null)} />
        {t('messages.quiet')}
      </label>
      {shown && (
        <Field label={t('messages.hours', { zone })}>
          {(control) => (
            <TimePicker.RangePicker
              {...control}
              format={FORMAT}
              minuteStep={15}
              order={false}
              allowClear={false}
              value={[at(shown.starts_at), at(shown.ends_at)]}
              onChange={(times) => {
                const [from, until] = times ?? [];
                if (from && until)
                  setting.mutate({ starts_at: from.format(FORMAT), ends_at: until.format(FORMAT) });
              }}
            />
          )}
        </Field>
      )}
    </>
  );
}
