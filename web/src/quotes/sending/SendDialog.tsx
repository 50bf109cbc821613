import { AutoComplete } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { NewDialog } from '../../administration/shared/NewDialog';
import { useContactsOf } from '../../contacts/queries';
import { common, type EditorProps } from '../../ui/fields/editors/editor';
import { textOf } from '../../ui/fields/values';
import type { FieldDescription } from '../../ui/records/description';
import { sendingsKey, sendQuote, type Quote } from '../queries';
import { numberOf } from '../states';
import { firstOf, reachable, whose, type Reachable } from './addresses';

interface Props {
  quote: Quote;
  onClose: () => void;
}

/** Sends the quote by mail, to somebody at the customer or to an address that is typed. */
export function SendDialog({ quote, onClose }: Props) {
  const { data, isPending } = useContactsOf(quote.customer_id);
  const known = useMemo(() => reachable(data?.items ?? []), [data]);
  return isPending ? null : <Asked {...{ quote, known, onClose }} />;
}

function Asked({ quote, known, onClose }: Props & { known: readonly Reachable[] }) {
  const { t } = useTranslation('quotes');
  const contact = quote.contact_id;
  const address = useAddressField(known);
  return (
    <NewDialog
      title={t('send.title', { number: numberOf(quote) })}
      note={t('send.text')}
      ok={t('send.button')}
      fields={[address, { name: 'note', kind: 'longText', label: t('send.note') }]}
      initial={{ address: firstOf(known, contact) }}
      call={(values) => {
        const to = textOf(values.address).trim();
        const contact_id = whose(known, to, contact);
        return sendQuote(quote.id, { address: to, contact_id, note: textOf(values.note) });
      }}
      touches={[sendingsKey(quote.id)]}
      said={t('send.done')}
      onClose={onClose}
    />
  );
}

function useAddressField(known: readonly Reachable[]): FieldDescription {
  const { t } = useTranslation('quotes');
  return useMemo(
    () => ({
      name: 'address',
      kind: 'text',
      label: t('send.address'),
      required: true,
      drawn: { Value: Shown, Editor: (props) => <AddressEditor {...props} known={known} /> },
    }),
    [t, known],
  );
}

function Shown({ value }: { value: unknown }) {
  return <>{textOf(value)}</>;
}

function AddressEditor({ known, ...props }: EditorProps & { known: readonly Reachable[] }) {
  return (
    <AutoComplete
      {...common(props)}
      value={textOf(props.value)}
      onChange={props.onChange}
      options={known.map(({ name, address }) => ({ value: address, label: `${name} · ${address}` }))}
      showSearch={{ filterOption: (typed, option) => matches(typed, option?.label) }}
    />
  );
}

const matches = (typed: string, label = ''): boolean => label.toLowerCase().includes(typed.toLowerCase());
