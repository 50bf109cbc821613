import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Tone } from './due';
import styles from './standing.module.css';

interface Props {
  when: ReactNode;
  /** The exact day or moment. */
  exact?: string;
  /** What falls on it. */
  what?: string;
  tone?: Tone;
  name: string;
  to: string;
  about: string;
  /** What is wrong with it. */
  warning?: string | false;
  worth?: string;
}

/** One thing to do: when, what, and what it is worth. */
export function Row({ when, exact, what, tone, name, to, about, warning, worth }: Props) {
  return (
    <li className={styles.row}>
      <span className={styles.when} title={exact}>
        <strong data-tone={tone}>{when}</strong>
        {what && <small>{what}</small>}
      </span>
      <span className={styles.what}>
        <Link to={to}>{name}</Link>
        <small>
          {warning && <span data-weight="warning">{warning}</span>}
          {warning && about && ' · '}
          {about}
        </small>
      </span>
      {worth && <span className={styles.worth}>{worth}</span>}
    </li>
  );
}

/** What is said in one line, what is empty left out. */
export const joined = (...parts: (string | null | undefined | false)[]): string =>
  parts.filter(Boolean).join(' · ');
