import { useId, type ReactNode } from 'react';
import styles from './me.module.css';

interface Props {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  children: (control: { id: string; 'aria-describedby': string | undefined }) => ReactNode;
}

/** A control with its label, what it is for, and what is wrong with it. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  const said = error ?? hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-describedby': said ? `${id}-said` : undefined })}
      {said && (
        <p id={`${id}-said`} className={error ? styles.error : styles.hint}>
          {said}
        </p>
      )}
    </div>
  );
}
