import { Alert, Input, Radio, Select } from 'antd';
import { useId, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../../ui/fields/names';
import { useFieldNames } from '../fields/fieldNames';
import styles from '../imports.module.css';
import { givenFields, matchesNothing, usableKeys, type Options, type Target } from '../mapping';
import { Defaults } from './Defaults';
import type { SetupState } from './useSetup';

const ON_MATCH = ['update', 'skip', 'create'] as const;
const DATE_ORDERS = ['ymd', 'dmy', 'mdy'] as const;
const LONGEST_SOURCE = 64;

interface Props {
  target: Target;
  setup: SetupState;
}

/** How rows meet records that exist, what is given to all of them, how cells are read. */
export function OptionsForm({ target, setup }: Props) {
  const { t } = useTranslation('imports');
  const { choices, change } = setup;
  const { options } = choices;
  const set = (more: Partial<Options>) => change({ ...choices, options: { ...options, ...more } });
  return (
    <>
      <section className={styles.section} aria-labelledby="matching">
        <h2 id="matching">{t('options.title')}</h2>
        <Matching target={target} setup={setup} set={set} />
      </section>
      <section className={styles.section} aria-labelledby="defaults">
        <h2 id="defaults">{t('options.defaults')}</h2>
        <p className={styles.lead}>{t('options.defaultsHint')}</p>
        <Defaults
          target={target}
          values={options.defaults ?? {}}
          onChange={(defaults) => set({ defaults })}
        />
      </section>
      <section className={styles.section} aria-labelledby="reading">
        <h2 id="reading">{t('options.reading')}</h2>
        <Reading options={options} set={set} />
      </section>
    </>
  );
}

type Set = (more: Partial<Options>) => void;

function Matching({ target, setup, set }: Props & { set: Set }) {
  const { t } = useTranslation('imports');
  const names = useFieldNames();
  const id = useId();
  const { choices } = setup;
  const usable = new Set(usableKeys(choices, target));
  return (
    <>
      <Radio.Group
        vertical
        aria-label={t('options.onMatch')}
        value={choices.options.on_match}
        options={ON_MATCH.map((value) => ({ value, label: t(`options.${value}`) }))}
        onChange={(event) => {
          const chosen = ON_MATCH.find((one) => one === event.target.value);
          if (chosen) set({ on_match: chosen });
        }}
      />
      {choices.options.on_match === 'update' && givenFields(choices).has('owner') && (
        <p className={styles.lead}>{t('options.ownerKept')}</p>
      )}
      <Labelled id={id} label={t('options.matchBy')} hint={t('options.matchHint')}>
        <Select
          id={id}
          mode="multiple"
          style={{ width: '100%' }}
          placeholder={t('options.matchUsual')}
          value={choices.options.match_by ?? []}
          options={Object.keys(target.match_keys).map((key) => ({
            value: key,
            label: names.key(key),
            disabled: !usable.has(key),
          }))}
          onChange={(match_by) => set({ match_by })}
        />
      </Labelled>
      {matchesNothing(choices, target) && (
        <Alert
          type="warning"
          showIcon
          title={t('options.noMatch', { keys: target.usual_keys.map(names.key).join(', ') })}
        />
      )}
    </>
  );
}

function Reading({ options, set }: { options: Options; set: Set }) {
  const { t } = useTranslation('imports');
  const id = useId();
  const { zone: nameOf } = useNames();
  const zones = useMemo(
    () => Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: nameOf(value) })),
    [nameOf],
  );
  return (
    <>
      <Labelled id={`${id}source`} label={t('options.source')} hint={t('options.sourceHint')}>
        <Input
          id={`${id}source`}
          maxLength={LONGEST_SOURCE}
          value={options.source}
          onChange={(event) => set({ source: event.target.value })}
        />
      </Labelled>
      <Labelled id={`${id}dates`} label={t('options.dateOrder')}>
        <Select
          id={`${id}dates`}
          style={{ width: '100%' }}
          value={options.date_order}
          options={DATE_ORDERS.map((value) => ({ value, label: t(`options.${value}`) }))}
          onChange={(date_order) => set({ date_order })}
        />
      </Labelled>
      <Labelled id={`${id}zone`} label={t('options.zone')}>
        <Select
          id={`${id}zone`}
          style={{ width: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
          allowClear
          placeholder={t('options.zoneUsual')}
          value={options.zone}
          options={zones}
          onChange={(zone?: string) => set({ zone: zone ?? null })}
        />
      </Labelled>
    </>
  );
}

interface LabelledProps {
  id: string;
  label: string;
  hint?: string;
  children: ReactNode;
}

function Labelled({ id, label, hint, children }: LabelledProps) {
  return (
    <div className={styles.option}>
      <label htmlFor={id}>{label}</label>
      <div>
        {children}
        {hint && <p className={styles.hint}>{hint}</p>}
      </div>
    </div>
  );
}
