import { Button, DatePicker, Select, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../session/session';
import { useColleagues } from '../../ui/directory';
import { clockAt, momentOf } from '../../ui/wallClock';
import styles from '../shared/admin.module.css';
import { FILTERS, type Asked, type Filter } from './queries';
import { idOf, useSentences } from './sentences';

interface Props {
  asked: Asked;
  ask: (change: Partial<Asked>) => void;
}

const THINGS = [
  'customer',
  'contact',
  'interaction',
  'consent',
  'contact_preference',
  'custom_field',
  'tag',
  'user',
  'team',
  'role',
  'organisation',
  'api_key',
  'session',
  'view',
  'import',
  'export',
  'operation',
  'audit',
];
const KINDS = [
  'created',
  'updated',
  'deleted',
  'restored',
  'purged',
  'signed-in',
  'sign-in-failed',
  'locked-out',
  'session-ended',
  'refresh-replayed',
  'password-changed',
  'second-factor-added',
  'second-factor-removed',
  'second-factor-reset',
  'recovery-codes-renewed',
  'recovery-code-used',
  'device-forgotten',
  'api-key-rotated',
  'values-erased',
  'origins-erased',
  'trail-cut',
];
const SERVICES = ['customer', 'identity', 'notifications'];

/** What of the trail is shown; all of it stands in the address. */
export function Filters({ asked, ask }: Props) {
  const { t } = useTranslation('administration/audit');
  const words = useSentences();
  const people = [...useColleagues().values()].map(({ id, name, search }) => ({
    value: `user:${id}`,
    label: name,
    search: `${name}\n${search}`,
  }));
  const services = SERVICES.map((one) => ({
    value: `service:${one}`,
    label: words.person(`service:${one}`),
    search: one,
  }));
  const named = (names: readonly string[], name: (one: string) => string) =>
    names.map((one) => ({ value: one, label: name(one), search: name(one) }));
  return (
    <div className={styles.actions} role="search" aria-label={t('filters')}>
      <Chosen {...{ asked, ask }} name="actor" label={t('actor')} options={[...people, ...services]} />
      <Chosen {...{ asked, ask }} name="thing" label={t('thing')} options={named(THINGS, words.thing)} />
      <Chosen {...{ asked, ask }} name="kind" label={t('kind')} options={named(KINDS, words.kind)} />
      <Chosen {...{ asked, ask }} name="service" label={t('service')} options={named(SERVICES, String)} />
      <Moment {...{ asked, ask }} name="since" label={t('since')} />
      <Moment {...{ asked, ask }} name="until" label={t('until')} />
      <Given asked={asked} ask={ask} />
      {FILTERS.some((name) => asked[name]) && (
        <Button type="text" onClick={() => ask(Object.fromEntries(FILTERS.map((name) => [name, ''])))}>
          {t('clear')}
        </Button>
      )}
    </div>
  );
}

interface Option {
  value: string;
  label: string;
  /** What it is found by: its name, and pinyin. */
  search: string;
}

interface One extends Props {
  name: Filter;
  label: string;
}

/** Chosen of what is known; what the address says besides stands there too. */
function Chosen({ asked, ask, name, label, options }: One & { options: Option[] }) {
  const value = asked[name];
  const known = value === '' || options.some((one) => one.value === value);
  return (
    <Select
      aria-label={label}
      placeholder={label}
      allowClear
      showSearch={{ optionFilterProp: 'search' }}
      popupMatchSelectWidth={false}
      style={{ minWidth: 120 }}
      value={value || undefined}
      options={known ? options : [{ value, label: value, search: value }, ...options]}
      onChange={(chosen?: string) => ask({ [name]: chosen ?? '' })}
    />
  );
}

function Moment({ asked, ask, name, label }: One) {
  const zone = useMe().time_zone;
  return (
    <DatePicker
      aria-label={label}
      placeholder={label}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={asked[name] ? clockAt(asked[name], zone) : null}
      onChange={(clock) => ask({ [name]: clock ? momentOf(clock, zone) : '' })}
    />
  );
}

/** What was asked from a line: one record, one act, one address. */
function Given({ asked, ask }: Props) {
  const { t } = useTranslation('administration/audit');
  const words = useSentences();
  const people = useColleagues();
  const behalf = asked.on_behalf_of;
  const given = [
    { name: 'record_id', what: t('record'), value: people.get(asked.record_id)?.name ?? asked.record_id },
    { name: 'cause_id', what: t('cause'), value: asked.cause_id },
    { name: 'address', what: t('address'), value: asked.address },
    { name: 'on_behalf_of', what: t('onBehalf'), value: idOf(behalf) ? words.person(behalf) : behalf },
  ] as const;
  return given
    .filter(({ name }) => asked[name])
    .map(({ name, what, value }) => (
      <Tag key={name} closable onClose={() => ask({ [name]: '' })}>
        {t('only', { what, value })}
      </Tag>
    ));
}
