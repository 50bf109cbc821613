import type { CSSProperties } from 'react';
import styles from './fields.module.css';

interface Labelled {
  id: string;
  name: string;
  colour?: string | null;
}

/** Tags and choices: a dot of their colour, the name in the colour of text, so that it reads on any ground. */
export function Chips({ items }: { items: readonly Labelled[] }) {
  return (
    <span className={styles.chips}>
      {items.map((one) => (
        <Chip key={one.id} name={one.name} colour={one.colour} />
      ))}
    </span>
  );
}

export function Chip({ name, colour }: { name: string; colour?: string | null }) {
  // as: a custom property is no key that React's types know
  const style = colour ? ({ '--chip': colour } as CSSProperties) : undefined;
  return (
    <span className={colour ? styles.chip : `${styles.chip} ${styles.plain}`} style={style} title={name}>
      {name}
    </span>
  );
}
