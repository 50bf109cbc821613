import { Alert, Button, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import type { ImportDetailed } from '../calls';
import { useFieldNames } from '../fields/fieldNames';
import { useElsewhere } from '../handing';
import styles from '../imports.module.css';
import type { Sheet } from '../mapping';
import { Elsewhere } from './Elsewhere';
import { FileFacts } from './FileFacts';
import type { SetupState } from './useSetup';

interface Props {
  job: ImportDetailed;
  sheet: Sheet | undefined;
  setup: SetupState;
}

/** What the file was found to be, to be put right where it was not. */
export function FileStep({ job, sheet, setup }: Props) {
  const { t } = useTranslation('imports');
  const elsewhere = useElsewhere()(sheet?.target ?? null);
  return (
    <>
      <section className={styles.section} aria-label={t('file.facts')}>
        <FileFacts key={job.version} job={job} sheet={sheet} setup={setup} />
        {job.layout.sheets.length > 1 && <Sheets job={job} setup={setup} />}
      </section>
      {sheet && <Elsewhere job={job} sheet={sheet.name} target={sheet.target} />}
      {sheet && <Samples sheet={sheet} />}
      <div className={styles.end}>
        <span />
        <Button
          type={elsewhere ? 'default' : 'primary'}
          disabled={!sheet}
          onClick={() => void setup.goTo('columns')}
        >
          {t('steps.next')}
        </Button>
      </div>
    </>
  );
}

function Sheets({ job, setup }: { job: ImportDetailed; setup: SetupState }) {
  const { t } = useTranslation('imports');
  const names = useFieldNames();
  const format = useFormat();
  return (
    <fieldset className={styles.choice}>
      <legend>{t('file.sheets')}</legend>
      <Radio.Group
        vertical
        disabled={setup.busy}
        value={setup.choices.sheet}
        onChange={(event) => void setup.read({ sheet: String(event.target.value) })}
        options={job.layout.sheets.map((sheet) => ({
          value: sheet.name,
          label: (
            <>
              {sheet.name}{' '}
              <span className={styles.quiet}>
                {sheet.target ? names.target(sheet.target) : t('file.unknown')} ·{' '}
                {t('file.rows', { count: sheet.rows_total, shown: format.number(sheet.rows_total) })}
              </span>
            </>
          ),
        }))}
      />
    </fieldset>
  );
}

function Samples({ sheet }: { sheet: Sheet }) {
  const { t } = useTranslation('imports');
  if (sheet.headers.length === 0) return <Alert type="warning" title={t('file.unknown')} />;
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('file.samples')}>
      <table className={styles.table}>
        <thead>
          <tr>
            {sheet.headers.map((header) => (
              <th key={header} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheet.samples.map((row, index) => (
            // The first rows of a file have no name of their own and never move.
            <tr key={index}>
              {sheet.headers.map((header, column) => (
                <td key={header} className={styles.cell}>
                  {row[column]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
