import { DownOutlined } from '@ant-design/icons';
import { Select, Tag } from 'antd';
import { memo, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { groupOf, useFieldNames, type FieldGroup } from '../fields/fieldNames';
import styles from '../imports.module.css';
import {
  columnsByField,
  originOf,
  withColumn,
  type Mapping,
  type Origin,
  type Sheet,
  type Target,
} from '../mapping';
import type { SetupState } from './useSetup';

const GROUPS: readonly FieldGroup[] = ['main', 'custom', 'consents'];
const COLOURS: Record<Origin, string | undefined> = {
  remembered: 'success',
  recognised: 'processing',
  chosen: undefined,
  none: 'warning',
};
/** What a column that is not imported chooses; no field is called so. */
const IGNORED = '';

interface Props {
  sheet: Sheet;
  target: Target;
  setup: SetupState;
  headers: readonly string[];
}

/** A file may have hundreds of columns: a line is drawn again only when it changes, and only the column that
 * somebody is choosing for has a full select. */
export function ColumnsTable({ sheet, target, setup, headers }: Props) {
  const { t } = useTranslation('imports');
  const names = useFieldNames();
  const { choices, change } = setup;
  const [open, setOpen] = useState<string>();
  const [left, setLeft] = useState<string>(); // has the focus again once its select is closed
  const at = new Map(sheet.headers.map((header, index) => [header, index]));
  const close = (header: string) => {
    setOpen(undefined);
    setLeft(header);
  };
  const take = (header: string, field: string) => {
    close(header);
    change(withColumn(choices, header, field === IGNORED ? null : field, target));
  };
  return (
    <div className={styles.scroll}>
      <table className={`${styles.table} ${styles.middle} ${styles.stacked}`}>
        <thead>
          <tr>
            <th scope="col">{t('columns.column')}</th>
            <th scope="col">{t('columns.sample')}</th>
            <th scope="col">{t('columns.field')}</th>
            <th scope="col">{t('columns.certainty')}</th>
          </tr>
        </thead>
        <tbody>
          {headers.map((header) => {
            const field = choices.mapping[header] ?? null;
            return (
              <ColumnLine
                key={header}
                header={header}
                sample={sampleOf(sheet, at.get(header))}
                field={field === null ? t('columns.ignore') : names.field(target.name, field)}
                origin={originOf(sheet, choices, header)}
                focused={left === header}
                onOpen={setOpen}
              >
                {open === header && (
                  <FieldSelect
                    header={header}
                    target={target}
                    mapping={choices.mapping}
                    onTake={take}
                    onClose={close}
                  />
                )}
              </ColumnLine>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** The first things that stand in a column, each once. */
function sampleOf(sheet: Sheet, at = -1): string {
  const cells = sheet.samples.map((row) => row[at] ?? '').filter(Boolean);
  return [...new Set(cells)].slice(0, 3).join(' · ');
}

interface LineProps {
  header: string;
  sample: string;
  field: string;
  origin: Origin;
  focused: boolean;
  onOpen: (header: string) => void;
  /** The select, while it is open. */
  children: ReactNode;
}

const ColumnLine = memo(function ColumnLine(props: LineProps) {
  const { t } = useTranslation('imports');
  const { header, sample, field, origin, focused, onOpen, children } = props;
  return (
    <tr>
      <th scope="row" className={styles.cell}>
        {header}
      </th>
      <td className={`${styles.cell} ${styles.quiet}`}>{sample}</td>
      <td>
        {children || (
          <button
            type="button"
            className={styles.pick}
            aria-haspopup="listbox"
            aria-label={`${t('columns.fieldOf', { column: header })}: ${field}`}
            autoFocus={focused}
            onClick={() => onOpen(header)}
            onKeyDown={(event) => event.key === 'ArrowDown' && onOpen(header)}
          >
            <span>{field}</span>
            <DownOutlined aria-hidden />
          </button>
        )}
      </td>
      <td>
        <Tag color={COLOURS[origin]}>{t(`origins.${origin}`)}</Tag>
      </td>
    </tr>
  );
});

interface SelectProps {
  header: string;
  target: Target;
  mapping: Mapping;
  onTake: (header: string, field: string) => void;
  onClose: (header: string) => void;
}

function FieldSelect({ header, target, mapping, onTake, onClose }: SelectProps) {
  const { t } = useTranslation('imports');
  return (
    <Select
      autoFocus
      defaultOpen
      aria-label={t('columns.fieldOf', { column: header })}
      style={{ width: 260, maxWidth: '100%' }}
      showSearch={{ optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      value={mapping[header] ?? IGNORED}
      options={useFieldOptions(target, mapping, header)}
      onSelect={(field) => onTake(header, field)}
      onOpenChange={(open) => !open && onClose(header)}
    />
  );
}

/** The fields a column may be, by groups; one that another column is says so. */
function useFieldOptions(target: Target, mapping: Mapping, header: string) {
  const { t } = useTranslation('imports');
  const names = useFieldNames();
  return useMemo(() => {
    const columns = columnsByField(mapping);
    const label = (field: Target['fields'][number]) => {
      const name = names.field(target.name, field.name);
      const column = columns.get(field.name);
      if (column !== undefined && column !== header && !field.several)
        return t('columns.taken', { field: name, column });
      return field.required ? `${name} *` : name;
    };
    return [
      { value: IGNORED, label: t('columns.ignore') },
      ...GROUPS.map((group) => ({
        label: names.groupName(group),
        options: target.fields
          .filter((field) => groupOf(field.name) === group)
          .map((field) => ({ value: field.name, label: label(field) })),
      })).filter((group) => group.options.length > 0),
    ];
  }, [t, names, target, mapping, header]);
}
