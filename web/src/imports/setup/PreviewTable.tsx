import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Fault, ImportDetailed, PreviewRow } from '../calls';
import { useFaultText } from '../faults/faults';
import { useCellText } from '../fields/cellText';
import { useFieldNames } from '../fields/fieldNames';
import styles from '../imports.module.css';
import { ActionTag } from './ActionTag';
import { columnsOf, faultsOf, type Column } from './previewing';
import own from './PreviewTable.module.css';

interface Props {
  job: ImportDetailed;
  rows: readonly PreviewRow[];
}

export function PreviewTable({ job, rows }: Props) {
  const { t } = useTranslation('imports');
  const names = useFieldNames();
  const columns = columnsOf(job);
  const target = job.target ?? '';
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('steps.check')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('check.row')}</th>
            <th scope="col">{t('check.outcome')}</th>
            {columns.map(({ field, header = t('check.forAll') }) => {
              const name = names.field(target, field);
              return (
                <th key={field} scope="col">
                  {name}
                  {header !== name && <div className={own.from}>{header}</div>}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <RowLine key={row.number} target={target} row={row} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Where a record of a target has its page. */
const PAGES: Readonly<Record<string, string>> = { customers: '/customers', contacts: '/contacts' };

function RowLine({ target, row, columns }: { target: string; row: PreviewRow; columns: readonly Column[] }) {
  const faults = faultsOf(row, columns);
  const page = PAGES[target];
  const tag = <ActionTag action={row.action} />;
  return (
    <tr data-action={row.action} className={own.line}>
      <th scope="row" className={styles.number}>
        {row.number}
      </th>
      <td className={own.outcome}>
        {page && row.record_id ? <Link to={`${page}/${row.record_id}`}>{tag}</Link> : tag}
        <Faults target={target} faults={faults.get(null)} />
      </td>
      {columns.map(({ field }) => (
        <Cell
          key={field}
          target={target}
          field={field}
          value={row.values[field]}
          faults={faults.get(field)}
        />
      ))}
    </tr>
  );
}

interface CellProps {
  target: string;
  field: string;
  value: unknown;
  faults: readonly Fault[] | undefined;
}

/** What is written; where it is not, what stands in the cell, struck out, and why. */
function Cell({ target, field, value, faults }: CellProps) {
  const text = useCellText(target);
  const first = faults?.[0];
  if (!first) return <td className={styles.cell}>{text(field, value)}</td>;
  return (
    <td className={`${styles.cell} ${first.fatal ? own.fatal : own.wrong}`}>
      <del>{first.value}</del>
      <Faults target={target} faults={faults} />
    </td>
  );
}

function Faults({ target, faults }: Pick<CellProps, 'target' | 'faults'>) {
  const sentence = useFaultText(target);
  return faults?.map((fault, index) => (
    // The errors of a cell have no name of their own and never move.
    <div key={index} className={fault.fatal ? own.fatalText : own.wrongText}>
      {sentence(fault)}
    </div>
  ));
}
