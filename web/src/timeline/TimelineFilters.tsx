import { Button, Segmented, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useColleagues } from '../ui/directory';
import { useTimelineContext } from './context';
import {
  CHANNELS,
  DIRECTIONS,
  isFiltered,
  WHAT,
  type Channel,
  type Direction,
  type Filters,
} from './filters';
import styles from './Timeline.module.css';

interface Props {
  filters: Filters;
  onChange: (filters: Filters) => void;
}

export function TimelineFilters({ filters, onChange }: Props) {
  const { t } = useTranslation('timeline');
  const { about, names } = useTimelineContext();
  const people = useColleagues();
  const set = (changes: Partial<Filters>) => onChange({ ...filters, ...changes });
  const named = (all: ReadonlyMap<string, string>) => [...all].map(([value, label]) => ({ value, label }));
  return (
    <div className={styles.filters} role="group" aria-label={t('filters.label')}>
      <Segmented
        size="small"
        aria-label={t('filters.label')}
        value={filters.what}
        onChange={(what) => set({ what })}
        options={WHAT.map((value) => ({ value, label: t(`filters.${value}`) }))}
      />
      <Select<Channel[]>
        size="small"
        mode="multiple"
        maxTagCount="responsive"
        className={styles.choice}
        aria-label={t('filters.channels')}
        placeholder={t('filters.channels')}
        value={[...filters.channels]}
        onChange={(channels) => set({ channels })}
        options={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
      />
      <Select<Direction>
        size="small"
        allowClear
        className={styles.choice}
        aria-label={t('filters.direction')}
        placeholder={t('filters.direction')}
        value={filters.direction}
        onChange={(direction: Direction | undefined) => set({ direction })}
        options={DIRECTIONS.map((value) => ({ value, label: t(`directions.${value}`) }))}
      />
      {'customerId' in about && names.size > 0 && (
        <Who
          label={t('filters.contact')}
          value={filters.contact}
          options={named(names)}
          onChange={(contact) => set({ contact })}
        />
      )}
      <Who
        label={t('filters.by')}
        value={filters.by}
        options={[...people.values()].map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(by) => set({ by })}
      />
      {isFiltered(filters) && (
        <Button type="link" size="small" onClick={() => onChange({ what: 'all', channels: [] })}>
          {t('filters.clear')}
        </Button>
      )}
    </div>
  );
}

interface WhoProps {
  label: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

function Who({ label, value, options, onChange }: WhoProps) {
  return (
    <Select<string>
      size="small"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      className={styles.choice}
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(chosen: string | undefined) => onChange(chosen)}
      options={options}
    />
  );
}
