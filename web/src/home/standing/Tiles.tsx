import type { ReactNode } from 'react';
import { Link } from 'react-router';
import styles from './standing.module.css';

export type Weight = 'danger' | 'warning' | 'none';

/** What there is none of steps back; what there is of something bad comes forward. */
export const weightOf = (count: number, bad?: Weight): Weight | undefined => (count === 0 ? 'none' : bad);

interface Part {
  text: ReactNode;
  to: string;
  weight?: Weight;
}

export interface Tile extends Part {
  label: string;
  /** Where the figure comes from. */
  hint?: string;
  /** What else is to be said of it. */
  beside?: Part | false;
}

/** The figures that are seen first; each leads to what it counts. */
export function Tiles({ label, tiles }: { label: string; tiles: readonly (Tile | false)[] }) {
  return (
    <ul className={styles.tiles} aria-label={label}>
      {tiles.map(
        (tile) =>
          tile && (
            <li key={tile.label}>
              <Link to={tile.to} title={tile.hint} className={styles.main}>
                <span className={styles.figure} data-weight={tile.weight}>
                  {tile.text}
                </span>
                <span>{tile.label}</span>
              </Link>
              {tile.beside && (
                <Link to={tile.beside.to} className={styles.beside} data-weight={tile.beside.weight}>
                  {tile.beside.text}
                </Link>
              )}
            </li>
          ),
      )}
    </ul>
  );
}
