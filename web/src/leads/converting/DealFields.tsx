import { useTranslation } from 'react-i18next';
import { Fields } from '../../administration/shared/Fields';
import { usePipelines } from '../../pipelines/queries';
import { moneyOf, textOf } from '../../ui/fields/values';
import type { FieldDescription } from '../../ui/records/description';
import type { Asked } from './asked';

interface Props {
  asked: Asked;
  change: (changes: Partial<Asked>) => void;
  fault: (place: string) => string | undefined;
}

/** The deal that is opened; its pipeline only where there is a choice. */
export function DealFields({ asked, change, fault }: Props) {
  const { t } = useTranslation('leads');
  const pipelines = usePipelines().data ?? [];
  const fields: FieldDescription[] = [
    { name: 'name', kind: 'text', label: t('convert.name'), required: true },
    { name: 'amount', kind: 'money', label: t('convert.amount') },
    { name: 'expected_close_on', kind: 'date', label: t('convert.closing') },
  ];
  if (pipelines.length > 1)
    fields.splice(1, 0, {
      name: 'pipeline_id',
      kind: 'choice',
      label: t('convert.pipeline'),
      choices: pipelines.map((one) => ({ value: one.id, label: one.name })),
    });
  const values = {
    name: asked.name,
    pipeline_id: asked.pipeline,
    amount: asked.amount,
    expected_close_on: asked.closing,
  };
  const set = (name: string, value: unknown) => {
    if (name === 'amount') change({ amount: moneyOf(value) });
    else if (name === 'name') change({ name: textOf(value) });
    else if (name === 'pipeline_id') change({ pipeline: textOf(value) });
    else change({ closing: textOf(value) });
  };
  return <Fields {...{ fields, values }} onChange={set} fault={(name) => fault(`opportunity/${name}`)} />;
}
