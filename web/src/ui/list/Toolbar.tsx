import { useTranslation } from 'react-i18next';
import { FilterBar } from '../filters/FilterBar';
import { readCondition, writeCondition } from '../filters/condition';
import { ExportButton } from '../exports/ExportButton';
import { useFormat } from '../format';
import type { FieldDescription, ObjectDescription, RecordShown } from '../records/description';
import type { Shown } from './address';
import { ColumnChooser } from './ColumnChooser';
import styles from './list.module.css';
import { SearchBox } from './SearchBox';

interface Props<R extends RecordShown> {
  description: ObjectDescription<R>;
  columns: readonly FieldDescription[];
  shown: Shown;
  onChange: (change: Partial<Shown>, replace?: boolean) => void;
  /** What can be searched for; false: this list has no free text. */
  search?: string | false;
  total?: number;
  capped: boolean;
}

/** What narrows a list, how it is laid out, and how many there are. */
export function Toolbar<R extends RecordShown>({ description, columns, shown, ...props }: Props<R>) {
  const { onChange, search } = props;
  return (
    <div className={styles.toolbar}>
      {search !== false && <Searching q={shown.q} hint={search} onChange={onChange} />}
      <FilterBar
        description={description}
        value={readCondition(shown.filter)}
        onChange={(condition) => onChange({ filter: writeCondition(condition) ?? '' })}
      />
      <span className={styles.right}>
        <Total total={props.total} capped={props.capped} />
        {!shown.deleted && <ExportButton description={description} query={shown} />}
        <ColumnChooser
          fields={description.fields.filter((field) => !field.filterOnly)}
          columns={columns}
          title={description.title}
          onChange={(chosen) => onChange({ columns: chosen })}
        />
      </span>
    </div>
  );
}

type SearchingProps = Pick<Props<RecordShown>, 'onChange'> & { q: string; hint?: string };

function Searching({ q, hint, onChange }: SearchingProps) {
  return <SearchBox value={q} hint={hint} onChange={(typed) => onChange({ q: typed }, true)} />;
}

function Total({ total, capped }: { total?: number; capped: boolean }) {
  const { t } = useTranslation('ui/list');
  const format = useFormat();
  if (total === undefined) return null;
  const shown = format.number(total);
  return (
    <span className={styles.total} role="status">
      {capped ? t('capped', { shown }) : t('total', { count: total, shown })}
    </span>
  );
}
