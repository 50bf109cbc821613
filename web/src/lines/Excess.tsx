import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import type { Line } from './given';
import styles from './lines.module.css';

/** A line with more discount than may be given freely. */
export type Excess = Schemas['sales_ExcessRead'];

/** Why a line needs approval, as a sentence. */
function useSentence(): (excess: Excess) => string {
  const { t } = useTranslation('lines');
  return ({ kind, percent, limit }) =>
    kind === 'no_list_price'
      ? t('excess.no_list_price', { limit })
      : t('excess.above_limit', { percent, limit });
}

/** The same beside the line, if it does. */
export function ExcessOf({ line, excess }: { line: Line; excess: readonly Excess[] }) {
  const said = useSentence();
  const found = excess.find((one) => one.line_id === line.id);
  return found && <p className={styles.excess}>{said(found)}</p>;
}

/** All lines that need approval, by their products. */
export function ExcessList({ excess }: { excess: readonly Excess[] }) {
  const { t } = useTranslation('lines');
  const said = useSentence();
  return (
    <ul className={styles.list}>
      {excess.map((one) => (
        <li key={one.line_id}>{t('excess.of', { name: one.product.name, what: said(one) })}</li>
      ))}
    </ul>
  );
}
