import { InputNumber, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import type { ImportDetailed, ImportUpdate } from '../calls';
import styles from '../imports.module.css';
import type { Sheet } from '../mapping';
import type { SetupState } from './useSetup';

/** The encodings that the service reads, as people know them. */
const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'UTF-8',
  'utf-8-sig': 'UTF-8 (BOM)',
  gb18030: 'GB18030 / GBK',
  big5hkscs: 'Big5',
  cp1252: 'Windows-1252',
  'utf-16': 'UTF-16',
  'utf-16-le': 'UTF-16 LE',
  'utf-16-be': 'UTF-16 BE',
  'utf-32': 'UTF-32',
};
type Delimiter = NonNullable<ImportUpdate['delimiter']>;
const DELIMITERS: Record<Delimiter, 'comma' | 'semicolon' | 'tab' | 'bar'> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};
const LAST_HEADER_ROW = 15; // the service looks no further for headers

interface Props {
  job: ImportDetailed;
  sheet: Sheet | undefined;
  setup: SetupState;
}

/** Format, encoding, delimiter, row of the headers: each can be said anew, and the file is read again. */
export function FileFacts({ job, sheet, setup }: Props) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const id = useId();
  const { layout } = job;
  const read = (how: ImportUpdate) => void setup.read({ sheet: setup.choices.sheet, ...how });
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t('file.format')}</dt>
        <dd>{t(`file.${layout.format}`)}</dd>
      </div>
      {layout.format === 'csv' && (
        <>
          <div>
            <dt>
              <label htmlFor={`${id}encoding`}>{t('file.encoding')}</label>
            </dt>
            <dd>
              <Select
                id={`${id}encoding`}
                style={{ width: '100%' }}
                disabled={setup.busy}
                value={layout.encoding}
                options={Object.entries(ENCODINGS).map(([value, label]) => ({ value, label }))}
                onChange={(encoding) => read({ encoding })}
              />
              <p className={styles.hint}>{t('file.wrongText')}</p>
            </dd>
          </div>
          <div>
            <dt>
              <label htmlFor={`${id}delimiter`}>{t('file.delimiter')}</label>
            </dt>
            <dd>
              <Select
                id={`${id}delimiter`}
                style={{ width: '100%' }}
                disabled={setup.busy}
                value={layout.delimiter}
                options={Object.entries(DELIMITERS).map(([value, name]) => ({
                  value,
                  label: t(`delimiters.${name}`),
                }))}
                // The options are the keys of DELIMITERS.
                onChange={(delimiter) => read({ delimiter: delimiter as Delimiter })}
              />
            </dd>
          </div>
        </>
      )}
      {sheet && (
        <>
          {layout.format !== 'vcard' && (
            <HeaderRow
              id={`${id}row`}
              row={sheet.header_row}
              busy={setup.busy}
              onRow={(header_row) => read({ header_row })}
            />
          )}
          <div>
            <dt>{t('file.rowsLabel')}</dt>
            <dd>{t('file.rows', { count: sheet.rows_total, shown: format.number(sheet.rows_total) })}</dd>
          </div>
        </>
      )}
    </dl>
  );
}

interface HeaderRowProps {
  id: string;
  row: number;
  busy: boolean;
  onRow: (row: number) => void;
}

function HeaderRow({ id, row, busy, onRow }: HeaderRowProps) {
  const { t } = useTranslation('imports');
  const settle = (text: string) => {
    const wanted = Number(text);
    if (Number.isInteger(wanted) && wanted >= 1 && wanted <= LAST_HEADER_ROW && wanted !== row) onRow(wanted);
  };
  return (
    <div>
      <dt>
        <label htmlFor={id}>{t('file.headerRow')}</label>
      </dt>
      <dd>
        <InputNumber
          id={id}
          min={1}
          max={LAST_HEADER_ROW}
          precision={0}
          defaultValue={row}
          disabled={busy}
          onStep={(value) => onRow(value)}
          onBlur={(event) => settle(event.target.value)}
          onPressEnter={(event) => settle(event.currentTarget.value)}
        />
      </dd>
    </div>
  );
}
