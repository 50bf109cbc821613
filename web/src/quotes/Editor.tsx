import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExcessOf } from '../lines/Excess';
import { Lines } from '../lines/Lines';
import type { FieldDescription, SaveField } from '../ui/records/description';
import { EditableField } from '../ui/records/EditableField';
import { History } from '../ui/records/History';
import { RecordFields } from '../ui/records/RecordFields';
import type { Saving } from '../ui/records/useRecordSaving';
import { valueOf } from '../ui/records/values';
import styles from './quotes.module.css';
import { loadHistory, quoteKey, type Quote } from './queries';
import { useSums } from './sums';

interface Props {
  quote: Quote;
  fields: readonly FieldDescription[];
  saving: Saving;
  /** Whether it can be written in. */
  may: boolean;
}

const TEXTS = ['intro', 'terms'];
const ELSEWHERE = ['lines', ...TEXTS];

/** What the offer says: for whom, until when, which lines, what is written around them. */
export function Editor({ quote, fields, saving, may }: Props) {
  const { t } = useTranslation('quotes');
  const save: SaveField | null = may ? (field, value) => saving.save({ [field.name]: value }) : null;
  const [intro, terms] = TEXTS.map((name) => fields.find((one) => one.name === name));
  return (
    <div className={styles.editor}>
      <section className={styles.fields} aria-label={t('groups.offer')}>
        <RecordFields {...{ fields }} record={quote} without={ELSEWHERE} onSave={save} />
      </section>
      <Written field={intro} {...{ quote, save }} />
      <Lines
        lines={quote.lines}
        buyer={{ customer: quote.customer_id, currency: quote.currency }}
        empty={t('linesEmpty')}
        included={quote.tax_included}
        sums={useSums(quote)}
        save={save && ((lines) => saving.save({ lines }))}
        note={(line) => <ExcessOf line={line} excess={quote.excess} />}
      />
      <Written field={terms} {...{ quote, save }} />
      <Changes {...{ quote, fields, save }} />
    </div>
  );
}

interface WrittenProps {
  field?: FieldDescription;
  quote: Quote;
  save: SaveField | null;
}

function Written({ field, quote, save }: WrittenProps) {
  if (!field) return null;
  return (
    <section className={styles.panel} aria-label={field.label}>
      <h2>{field.label}</h2>
      <EditableField
        field={field}
        value={valueOf(quote, field.name)}
        fixed={save === null}
        onSave={async (value) => save?.(field, value)}
      />
    </section>
  );
}

/** Who changed what, when somebody wants to know. */
function Changes({ quote, fields, save }: Pick<Props, 'quote' | 'fields'> & { save: SaveField | null }) {
  const { t } = useTranslation('quotes');
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <div>
        <Button type="link" className={styles.plain} onClick={() => setOpen(true)}>
          {t('changes')}
        </Button>
      </div>
    );
  return (
    <History
      queryKey={[...quoteKey(quote.id), 'history']}
      load={(after) => loadHistory(quote.id, after)}
      fields={fields}
      record={quote}
      onPutBack={save}
    />
  );
}
