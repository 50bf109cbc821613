import { CloseOutlined } from '@ant-design/icons';
import { Button, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useColleagues } from '../../ui/directory';
import { useFieldNames } from '../fields/fieldNames';
import styles from '../imports.module.css';
import type { Target } from '../mapping';

type Values = Readonly<Record<string, string>>;
/** Fields that name a colleague. */
const PEOPLE = new Set(['owner', 'recorded_by']);

interface Props {
  target: Target;
  values: Values;
  onChange: (values: Record<string, string>) => void;
}

/** What all rows get that give nothing themselves. */
export function Defaults({ target, values, onChange }: Props) {
  const { t } = useTranslation('imports');
  const names = useFieldNames();
  const set = (field: string, text: string | null) => {
    const rest = Object.entries({ ...values, [field]: text }).filter(([, one]) => one !== null);
    onChange(Object.fromEntries(rest.map(([name, one]) => [name, one ?? ''])));
  };
  const label = (name: string) => names.field(target.name, name);
  const free = target.fields.filter((field) => !(field.name in values));
  return (
    <>
      {Object.entries(values).map(([field, text]) => (
        <div key={field} className={styles.option}>
          <span>{label(field)}</span>
          <div className={styles.row}>
            <Value field={field} label={label(field)} text={text} onChange={(one) => set(field, one)} />
            <Button
              type="text"
              icon={<CloseOutlined />}
              aria-label={t('options.remove', { field: label(field) })}
              onClick={() => set(field, null)}
            />
          </div>
        </div>
      ))}
      <div>
        <Select
          aria-label={t('options.addDefault')}
          placeholder={t('options.addDefault')}
          style={{ minWidth: 220 }}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          value={null}
          options={free.map((field) => ({ value: field.name, label: label(field.name) }))}
          onChange={(field: string) => set(field, '')}
        />
      </div>
    </>
  );
}

interface ValueProps {
  field: string;
  label: string;
  text: string;
  onChange: (text: string) => void;
}

function Value({ field, label, text, onChange }: ValueProps) {
  const { t } = useTranslation('imports');
  const people = useColleagues();
  const says = t('options.value', { field: label });
  if (!PEOPLE.has(field))
    return (
      <Input
        aria-label={says}
        style={{ width: 320, maxWidth: '100%' }}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    );
  return (
    <Select
      aria-label={says}
      style={{ width: 320, maxWidth: '100%' }}
      showSearch={{ optionFilterProp: 'label' }}
      value={text === '' ? null : text}
      options={[...new Set([...people.values()].map((one) => one.name))].map((name) => ({
        value: name,
        label: name,
      }))}
      onChange={onChange}
    />
  );
}
