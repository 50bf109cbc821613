import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import styles from '../shared/admin.module.css';

interface Props {
  id: string;
  label: string;
  hint?: string;
  fault?: string;
  children: ReactNode;
}

/** One control of the form, with its name and what is wrong with it. */
export function Labelled({ id, label, hint, fault, children }: Props) {
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children}
      <Fault text={fault} />
      {hint && <p className={styles.hint}>{hint}</p>}
    </div>
  );
}

export function Fault({ text }: { text?: string }) {
  if (text === undefined) return null;
  return (
    <p className={styles.fault} role="alert">
      {text}
    </p>
  );
}

interface TickedProps {
  label: string;
  hint: string;
  checked: boolean;
  fault?: string;
  onChange: (checked: boolean) => void;
}

export function Ticked({ label, hint, checked, fault, onChange }: TickedProps) {
  return (
    <div className={styles.field}>
      <Checkbox checked={checked} onChange={(event) => onChange(event.target.checked)}>
        {label}
      </Checkbox>
      <Fault text={fault} />
      <p className={styles.hint}>{hint}</p>
    </div>
  );
}
