import type { ReactNode } from 'react';
import styles from './RecordHeader.module.css';

interface Props {
  icon: ReactNode;
  title: ReactNode;
  /** Its number, whose it is, how it stands. */
  under: ReactNode;
  /** What there is to say to that. */
  note?: ReactNode;
  /** The few values that matter, as `Fact`s. */
  facts: ReactNode;
  actions?: ReactNode;
  /** What else belongs on top of the page: its path, its tags. */
  children?: ReactNode;
}

/** Which record it is, how it stands, what it comes to and what comes next. */
export function RecordHeader({ icon, title, under, note, facts, actions, children }: Props) {
  return (
    <header className={styles.header}>
      <span className={styles.icon} aria-hidden="true">
        {icon}
      </span>
      <div className={styles.names}>
        <h1>{title}</h1>
        <p className={styles.under}>{under}</p>
        {note}
      </div>
      <dl className={styles.facts}>{facts}</dl>
      {actions && <div className={styles.actions}>{actions}</div>}
      {children && <div className={styles.more}>{children}</div>}
    </header>
  );
}

interface FactProps {
  label: string;
  /** It is compared or added up. */
  number?: boolean;
  /** Where it comes from, where its name does not say it. */
  hint?: string;
  children: ReactNode;
}

/** A value of the header with its name. */
export function Fact({ label, number, hint, children }: FactProps) {
  return (
    <div>
      <dt title={hint}>{label}</dt>
      <dd data-number={number}>{children}</dd>
    </div>
  );
}
