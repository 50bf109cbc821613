import { Select, Tag } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { groupOf, useFieldNames, type FieldGroup } from '../fields/fieldNames';
import styles from '../imports.module.css';
import { columnsByField, originOf, withColumn, type Origin, type Sheet, type Target } from '../mapping';
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

export function ColumnsTable({ sheet, target, setup, headers }: Props) {
  const { t } = useTranslation('imports');
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
          {headers.map((header) => (
            <ColumnLine key={header} header={header} sheet={sheet} target={target} setup={setup} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ColumnLine({ header, sheet, target, setup }: Omit<Props, 'headers'> & { header: string }) {
  const { t } = useTranslation('imports');
  const { choices, change } = setup;
  const options = useFieldOptions(target, choices.mapping, header);
  const origin = originOf(sheet, choices, header);
  const index = sheet.headers.indexOf(header);
  const samples = [...new Set(sheet.samples.map((row) => row[index] ?? ''))].filter(Boolean).slice(0, 3);
  return (
    <tr>
      <th scope="row" className={styles.cell}>
        {header}
      </th>
      <td className={`${styles.cell} ${styles.quiet}`}>{samples.join(' · ')}</td>
      <td>
        <Select
          aria-label={t('columns.fieldOf', { column: header })}
          style={{ width: 260, maxWidth: '100%' }}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          value={choices.mapping[header] ?? IGNORED}
          options={options}
          onChange={(field) => change(withColumn(choices, header, field === IGNORED ? null : field, target))}
        />
      </td>
      <td>
        <Tag color={COLOURS[origin]}>{t(`origins.${origin}`)}</Tag>
      </td>
    </tr>
  );
}

/** The fields a column may be, by groups; one that another column is says so. */
function useFieldOptions(target: Target, mapping: Readonly<Record<string, string | null>>, header: string) {
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
