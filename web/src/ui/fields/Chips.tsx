import { useLayoutEffect, useRef, useState, type CSSProperties } from 'react';
import styles from './fields.module.css';
import { fitting } from './fitting';
import { More } from './More';

interface Labelled {
  id: string;
  name: string;
  colour?: string | null;
}

const GAP = 4; // as in fields.module.css
const MORE = 28;

interface Props {
  items: readonly Labelled[];
  short?: boolean;
}

/** Tags and choices: a dot of their colour, the name in the colour of text, so that it reads on any ground. */
export function Chips({ items, short }: Props) {
  if (short && items.length > 1) return <Row key={items.map((one) => one.id).join()} items={items} />;
  return (
    <span className={styles.chips}>
      {items.map((one) => (
        <Chip key={one.id} name={one.name} colour={one.colour} />
      ))}
    </span>
  );
}

/** On one line: those that there is room for, and how many more there are. */
function Row({ items }: Props) {
  const row = useRef<HTMLSpanElement>(null);
  const [fit, setFit] = useState(items.length);
  useLayoutEffect(() => {
    const element = row.current;
    if (!element) return undefined;
    const measure = () => {
      const widths = [...element.children].slice(0, items.length).map((chip) => chip.scrollWidth); // if not cut
      setFit(fitting(widths, element.clientWidth, GAP, MORE));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [items]);
  return (
    <span ref={row} className={styles.row}>
      {items.map((one, at) => (
        <Chip key={one.id} name={one.name} colour={one.colour} beyond={at >= fit} />
      ))}
      <More rest={items.slice(fit).map((one) => one.name)} />
    </span>
  );
}

type ChipProps = Omit<Labelled, 'id'> & {
  /** There is no room for it; it is only measured. */
  beyond?: boolean;
};

export function Chip({ name, colour, beyond }: ChipProps) {
  // as: a custom property is no key that React's types know
  const style = colour ? ({ '--chip': colour } as CSSProperties) : undefined;
  const look = [styles.chip, !colour && styles.plain, beyond && styles.beyond].filter(Boolean).join(' ');
  return (
    <span className={look} style={style} title={name}>
      {name}
    </span>
  );
}
