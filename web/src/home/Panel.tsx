import { useId, type ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './home.module.css';

interface Props {
  title: string;
  /** Where all of it is. */
  more?: { path: string; label: string };
  children: ReactNode;
}

export function Panel({ title, more, children }: Props) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <header className={styles.panelHead}>
        <h2 id={id}>{title}</h2>
        {more && <Link to={more.path}>{more.label}</Link>}
      </header>
      {children}
    </section>
  );
}
