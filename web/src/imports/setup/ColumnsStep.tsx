import { Alert, Button, Checkbox, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import { useTargets, type ImportDetailed } from '../calls';
import { useFieldNames } from '../fields/fieldNames';
import styles from '../imports.module.css';
import { mappedColumns, missingFields, type Sheet, type Target } from '../mapping';
import { ColumnsTable } from './ColumnsTable';
import { Elsewhere } from './Elsewhere';
import { OptionsForm } from './OptionsForm';
import type { SetupState } from './useSetup';

/** Of a file with hundreds of columns, those further on are shown only if they are a field, or asked for. */
const FIRST = 40;

interface Props {
  sheet: Sheet;
  setup: SetupState;
}

/** Which column is which field, and how rows meet the records that exist. */
export function ColumnsStep({ job, sheet, setup }: Props & { job: ImportDetailed }) {
  const { t } = useTranslation('imports');
  const targets = useTargets().data ?? [];
  const target = targets.find((one) => one.name === setup.choices.target);
  const here = target && !target.belongs_to ? target : undefined;
  const missing = here ? missingFields(setup.choices, here) : [];
  return (
    <>
      <section className={styles.section}>
        <TargetChoice targets={targets} setup={setup} />
        <Elsewhere job={job} sheet={sheet.name} target={setup.choices.target} />
        {here && sheet.remembered && sheet.target === here.name && (
          <p className={styles.lead}>{t('columns.remembered')}</p>
        )}
      </section>
      {here && (
        <Columns
          key={`${sheet.name} ${here.name}`}
          sheet={sheet}
          target={here}
          setup={setup}
          missing={missing}
        />
      )}
      {here && <OptionsForm target={here} setup={setup} />}
      <div className={styles.end}>
        <Button onClick={() => void setup.goTo('file')}>{t('steps.back')}</Button>
        <Button
          type="primary"
          loading={setup.busy}
          disabled={!here || missing.length > 0}
          onClick={() => void setup.goTo('check')}
        >
          {t('steps.next')}
        </Button>
      </div>
    </>
  );
}

function TargetChoice({ targets, setup }: { targets: readonly Target[]; setup: SetupState }) {
  const { t } = useTranslation('imports');
  const names = useFieldNames();
  const id = useId();
  const { sheet, target: chosen } = setup.choices;
  const label = (target: Target) => {
    const name = names.target(target.name);
    return target.belongs_to ? t('columns.elsewhereShort', { target: name }) : name;
  };
  return (
    <div className={styles.row}>
      <label htmlFor={id}>{t('columns.target')}</label>
      <Select
        id={id}
        style={{ minWidth: 220 }}
        placeholder={t('columns.targetNone')}
        loading={setup.busy}
        value={chosen}
        onChange={(target) => void setup.read({ sheet, target })}
        options={targets.map((one) => ({
          value: one.name,
          label: label(one),
          disabled: Boolean(one.belongs_to),
        }))}
      />
    </div>
  );
}

function Columns({ sheet, target, setup, missing }: Props & { target: Target; missing: readonly string[] }) {
  const { t } = useTranslation('imports');
  const names = useFieldNames();
  const format = useFormat();
  const { mapping } = setup.choices;
  const mapped = mappedColumns(sheet, mapping);
  // Which ones are shown is settled when it is chosen: a column does not vanish while one works on it.
  const [shown, setShown] = useState(() =>
    sheet.headers.filter((header, index) => index < FIRST || mapped.includes(header)),
  );
  const [onlyUnmapped, setOnlyUnmapped] = useState(false);
  const toggle = (only: boolean) => {
    setShown(only ? sheet.headers.filter((header) => !mapped.includes(header)) : sheet.headers);
    setOnlyUnmapped(only);
  };
  const folded = !onlyUnmapped && shown.length < sheet.headers.length;
  return (
    <>
      <div className={styles.head}>
        <span role="status">
          {t('columns.mapped', { count: mapped.length, total: sheet.headers.length })}
        </span>
        {(onlyUnmapped || mapped.length < sheet.headers.length) && (
          <Checkbox checked={onlyUnmapped} onChange={(event) => toggle(event.target.checked)}>
            {t('columns.onlyUnmapped')}
          </Checkbox>
        )}
      </div>
      {missing.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('columns.missing', {
            fields: missing.map((name) => names.field(target.name, name)).join(', '),
          })}
        />
      )}
      <ColumnsTable sheet={sheet} target={target} setup={setup} headers={shown} />
      {folded && (
        <div>
          <Button onClick={() => toggle(false)}>
            {t('columns.showAll', { total: format.number(sheet.headers.length) })}
          </Button>
        </div>
      )}
    </>
  );
}
