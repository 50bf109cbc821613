import { useTranslation } from 'react-i18next';
import { NewDialog } from '../../administration/shared/NewDialog';
import { textOf } from '../../ui/fields/values';
import type { FieldDescription } from '../../ui/records/description';
import * as calls from '../queries';
import { useShowSaved, type Quote } from '../queries';
import { numberOf } from '../states';

export type Act = 'submit' | 'approve' | 'reject' | 'accept' | 'decline' | 'withdraw';

const CALLS: Record<Act, (id: string, note: string, name: string) => Promise<Quote>> = {
  submit: calls.submitQuote,
  approve: (id, note) => calls.decide(id, 'approve', note),
  reject: (id, note) => calls.decide(id, 'reject', note),
  accept: (id, note, name) => calls.enterAcceptance(id, { name, note }),
  decline: calls.enterDecline,
  withdraw: calls.withdrawQuote,
};

interface Props {
  quote: Quote;
  act: Act;
  onClose: () => void;
}

/** What is said with an act: to whoever decides, or about what was decided. */
export function ActDialog({ quote, act, onClose }: Props) {
  const { t } = useTranslation('quotes');
  const show = useShowSaved();
  const note: FieldDescription = { name: 'note', kind: 'longText', label: t(`${act}.note`) };
  const name: FieldDescription = { name: 'name', kind: 'text', label: t('accept.name'), required: true };
  return (
    <NewDialog
      title={t(`${act}.title`, { number: numberOf(quote) })}
      note={t(`${act}.text`)}
      ok={t(`${act}.button`)}
      danger={act === 'withdraw' || act === 'reject'}
      fields={act === 'accept' ? [name, note] : [note]}
      call={(values) => CALLS[act](quote.id, textOf(values.note), textOf(values.name))}
      touches={[]}
      said={t(`${act}.done`)}
      onDone={show}
      onClose={onClose}
    />
  );
}
