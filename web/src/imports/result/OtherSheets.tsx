import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useMe } from '../../session/session';
import { useFormat } from '../../ui/format';
import { useImportActs, useSheets, useTargets, type ImportDetailed, type SheetShown } from '../calls';
import { useFieldNames } from '../fields/fieldNames';
import styles from '../imports.module.css';
import { useRefusals } from '../problems';

/** What else the file holds: each sheet is imported by itself, without a second upload. */
export function OtherSheets({ job }: { job: ImportDetailed }) {
  const { t } = useTranslation('imports');
  const elsewhere = useElsewhere();
  const sheets = useSheets(job).data ?? [];
  const others = sheets.filter((one) => one.name !== job.sheet);
  const next = others.find((one) => one.import_id === null && !elsewhere(one));
  if (others.length === 0) return null;
  return (
    <section className={styles.section} aria-labelledby="sheets">
      <h2 id="sheets">{t('sheets.title')}</h2>
      <ul className={styles.sheets}>
        {others.map((one) => (
          <li key={one.name} className={styles.row}>
            <What sheet={one} />
            {elsewhere(one) ? (
              <span className={styles.quiet}>{t('sheets.elsewhere')}</span>
            ) : (
              <Way job={job} sheet={one} next={one === next} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Whether the rows of a sheet are another service's. */
function useElsewhere() {
  const targets = useTargets().data ?? [];
  return ({ target }: SheetShown) => targets.some((one) => one.name === target && one.belongs_to !== null);
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

/** To the import that reads the sheet, or the button that begins one. */
function Way({ job, sheet, next }: { job: ImportDetailed; sheet: SheetShown; next: boolean }) {
  const { t } = useTranslation('imports');
  const { message } = App.useApp();
  const go = useNavigate();
  const refusals = useRefusals();
  const { importSheet } = useImportActs();
  const [busy, setBusy] = useState(false);
  const mine = useMe().id === job.requested_by;
  if (sheet.import_id !== null && sheet.state !== null)
    return (
      <Link to={`/imports/${sheet.import_id}`} aria-label={`${sheet.name}: ${t(`states.${sheet.state}`)}`}>
        {t(`states.${sheet.state}`)}
      </Link>
    );
  if (!mine) return null;
  const begin = async () => {
    setBusy(true);
    try {
      const made = await importSheet(job.id, sheet.name);
      void go(`/imports/${made.id}?step=file`);
    } catch (error) {
      setBusy(false);
      void message.error(refusals(error, null).join(' '));
    }
  };
  return (
    <Button
      type={next ? 'primary' : 'default'}
      loading={busy}
      aria-label={t('sheets.importNamed', { name: sheet.name })}
      onClick={() => void begin()}
    >
      {t(next ? 'sheets.next' : 'sheets.import')}
    </Button>
  );
}
