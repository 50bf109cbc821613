import { DownOutlined, TableOutlined, UpOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Popover } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDescription } from '../records/description';
import { moved } from './columns';
import styles from './list.module.css';

interface Props {
  fields: readonly FieldDescription[];
  /** Those that are shown, the title first. */
  columns: readonly FieldDescription[];
  title: string;
  /** Empty: as at first. */
  onChange: (columns: string[]) => void;
}

/** Which columns a list has, and in which order. */
export function ColumnChooser(props: Props) {
  const { t } = useTranslation('ui/list');
  return (
    <Popover trigger="click" placement="bottomRight" content={<Choice {...props} />} destroyOnHidden>
      <Button size="small" type="text" icon={<TableOutlined />}>
        <span className="wide-only">{t('columns')}</span>
      </Button>
    </Popover>
  );
}

function Choice({ fields, columns, title, onChange }: Props) {
  const { t } = useTranslation('ui/list');
  const [typed, setTyped] = useState('');
  const finds = (field: FieldDescription) => field.label.toLowerCase().includes(typed.trim().toLowerCase());
  const names = columns.map((field) => field.name).filter((name) => name !== title);
  const shown = columns.filter((field) => field.name !== title && finds(field));
  const others = fields.filter((field) => !columns.includes(field) && field.name !== title && finds(field));
  const turn = (name: string, on: boolean) =>
    onChange(on ? [...names, name] : names.filter((one) => one !== name));
  return (
    <div className={styles.chooser}>
      <Input
        autoFocus
        allowClear
        size="small"
        value={typed}
        placeholder={t('findColumn')}
        aria-label={t('findColumn')}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className={styles.choices}>
        <Section label={t('chosen')} fields={shown} on onTurn={turn}>
          {(field) => <Movers field={field} onMove={(by) => onChange(moved(names, field.name, by))} />}
        </Section>
        <Section label={t('others')} fields={others} on={false} onTurn={turn} />
      </div>
      <Button size="small" onClick={() => onChange([])}>
        {t('resetColumns')}
      </Button>
    </div>
  );
}

interface SectionProps {
  label: string;
  fields: readonly FieldDescription[];
  on: boolean;
  onTurn: (name: string, on: boolean) => void;
  children?: (field: FieldDescription) => ReactNode;
}

function Section({ label, fields, on, onTurn, children }: SectionProps) {
  if (fields.length === 0) return null;
  return (
    <fieldset>
      <legend>{label}</legend>
      {fields.map((field) => (
        <div key={field.name} className={styles.choice}>
          <Checkbox checked={on} onChange={() => onTurn(field.name, !on)}>
            {field.label}
          </Checkbox>
          {children?.(field)}
        </div>
      ))}
    </fieldset>
  );
}

function Movers({ field, onMove }: { field: FieldDescription; onMove: (by: number) => void }) {
  const { t } = useTranslation('ui/list');
  const steps = [
    { by: -1, icon: <UpOutlined />, label: t('up', { field: field.label }) },
    { by: 1, icon: <DownOutlined />, label: t('down', { field: field.label }) },
  ];
  return (
    <span>
      {steps.map(({ by, icon, label }) => (
        <Button
          key={by}
          size="small"
          type="text"
          icon={icon}
          title={label}
          aria-label={label}
          onClick={() => onMove(by)}
        />
      ))}
    </span>
  );
}
