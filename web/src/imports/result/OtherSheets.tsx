import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useMe } from '../../session/session';
import { useFormat } from '../../ui/format';
import type { Service } from '../../ui/operations/services';
import { BeginButton } from '../BeginButton';
import { useImportActs, useSheets, type ImportDetailed, type SheetShown } from '../calls';
import { useFieldNames } from '../fields/fieldNames';
import { useElsewhere, useHandOver } from '../handing';
import styles from '../imports.module.css';
import { pageOf, useService } from '../place';

/** What else the file holds: each sheet is imported by itself, without a second upload. */
export function OtherSheets({ job }: { job: ImportDetailed }) {
  const { t } = useTranslation('imports');
  const elsewhere = useElsewhere();
  const sheets = useSheets(job).data ?? [];
  const others = sheets.filter((one) => one.name !== job.sheet);
  const next = others.find((one) => one.import_id === null && !elsewhere(one.target));
  if (others.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="sheets">
      <h2 id="sheets">{t('sheets.title')}</h2>
      <ul className={styles.sheets}>
        {others.map((one) => {
          const out = elsewhere(one.target);
          return (
            <li key={one.name} className={styles.row}>
              <What sheet={one} />
              {out ? (
                <WayOut job={job} sheet={one} to={out} />
              ) : (
                <Way job={job} sheet={one} next={one === next} />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function What({ sheet: { name, target, rows_total } }: { sheet: SheetShown }) {
  const { t } = useTranslation('imports');
  const names = useFieldNames();
  const format = useFormat();
  const rows = t('file.rows', { count: rows_total, shown: format.number(rows_total) });
  return (
    <span className={styles.sheet}>
      {name}{' '}
      <span className={styles.quiet}>
        {target ? names.target(target) : t('file.unknown')} · {rows}
      </span>
    </span>
  );
}

interface WayProps {
  job: ImportDetailed;
  sheet: SheetShown;
  next: boolean;
}

/** To the import that reads the sheet, or the button that begins one. */
function Way({ job, sheet, next }: WayProps) {
  const { t } = useTranslation('imports');
  const go = useNavigate();
  const service = useService();
  const { importSheet } = useImportActs();
  const mine = useMe().id === job.requested_by;
  if (sheet.import_id !== null && sheet.state !== null)
    return (
      <Link to={pageOf(service, sheet.import_id)} aria-label={`${sheet.name}: ${t(`states.${sheet.state}`)}`}>
        {t(`states.${sheet.state}`)}
      </Link>
    );
  if (!mine) return null;
  const begin = async () => {
    const made = await importSheet(job.id, sheet.name);
    void go(`${pageOf(service, made.id)}?step=file`);
  };
  return (
    <BeginButton
      type={next ? 'primary' : 'default'}
      aria-label={t('sheets.importNamed', { name: sheet.name })}
      begin={begin}
    >
      {t(next ? 'sheets.next' : 'sheets.import')}
    </BeginButton>
  );
}

/** To where the rows of the sheet are imported. */
function WayOut({ job, sheet, to }: { job: ImportDetailed; sheet: SheetShown; to: Service }) {
  const { t } = useTranslation('imports');
  const handOver = useHandOver(job, to);
  if (!handOver) return <span className={styles.quiet}>{t('sheets.elsewhere')}</span>;
  return (
    <BeginButton
      aria-label={t('sheets.importNamed', { name: sheet.name })}
      begin={() => handOver(sheet.name)}
    >
      {t('sheets.import')}
    </BeginButton>
  );
}
